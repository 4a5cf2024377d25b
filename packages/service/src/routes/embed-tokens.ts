import type {Call, Handlers} from '../call.ts';
import {CallProblem, refuse} from '../http/problem.ts';
import {enter, findMember} from '../principal.ts';
import {mintEmbedToken} from '../tokens.ts';

/** Mints a token that never exceeds its key. Nothing is stored: asked again, another one is as good. */
async function create(call: Call<'embedTokens.create'>) {
  const {body, principal, store, signingKey, url, scope} = call;
  const {space, subject} = body;
  if (principal.via !== 'key') throw new CallProblem('forbidden');
  await enter(store, principal, space, scope.at);
  if (!(await findMember(store, space, subject, scope.at))) {
    const message = 'This space has no member with that subject. Add the member first.';
    throw refuse('/subject', 'not_found', message);
  }
  const most = ['read', 'write'].filter((each) => principal.scopes.includes(each));
  const scopes = body.scopes ?? most;
  if (scopes.length === 0 || scopes.some((each) => !most.includes(each))) {
    const message = 'A token never exceeds its key: make a key with these scopes.';
    throw refuse('/scopes', 'not_allowed', message);
  }
  const minted = await mintEmbedToken({
    signingKey,
    url,
    space,
    subject,
    // An origin has no path and no slash at its end, however it was written.
    origins: body.origins.map((each) => new URL(each).origin),
    scopes,
    keyId: principal.actor.slice('key:'.length),
    now: call.clock(),
    ...(body.elements ? {elements: body.elements} : {}),
    ...(body.lifetime === undefined ? {} : {lifetime: body.lifetime}),
  });
  return {body: minted};
}

export const embedTokens: Handlers<'embedTokens.create'> = {'embedTokens.create': create};

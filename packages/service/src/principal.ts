import type {PersonRef} from '@hubkit/contract';
import type {RouteScope} from '@hubkit/contract/routes';
import type {Entity, Role, Scope} from '@hubkit/model';
import {CallProblem} from './http/problem.ts';
import {findApiKey, looksLikeKey} from './keys.ts';
import {DIRECTORY, serviceScope, type Store} from './store/port.ts';
import type {Verifier} from './tokens.ts';

/** Whoever calls, before it is known where. */
export interface Principal {
  via: 'token' | 'key';
  /** Names the caller among all: what idempotency keys are kept under. */
  actor: string;
  /** Spaces that the call may be in; `null`: every one. */
  spaces: readonly string[] | null;
  scopes: readonly string[];
  /** Of a token: the host’s id of the person. Of a key: its name. */
  subject: string;
  /** When a token ends, in ms since 1970. A key is asked each time. */
  expiresAt: number | null;
}

/** The caller in one space. */
export interface Entered {
  scope: Scope;
  who: PersonRef;
  member: Entity | null;
}

const SIGN_IN = {headers: {'WWW-Authenticate': 'Bearer'}};

/** Every call with a browser’s token comes from one of the pages that it was made for. */
function requireOrigin(request: Request, origins: readonly string[]): void {
  const origin = request.headers.get('origin');
  const sameOrigin = request.headers.get('sec-fetch-site') === 'same-origin';
  // Of a same-origin GET the browser names no origin. Which one it is depends on what stands before us; pages cannot set
  // that header.
  if (origin === null && sameOrigin && request.method === 'GET') return;
  if (origin === null || !origins.includes(origin)) throw new CallProblem('origin_refused');
}

export interface SignIn {
  store: Store;
  verifier: Verifier;
  pepper: string;
}

/** @throws CallProblem - `unauthenticated`, `clock_skew`, `origin_refused`. */
export async function authenticate(
  request: Request,
  now: number,
  {store, verifier, pepper}: SignIn,
): Promise<Principal> {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (bearer === undefined) throw new CallProblem('unauthenticated', SIGN_IN);
  if (looksLikeKey(bearer)) {
    const key = await findApiKey(bearer, {store, pepper, now});
    if (!key) throw new CallProblem('unauthenticated', SIGN_IN);
    const {id, name, scopes, spaces} = key;
    return {via: 'key', actor: `key:${id}`, spaces, scopes, subject: name, expiresAt: null};
  }
  const claims = await verifier.verify(bearer, now);
  requireOrigin(request, claims.origins);
  return {
    via: 'token',
    actor: `member:${claims.space}:${claims.subject}`,
    spaces: [claims.space],
    scopes: claims.scopes,
    subject: claims.subject,
    expiresAt: claims.expiresAt,
  };
}

/** @throws CallProblem - `forbidden`. */
export function requireScope(principal: Principal, scope: RouteScope): void {
  if (scope === 'none' || scope === 'any' || principal.scopes.includes(scope)) return;
  throw new CallProblem('forbidden');
}

/** The member that a host’s person is in a space; `null` when they are none. */
export async function findMember(
  store: Store,
  space: string,
  subject: string,
  at: string,
): Promise<Entity | null> {
  const scope = serviceScope(space, at);
  const link = await store.get(scope, 'subject', subject, {asService: true});
  if (!link) return null;
  return await store.get(scope, 'member', link.body['member'] as string, {asService: true});
}

function asMember(member: Entity, space: string, at: string): Entered {
  const {organisation, role, name} = member.body;
  const org = (organisation as {id: string}).id;
  return {
    scope: {space, member: member.id, org, role: role as Role, at},
    who: {id: member.id, name: name as string},
    member,
  };
}

/**
 * Who the caller is in a space, by what is stored there now.
 *
 * An API key acts as a coordinator without access to any review: it sees what a coordinator’s process facts are.
 *
 * @throws CallProblem - `not_found`: there is no such space, or none for this caller. Which of them is not said.
 */
export async function enter(
  store: Store,
  principal: Principal,
  space: string,
  at: string,
): Promise<Entered> {
  if (principal.spaces && !principal.spaces.includes(space)) throw new CallProblem('not_found');
  if (principal.via === 'token') {
    const member = await findMember(store, space, principal.subject, at);
    if (!member) throw new CallProblem('not_found');
    return asMember(member, space, at);
  }
  const found = await store.get(serviceScope(DIRECTORY, at), 'space', space, {asService: true});
  if (!found) throw new CallProblem('not_found');
  return {
    scope: {space, member: principal.actor, org: '', role: 'coordinator', at},
    who: {id: principal.actor, name: principal.subject},
    member: null,
  };
}

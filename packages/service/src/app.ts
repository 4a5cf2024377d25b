import {pathParameters, routes, type Route, type RouteName} from '@hubkit/contract/routes';
import type {PersonRef} from '@hubkit/contract';
import type {Scope} from '@hubkit/model';
import {Hono} from 'hono';
import type {Answer, Call, Handler, Setting} from './call.ts';
import {commitPlan, givenOf, type Key} from './commit.ts';
import {handlers} from './handlers.ts';
import {readJson} from './http/body.ts';
import {versionOf} from './http/headers.ts';
import {parseBody, parseQuery} from './http/parse.ts';
import {CallProblem, invalid} from './http/problem.ts';
import {
  createInProgress,
  fingerprintOf,
  givenBefore,
  idempotencyKey,
  type InProgress,
} from './idempotency.ts';
import {authenticate, enter, requireScope, type Principal, type SignIn} from './principal.ts';
import {replayable} from './replay.ts';
import {DIRECTORY, serviceScope, type Expectation, type GivenAnswer} from './store/port.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SLUG = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;
/** Parameters that are written by people; all others are ids. */
const KEYED_BY_SLUG = ['framework', 'criterion'];

export interface AppOptions extends Setting, SignIn {}

/** What the table does not say of a call. */
interface Arrived {
  name: RouteName;
  route: Route;
  request: Request;
  params: Record<string, string>;
}

/** @throws CallProblem - `not_found`: what is no id names nothing. */
function requireIds(params: Readonly<Record<string, string>>): void {
  const wrong = Object.entries(params).some(
    ([name, value]) => !(KEYED_BY_SLUG.includes(name) ? SLUG : UUID).test(value),
  );
  if (wrong) throw new CallProblem('not_found');
}

/** @throws CallProblem - `precondition_required`, `invalid_request`. */
function ifMatchOf({route, request}: Arrived): number {
  if (!route.ifMatch) return 0;
  const header = request.headers.get('if-match');
  if (header === null) throw new CallProblem('precondition_required');
  const version = versionOf(header);
  if (version === null) throw invalid('header/If-Match', 'This is no ETag of ours.');
  return version;
}

function respond({status, etag, body}: GivenAnswer, replayed = false): Response {
  const headers: Record<string, string> = {
    ...(etag === null ? {} : {ETag: etag}),
    ...(replayed ? {'Idempotency-Replayed': 'true'} : {}),
  };
  if (status === 204) return new Response(null, {status, headers});
  headers['Content-Type'] = 'application/json; charset=utf-8';
  return new Response(JSON.stringify(body), {status, headers});
}

/** Where the caller stands: in the space of the path, or above all spaces. `caller`: what says so. */
async function whereOf(
  {params, route}: Arrived,
  principal: Principal,
  options: AppOptions,
  at: string,
): Promise<{scope: Scope; who: PersonRef; commitScope: Scope; caller: Expectation[]}> {
  const above = {...serviceScope(DIRECTORY, at), member: principal.actor};
  const who = {id: principal.actor, name: principal.subject};
  const {space} = params;
  if (space === undefined) return {scope: above, who, commitScope: above, caller: []};
  const {member, ...entered} = await enter(options.store, principal, space, at);
  const caller = member ? [{kind: member.kind, id: member.id, version: member.version}] : [];
  // Spaces themselves are kept above all spaces.
  const commitScope = route.path === '/spaces/{space}' ? above : entered.scope;
  return {...entered, commitScope, caller};
}

/** One call, from its row of the table to its answer. */
async function answerCall(
  arrived: Arrived,
  options: AppOptions,
  inProgress: InProgress,
): Promise<Response> {
  const {name, route, request, params} = arrived;
  const principal = await authenticate(request, options.clock(), options);
  requireScope(principal, route.scope);
  requireIds(params);
  const sent = route.body ? await readJson(request, route.bodyLimit) : undefined;
  // Only now: a body may take minutes to arrive, and what the caller may do can end meanwhile.
  const at = new Date(options.clock()).toISOString();
  const where = await whereOf(arrived, principal, options, at);
  const url = new URL(request.url);
  const query = parseQuery(route.query, url.searchParams);
  const unsafe = route.method !== 'GET';
  const key = unsafe ? idempotencyKey(request) : '';
  const body = route.body ? parseBody(route.body, sent) : undefined;
  const handler = handlers[name] as unknown as Handler<RouteName>;
  const base = {...options, name, params, query, body, principal, request};

  if (!unsafe) {
    const call = {...base, ...where, ifMatch: 0, write: readOnly} as unknown as Call;
    const answer = await handler(call);
    return answer instanceof Response ? answer : respond(givenOf(answer, ''));
  }

  const path = url.pathname + url.search;
  const fingerprint = fingerprintOf(route.method, path, body);
  const keyed: Key = {actor: principal.actor, key, fingerprint};
  const id = `${principal.actor}/${key}`;
  const {commitScope, caller} = where;
  return await inProgress.alone(`${commitScope.space}/${id}`, fingerprint, async () => {
    const replay = async (given: GivenAnswer) =>
      respond(await replayable(given, {name, params, body}, options.store, where.scope), true);
    // Before If-Match: a call that succeeded is not late because of itself.
    const before = await givenBefore(options.store, commitScope, id, fingerprint);
    if (before) return await replay(before);
    const earlier: GivenAnswer[] = [];
    const call: Call = {
      ...(base as unknown as Call),
      ...where,
      ifMatch: ifMatchOf(arrived),
      async write(plan) {
        const result = await commitPlan(options.store, commitScope, keyed, caller, plan);
        if ('answer' in result) return result.answer;
        earlier.push(result.given);
        return {body: result.given.body} as Answer;
      },
    };
    const answer = await handler(call);
    if (answer instanceof Response) return answer;
    const [given] = earlier;
    return given ? await replay(given) : respond(givenOf(answer, fingerprint));
  });
}

const readOnly = () => {
  throw new TypeError('A GET writes nothing.');
};

/** Turns `/spaces/{space}` into what the router and a matcher take. */
const routerPath = (path: string) => `/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
const matcher = (path: string) => new RegExp(`^/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

/** The methods that an address takes; none when it is not ours. */
function methodsOf(pathname: string): string[] {
  return Object.values(routes as Record<string, Route>)
    .filter(({path}) => matcher(path).test(pathname))
    .map(({method}) => method);
}

/**
 * The router: one address for each row of the contract table, and the name of the row that took a call.
 *
 * @returns its answer, or throws a `CallProblem`.
 */
export function createApp(options: AppOptions) {
  const inProgress = createInProgress();
  const app = new Hono<{Bindings: {took: (name: RouteName) => void}}>();
  for (const [key, route] of Object.entries(routes as Record<string, Route>)) {
    const name = key as RouteName;
    app.on(route.method, routerPath(route.path), async (context) => {
      context.env.took(name);
      const request = context.req.raw;
      if (request.method === 'HEAD' && route.kind === 'stream') {
        throw new CallProblem('method_not_allowed', {headers: {Allow: 'GET'}});
      }
      const values = context.req.param() as Record<string, string>;
      const params = Object.fromEntries(
        pathParameters(route.path).map((each) => [each, values[each] ?? '']),
      );
      return await answerCall({name, route, request, params}, options, inProgress);
    });
  }
  app.notFound((context) => {
    const methods = methodsOf(new URL(context.req.url).pathname);
    if (methods.length === 0) throw new CallProblem('not_found');
    throw new CallProblem('method_not_allowed', {headers: {Allow: methods.join(', ')}});
  });
  app.onError((error) => {
    throw error;
  });
  return app;
}

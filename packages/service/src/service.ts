import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {problems, type KnownProblemCode} from '@hubkit/contract';
import type {RouteName} from '@hubkit/contract/routes';
import type {JWK} from 'jose';
import {createApp} from './app.ts';
import {createBundles, type Bundles} from './bundles.ts';
import {createCursors} from './cursors.ts';
import {createFrameworks} from './frameworks.ts';
import {corsHeaders, preflightHeaders, type Origins} from './http/cors.ts';
import {apiHeaders} from './http/headers.ts';
import {CallProblem, problemDocument} from './http/problem.ts';
import {failureOf, type Log} from './log.ts';
import {DIRECTORY, serviceScope, type Store} from './store/port.ts';
import {createStreams} from './streams.ts';
import {createVerifier} from './tokens.ts';

export interface ServiceOptions {
  store: Store;
  /** The private key that embed tokens are signed with: a JWK (OKP, Ed25519). */
  signingKey: JWK;
  /** What API keys and cursors are derived with. Held outside the database; at least 32 characters. */
  pepper: string;
  /** Address of the service, as pages call it: issuer and audience of its tokens. */
  url: string;
  /** Exact origins of the pages that may call it; `'*'` for demonstrations on loopback. */
  origins: Origins;
  /** ms since 1970. */
  clock?: () => number;
  log?: Log;
  /** A folder whose files are served under `/v1/`: the bundles of the elements. */
  bundles?: string;
  /** It runs on keys made for a demonstration: `listen` keeps it on loopback. */
  demonstration?: boolean;
  /** Most open streams; past them callers poll. 5,000 unless told. */
  mostStreams?: number;
}

export interface Service {
  /** Answers one request. Never throws. */
  fetch: (request: Request) => Promise<Response>;
  /** Ends every stream. The store stays open: it is its maker’s. */
  close: () => Promise<void>;
  readonly demonstration: boolean;
  readonly openToAllOrigins: boolean;
}

const MOST_STREAMS = 5000;
const openapi = () =>
  readFileSync(fileURLToPath(import.meta.resolve('@hubkit/contract/openapi.json')), 'utf8');

/** The signing key, the pepper and the address are what security hangs on: wrong ones are said at the start. */
function requireSecrets({signingKey, pepper, url, origins}: ServiceOptions): void {
  if (signingKey.crv !== 'Ed25519' || !signingKey.d || !signingKey.x) {
    throw new TypeError(
      'signingKey must be a private JWK of Ed25519. `createSigningKey()` makes one.',
    );
  }
  if (pepper.length < 32) throw new TypeError('pepper must have 32 characters at least.');
  if (!URL.canParse(url)) throw new TypeError('url must be the address of the service.');
  if (origins === '*') return;
  const wrong = origins.find((each) => !URL.canParse(each) || new URL(each).origin !== each);
  if (wrong !== undefined) {
    throw new TypeError(
      `origins: “${wrong}” is no exact origin. Write it as https://example.org, without a path or a slash at its end.`,
    );
  }
}

const json = (text: string, type = 'application/json') =>
  new Response(text, {headers: {'Content-Type': `${type}; charset=utf-8`}});

/** The service: answers requests; it listens to nothing by itself. */
export async function createService(options: ServiceOptions): Promise<Service> {
  requireSecrets(options);
  const {store, signingKey, pepper, origins, log, clock = Date.now} = options;
  const url = options.url.replace(/\/+$/, '');
  const cursors = createCursors(pepper);
  const verifier = await createVerifier(signingKey, url);
  const streams = createStreams(store, cursors, options.mostStreams ?? MOST_STREAMS);
  const frameworks = createFrameworks(store);
  const bundles: Bundles = options.bundles ? createBundles(options.bundles) : () => null;
  const description = openapi();
  const app = createApp({
    ...{store, cursors, frameworks, streams, signingKey, url, clock},
    ...{verifier, pepper},
  });

  /** What has no row in the contract table. */
  async function besides(request: Request, pathname: string): Promise<Response | null> {
    if (request.method === 'OPTIONS') {
      return new Response(null, {status: 204, headers: preflightHeaders});
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    switch (pathname) {
      case '/openapi.json':
      case '/v1/openapi.json':
        return json(description);
      case '/.well-known/jwks.json':
        return json(JSON.stringify(verifier.jwks), 'application/jwk-set+json');
      case '/health/live':
        return json('{"status":"live"}');
      case '/health/ready':
        await store.get(serviceScope(DIRECTORY, new Date(clock()).toISOString()), 'space', '-');
        return json('{"status":"ready"}');
      default:
        return null;
    }
  }

  function problemResponse(error: unknown, requestId: string): Response {
    const problem = error instanceof CallProblem ? error : new CallProblem('internal');
    const code: KnownProblemCode = problem.code;
    const document = problemDocument(code, requestId, problem.issues);
    return new Response(JSON.stringify(document), {
      status: problems[code].status,
      headers: {...problem.headers, 'Content-Type': 'application/problem+json; charset=utf-8'},
    });
  }

  async function answer(request: Request): Promise<Response> {
    const started = performance.now();
    const requestId = randomUUID();
    let route: RouteName | null = null;
    let failure: string | undefined;
    let response: Response;
    const {pathname} = new URL(request.url);
    try {
      const bundle = pathname.startsWith('/v1/') ? bundles(pathname.slice(4), request) : null;
      if (bundle) return bundle;
      const took = (name: RouteName) => {
        route = name;
      };
      response = (await besides(request, pathname)) ?? (await app.fetch(request, {took}));
    } catch (error) {
      if (!(error instanceof CallProblem)) failure = failureOf(error);
      response = problemResponse(error, requestId);
    }
    const headers = {
      ...apiHeaders,
      ...corsHeaders(request, origins),
      'Hubkit-Request-Id': requestId,
    };
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    log?.({
      requestId,
      method: request.method,
      route,
      status: response.status,
      ms: Math.round(performance.now() - started),
      ...(failure === undefined ? {} : {failure}),
    });
    return response;
  }

  return {
    fetch: answer,
    close() {
      streams.close();
      return Promise.resolve();
    },
    demonstration: options.demonstration ?? false,
    openToAllOrigins: origins === '*',
  };
}

/**
 * The real service, and a stub for what it does not answer yet, each on an origin of its own: for browser tests of what a page of
 * another origin may read. Prints where they are, as one line of JSON, and ends with whoever started it.
 */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {
  createApiKey,
  createMemoryStore,
  createService,
  createSigningKey,
  createSpace,
  exposedHeaders,
  listen,
} from '@hubkit/service';

const store = createMemoryStore();
const pepper = 'a pepper of no secret, for tests alone';
const service = await createService({
  store,
  pepper,
  signingKey: await createSigningKey(),
  url: 'http://other-origin.hubkit.test',
  origins: '*',
});
const {url} = await listen(service);
const {id: space} = await createSpace(store, {kind: 'programme', name: 'Elsewhere'});
const {key} = await createApiKey({store, pepper, name: 'test', scopes: ['read']});

/** Answers `/429/…` and `/503/…` as the service would, with the headers that it lets pages read. */
const stub = createServer((request, response) => {
  const status = Number(/^\/(429|503)\//.exec(request.url ?? '')?.[1] ?? 404);
  const isPreflight = request.method === 'OPTIONS';
  response.writeHead(isPreflight ? 204 : status, {
    'access-control-allow-origin': request.headers.origin ?? '',
    'access-control-allow-headers': 'Authorization, Hubkit-Version, Content-Type',
    'access-control-expose-headers': exposedHeaders.join(', '),
    'content-type': 'application/problem+json',
    'retry-after': '7200',
    deprecation: '@1798761600',
    sunset: 'Fri, 01 Jan 2027 00:00:00 GMT',
    'hubkit-request-id': 'request-of-stub',
  });
  const code = status === 429 ? 'rate_limited' : 'busy';
  response.end(isPreflight ? '' : JSON.stringify({type: 'about:blank', title: code, status, code}));
});
stub.listen(0, '127.0.0.1', () => {
  const at = `http://127.0.0.1:${String((stub.address() as AddressInfo).port)}`;
  process.stdout.write(`${JSON.stringify({service: url, stub: at, space, key})}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));

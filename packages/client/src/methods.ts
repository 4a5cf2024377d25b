import {pathParameters, routes, type Route} from '@hubkit/contract/routes';
import type {Json} from '@hubkit/model';
import {call, type CallOptions} from './call.ts';
import {HubkitError} from './errors.ts';
import type {Methods} from './generated/methods.ts';
import {list, type PageOf} from './pages.ts';
import type {Transport} from './transport.ts';

type Arguments = CallOptions & {body?: Json; ifMatch?: string} & Record<string, unknown>;

/** A path with its parameters in place. Refuses what would lead elsewhere: `..` is resolved by every URL parser. */
function fill(path: string, values: Record<string, unknown>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
      throw new HubkitError({
        code: 'invalid_request',
        message: `“${name}” must be an id, not ${value === undefined ? 'left out' : JSON.stringify(value)}.`,
        issues: [{pointer: `path/${name}`, message: 'An id is needed here.'}],
      });
    }
    return encodeURIComponent(value);
  });
}

const textOf = (value: string | number) => `${value}`;

function bind(name: string, route: Route, transport: Transport, space: string | undefined) {
  const inPath = new Set(pathParameters(route.path));
  const own = new Set([
    'signal',
    'idempotencyKey',
    'timeout',
    'deadline',
    'retries',
    'body',
    'ifMatch',
    ...inPath,
  ]);
  const request = (given: Arguments, cursor?: string) => {
    const query = Object.entries(given).filter(
      ([key, value]) => !own.has(key) && value !== undefined,
    );
    return {
      method: route.method,
      path: fill(route.path, {space, ...given}),
      query: Object.fromEntries([
        ...query.map(([key, value]) => [key, textOf(value as string | number)]),
        ...(cursor ? [['cursor', cursor]] : []),
      ]) as Record<string, string>,
      ...(given.body === undefined ? {} : {body: given.body}),
      ...(given.ifMatch === undefined ? {} : {ifMatch: given.ifMatch}),
      returns: route.returns,
    };
  };
  const paged = route.method === 'GET' && name.endsWith('.list') && name !== 'changes.list';
  return (given: Arguments = {}) => {
    if (paged) {
      return list(
        async (cursor) =>
          (await transport.send<PageOf<unknown>>(request(given, cursor), given)).data,
      );
    }
    return call((async () => transport.send(request(given), given))());
  };
}

interface Tree {
  [name: string]: Tree | ((given?: Arguments) => unknown);
}

/** The contract table as methods: `reviews.ratings.list` becomes `hub.reviews.ratings.list`. */
export function bindMethods(transport: Transport, space: string | undefined): Methods {
  const methods: Tree = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    if (route.kind === 'stream') continue;
    const parts = name.split('.');
    const leaf = parts.pop() ?? '';
    let at = methods;
    for (const part of parts) at = (at[part] ??= {}) as Tree;
    at[leaf] = bind(name, route, transport, space);
  }
  return methods as unknown as Methods;
}

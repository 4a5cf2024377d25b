import type {Json} from '@hubkit/model';
import {call, type CallOptions} from './call.ts';
import {HubkitError} from './errors.ts';
import {calls, type Methods} from './generated/methods.ts';
import {list, type PageOf} from './pages.ts';
import type {Schema, Transport} from './transport.ts';

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

interface Shape {
  method: string;
  path: string;
  returns?: Schema;
  list?: true;
}

function bind(route: Shape, transport: Transport, space: string | undefined) {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
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
  return (given: Arguments = {}) => {
    if (route.list) {
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
  for (const [name, route] of Object.entries(calls) as [string, Shape][]) {
    const parts = name.split('.');
    const leaf = parts.pop() ?? '';
    let at = methods;
    for (const part of parts) at = (at[part] ??= {}) as Tree;
    at[leaf] = bind(route, transport, space);
  }
  return methods as unknown as Methods;
}

import {pathParameters, routes, type Route} from '../src/routes.ts';
import {comments, components, nameOf, schemaOf} from './components.ts';
import {typeOf} from './types.ts';

interface Tree {
  [name: string]: Tree | string;
}

const typeName = (schema: Route['returns']) => nameOf(schema) ?? 'void';

/** What a call takes. `space` may be left out where `connect` was given one. */
function argumentsOf(route: Route): {type: string; required: boolean} {
  const path = pathParameters(route.path).map(
    (name) => `${name}${name === 'space' ? '?' : ''}: string`,
  );
  const query = route.query ? schemaOf(route.query) : {};
  const asked = Object.entries(query.properties ?? {})
    .filter(([name]) => name !== 'cursor')
    .map(
      ([name, schema]) => `${name}${query.required?.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
    );
  const rest = [
    ...(route.ifMatch ? ['ifMatch: string'] : []),
    ...(route.body ? [`body: ${typeName(route.body)}`] : []),
  ];
  const fields = [...path, ...asked, ...rest];
  return {
    type: fields.length ? `{${fields.join('; ')}} & CallOptions` : 'CallOptions',
    required: fields.some((field) => !/^\w+\?/.test(field)),
  };
}

/** Whether a call is read a page at a time. `changes` goes on from its own cursor. */
function isList(name: string, route: Route): boolean {
  return route.method === 'GET' && name.endsWith('.list') && name !== 'changes.list';
}

function method(name: string, route: Route): string {
  const {type, required} = argumentsOf(route);
  const returns = typeName(route.returns);
  const paged = /^(\w+)Page$/.exec(returns)?.[1];
  const item = paged === 'Framework' ? 'FrameworkSummary' : paged;
  const result = item && isList(name, route) ? `List<${item}>` : `Call<${returns}>`;
  return `/** ${comments.get(name) ?? ''} */\n${name.split('.').at(-1) ?? ''}(options${required ? '' : '?'}: ${type}): ${result};\n`;
}

const print = (tree: Tree): string =>
  Object.entries(tree)
    .map(([name, inner]) =>
      typeof inner === 'string' ? inner : `readonly ${name}: {\n${print(inner)}};\n`,
    )
    .join('');

/** One call as the client makes it: without what only the service checks, which need not ship to a browser. */
function shape(name: string, route: Route): string {
  const returns = nameOf(route.returns);
  const parts = [
    `method: '${route.method}'`,
    `path: '${route.path}'`,
    ...(returns ? [`returns: schemas.${returns}`] : []),
    ...(isList(name, route) ? ['list: true'] : []),
  ];
  return `'${name}': {${parts.join(', ')}},\n`;
}

/** The SDK's methods as types, and the calls that `connect` binds to them. */
export function methodsFile(): string {
  const tree: Tree = {};
  const called = (Object.entries(routes) as [string, Route][]).filter(
    ([, {kind}]) => kind !== 'stream',
  );
  for (const [name, route] of called) {
    const parts = name.split('.');
    const leaf = parts.pop() ?? '';
    let at = tree;
    for (const part of parts) at = (at[part] ??= {}) as Tree;
    at[leaf] = method(name, route);
  }
  const body = print(tree);
  const used = Object.keys(components()).filter((id) =>
    new RegExp(`\\b${id}\\b`).test(body.replaceAll(/\/\*\*.*\*\//g, '')),
  );
  return [
    '// Made by `npm run generate` from the contract table. Do not edit.\n',
    `import type {${used.join(', ')}} from '@hubkit/contract';`,
    "import * as schemas from '@hubkit/contract/schemas';",
    "import type {Call, CallOptions} from '../call.ts';",
    "import type {List} from '../pages.ts';\n",
    '/** Every call of the service. */',
    `export interface Methods {\n${body}}\n`,
    '/** What each call sends and expects. */',
    `export const calls = {\n${called.map(([name, route]) => shape(name, route)).join('')}} as const;\n`,
  ].join('\n');
}

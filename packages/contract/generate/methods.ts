import {docs, pathParameters, routes, type Route} from '../src/routes.ts';
import {components, schemaOf} from './components.ts';
import {typeOf} from './types.ts';

interface Tree {
  [name: string]: Tree | string;
}

const nameOf = (schema: Route['returns']) => (schema && docs.get(schema)?.id) ?? 'void';

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
    ...(route.body ? [`body: ${nameOf(route.body)}`] : []),
  ];
  const fields = [...path, ...asked, ...rest];
  return {
    type: fields.length ? `{${fields.join('; ')}} & CallOptions` : 'CallOptions',
    required: fields.some((field) => !/^\w+\?/.test(field)),
  };
}

function method(name: string, route: Route): string {
  const {type, required} = argumentsOf(route);
  const returns = nameOf(route.returns);
  const paged = /^(\w+)Page$/.exec(returns)?.[1];
  const item = paged === 'Framework' ? 'FrameworkSummary' : paged;
  const result = item && name !== 'changes.list' ? `List<${item}>` : `Call<${returns}>`;
  return `/** ${route.summary} */\n${name.split('.').at(-1) ?? ''}(options${required ? '' : '?'}: ${type}): ${result};\n`;
}

const print = (tree: Tree): string =>
  Object.entries(tree)
    .map(([name, inner]) =>
      typeof inner === 'string' ? inner : `readonly ${name}: {\n${print(inner)}};\n`,
    )
    .join('');

/** The SDK's methods as types: what `connect` binds to the contract table at run time. */
export function methodsFile(): string {
  const tree: Tree = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    if (route.kind === 'stream') continue;
    const parts = name.split('.');
    const leaf = parts.pop() ?? '';
    let at = tree;
    for (const part of parts) at = (at[part] ??= {}) as Tree;
    at[leaf] = method(name, route);
  }
  const body = print(tree);
  const used = Object.keys(components()).filter((id) =>
    new RegExp(`\\b${id}\\b`).test(body.replace(/\/\*\*.*\*\//g, '')),
  );
  return [
    '// Made by `npm run generate` from the contract table. Do not edit.\n',
    `import type {${used.join(', ')}} from '@hubkit/contract';`,
    "import type {Call, CallOptions} from '../call.ts';",
    "import type {List} from '../pages.ts';\n",
    '/** Every call of the service. */',
    `export interface Methods {\n${body}}\n`,
  ].join('\n');
}

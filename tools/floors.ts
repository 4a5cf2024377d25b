/** The lint rule of the house: see `house.ts` for what it enforces. */
import path from 'node:path';
import type {Rule} from 'eslint';
import {house, type Room} from './house.ts';

type ImportLike = Rule.Node & {
  source?: {value?: unknown; literal?: {value?: unknown}} | null;
  argument?: {value?: unknown; literal?: {value?: unknown}};
  importKind?: string;
  exportKind?: string;
};

/** Where a file stands: the package, and its path inside `src`. Null outside `packages/<name>/src`. */
function place(file: string): {name: string; inside: string} | null {
  const match = /\/packages\/([^/]+)\/src\/(.+)$/.exec(file.split(path.sep).join('/'));
  return match ? {name: match[1] ?? '', inside: match[2] ?? ''} : null;
}

/** The folder name of one of ours (`@hubkit/core/x` is `core`, `hubkit` is `cli`); null for others. */
function ours(specifier: string): string | null {
  if (specifier === 'hubkit' || specifier.startsWith('hubkit/')) return 'cli';
  return /^@hubkit\/([^/]+)/.exec(specifier)?.[1] ?? null;
}

const covers = (entry: string, specifier: string): boolean =>
  specifier === entry ||
  // `zod/mini` allows no more than itself; `lit` allows `lit/decorators.js`.
  (specifier.startsWith(`${entry}/`) &&
    (entry.startsWith('@') ? entry.split('/').length === 2 : !entry.includes('/')));

/** Why `specifier` may not be imported here, or null where it may. */
export function objection(
  file: string,
  specifier: string,
  typeOnly: boolean,
  rooms: Readonly<Record<string, Room>> = house,
): string | null {
  const at = place(file);
  const room = at && rooms[at.name];
  if (!at || !room) return null;
  if (specifier.startsWith('.')) {
    const target = place(path.resolve(path.dirname(file), specifier));
    return target?.name === at.name
      ? null
      : `“${specifier}” leaves the package: import it by name.`;
  }
  const name = ours(specifier);
  if (name !== null) {
    if (room.sees?.includes(name)) return null;
    if (!room.types?.includes(name)) return `${at.name} may not see ${name} (tools/house.ts).`;
    return typeOnly ? null : `${at.name} may see types of ${name} only: use “import type”.`;
  }
  if (specifier.startsWith('node:')) {
    return room.node?.some((folder) => at.inside.startsWith(folder))
      ? null
      : `${at.name} runs in browsers too: no ${specifier} here (tools/house.ts).`;
  }
  return room.outside?.some((entry) => covers(entry, specifier))
    ? null
    : `${at.name} may not import “${specifier}” (tools/house.ts).`;
}

const check =
  (context: Rule.RuleContext) =>
  (node: Rule.Node): void => {
    const each = node as ImportLike;
    const from = each.source ?? each.argument;
    const specifier = from?.value ?? from?.literal?.value;
    if (typeof specifier !== 'string') return;
    const typeOnly =
      each.importKind === 'type' ||
      each.exportKind === 'type' ||
      (each.type as string) === 'TSImportType';
    const message = objection(context.filename, specifier, typeOnly);
    if (message !== null) context.report({node, message});
  };

export const floors: Rule.RuleModule = {
  meta: {type: 'problem', schema: [], docs: {description: 'Packages see only lower floors.'}},
  create: (context) => {
    const visit = check(context);
    return {
      ImportDeclaration: visit,
      ExportNamedDeclaration: visit,
      ExportAllDeclaration: visit,
      ImportExpression: visit,
      TSImportType: visit,
    };
  },
};

import {readFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {importFramework} from '@hubkit/service';
import {dataOption, required, withData} from '../data.ts';
import type {Terminal} from '../terminal.ts';
import {UsageError} from '../usage-error.ts';

const options = {...dataOption, space: {type: 'string'}} as const;

function readFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read. Check the path.`);
  }
  try {
    // A byte order mark, as some editors write it, is no part of JSON.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} is not JSON: ${why}. Nothing was stored.`);
  }
}

/** Stores a framework file in a space: all of it, or nothing and every fault with its place. */
export async function importFrameworkFile(words: string[], terminal: Terminal): Promise<number> {
  const {values, positionals} = parseArgs({args: words, options, allowPositionals: true});
  const [path] = positionals;
  if (!path)
    throw new UsageError('Name the file: hubkit import framework framework.json --space <id>');
  const space = required(values.space, 'space', '<id that “hubkit space create” printed>');
  const file = readFile(path);
  const result = await withData(values.data, (store) =>
    importFramework(store, {space, file}).catch((error: unknown) => {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }),
  );
  if ('issues' in result) {
    terminal.error(`${path}: nothing was stored.`);
    for (const {pointer, message} of result.issues) terminal.error(`  ${pointer}  ${message}`);
    return 1;
  }
  const {id, version, title, areas} = result.framework;
  const criteria = areas.reduce((sum, area) => sum + area.criteria.length, 0);
  terminal.out(`${id} ${version}: “${title}”, ${areas.length} areas, ${criteria} criteria.`);
  return 0;
}

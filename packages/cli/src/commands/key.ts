import {parseArgs} from 'node:util';
import {createApiKey, keyScopes, type KeyScope} from '@hubkit/service';
import {dataOption, required, withData} from '../data.ts';
import {readSecrets} from '../secrets.ts';
import type {Terminal} from '../terminal.ts';
import {UsageError} from '../usage-error.ts';

const options = {
  ...dataOption,
  name: {type: 'string'},
  scopes: {type: 'string'},
  space: {type: 'string', multiple: true},
} as const;

function scopesOf(text: string): KeyScope[] {
  const named = text.split(',').map((each) => each.trim());
  const unknown = named.find((each) => !(keyScopes as readonly string[]).includes(each));
  if (unknown === undefined) return named as KeyScope[];
  throw new UsageError(
    `--scopes: there is no scope “${unknown}”. Choose from ${keyScopes.join(', ')}.`,
  );
}

/** Makes an API key and shows it, once. */
export async function createKey(words: string[], terminal: Terminal): Promise<number> {
  const {values} = parseArgs({args: words, options});
  const name = required(values.name, 'name', '"Nightly export"');
  const scopes = scopesOf(required(values.scopes, 'scopes', 'read,write'));
  const {pepper} = await readSecrets(values.data, '127.0.0.1', terminal);
  const {key} = await withData(values.data, (store) =>
    createApiKey({store, pepper, name, scopes, ...(values.space ? {spaces: values.space} : {})}),
  );
  terminal.out(key);
  terminal.error('Keep it now: it is not stored and cannot be shown again. It ends after a year.');
  return 0;
}

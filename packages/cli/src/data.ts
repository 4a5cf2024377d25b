import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {openSqliteStore, type Store} from '@hubkit/service';
import {UsageError} from './usage-error.ts';

export const DEFAULT_DATA = 'hubkit-data';

/** The options that every command takes. */
export const dataOption = {data: {type: 'string', default: DEFAULT_DATA}} as const;

/**
 * Opens the database of a folder; both are made if they are not there.
 *
 * @throws UsageError - the file cannot be used.
 */
export function openData(folder: string): Store {
  try {
    // Reviews are confidential: the folder is its owner's alone.
    mkdirSync(folder, {recursive: true, mode: 0o700});
    return openSqliteStore(path.join(folder, 'hubkit.db'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The database could not be opened. ${why}`);
  }
}

/** Does one thing with the database of a folder, and closes it. */
export async function withData<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = openData(folder);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** @throws UsageError - an option that the command cannot do without is missing. */
export function required(value: string | undefined, name: string, example: string): string {
  if (value) return value;
  throw new UsageError(`--${name} is missing. For example: --${name} ${example}`);
}

import {parseArgs} from 'node:util';
import {createSpace} from '@hubkit/service';
import {dataOption, required, withData} from '../data.ts';
import type {Terminal} from '../terminal.ts';
import {UsageError} from '../usage-error.ts';

const kinds = ['programme', 'trust', 'authority', 'partnership', 'school'] as const;
const options = {
  ...dataOption,
  name: {type: 'string'},
  kind: {type: 'string', default: 'programme'},
} as const;

/** Makes a space and prints its id. */
export async function createSpaceNamed(words: string[], terminal: Terminal): Promise<number> {
  const {values} = parseArgs({args: words, options});
  const name = required(values.name, 'name', '"Northern Lights"');
  const kind = kinds.find((each) => each === values.kind);
  if (!kind) {
    throw new UsageError(`--kind: there is no “${values.kind}”. Choose from ${kinds.join(', ')}.`);
  }
  const {id} = await withData(values.data, (store) => createSpace(store, {kind, name}));
  terminal.out(id);
  return 0;
}

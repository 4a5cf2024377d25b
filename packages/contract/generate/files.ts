import {fileURLToPath} from 'node:url';
import {format, resolveConfig} from 'prettier';
import {errorsFile} from './errors.ts';
import {methodsFile} from './methods.ts';
import {openapi} from './openapi.ts';
import {typesFile} from './types.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

async function formatted(path: string, text: string): Promise<[string, string]> {
  const options = await resolveConfig(path);
  return [path, await format(text, {...options, filepath: path})];
}

/** Every file that is made from the contract table: path and text, as committed. */
export async function generatedFiles(): Promise<[path: string, text: string][]> {
  return Promise.all([
    formatted(at('../openapi.json'), JSON.stringify(openapi())),
    formatted(at('../errors.md'), errorsFile()),
    formatted(at('../src/generated/types.ts'), typesFile()),
    formatted(at('../../client/src/generated/methods.ts'), methodsFile()),
  ]);
}

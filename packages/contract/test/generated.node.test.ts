import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {relative} from 'node:path';
import {test} from 'node:test';
import {generatedFiles} from '../generate/files.ts';

for (const [path, text] of await generatedFiles()) {
  test(`${relative(process.cwd(), path)} is what the contract table makes`, async () => {
    assert.equal(await readFile(path, 'utf8'), text, 'run npm run generate and commit the result');
  });
}

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {entries, sizeOf} from '../src/sizes.ts';

for (const entry of entries) {
  test(`${entry.name} stays within ${String(entry.ceiling)} KB`, () => {
    const {bytes, files} = sizeOf(entry);
    assert.ok(bytes > 500, 'the bundle is not empty');
    assert.ok(bytes <= entry.ceiling * 1000, `${String(bytes)} bytes: ${JSON.stringify(files)}`);
  });
}

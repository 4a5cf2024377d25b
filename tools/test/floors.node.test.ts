import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {objection} from '../floors.ts';
import {house} from '../house.ts';

const root = path.resolve(import.meta.dirname, '../..');
const at = (file: string): string => path.join(root, 'packages', file);

describe('the floors of the house', () => {
  const allowed: readonly [file: string, specifier: string, typeOnly?: boolean][] = [
    ['contract/src/route.ts', 'zod/mini'],
    ['model/src/ports.ts', '@hubkit/contract', true],
    ['client/src/live/live.ts', '@hubkit/contract/routes'],
    ['client/src/node/file.ts', 'node:fs'],
    ['core/src/context.ts', '@hubkit/client', true],
    ['core/src/icon.ts', 'lucide/dist/esm/icons/x.mjs'],
    ['review-rubric/src/review-rubric.ts', 'lit/decorators.js'],
    ['review-rubric/src/parts/criterion.ts', '../review-rubric.types.ts'],
    ['service/src/app.ts', 'node:sqlite'],
    ['service/src/app.ts', 'hono/body-limit'],
  ];
  for (const [file, specifier, typeOnly = false] of allowed) {
    it(`lets ${file} import ${specifier}`, () => {
      assert.equal(objection(at(file), specifier, typeOnly), null);
    });
  }

  const refused: readonly [file: string, specifier: string, typeOnly?: boolean][] = [
    ['contract/src/route.ts', 'zod'],
    ['contract/src/route.ts', '@hubkit/model', true],
    ['model/src/ports.ts', '@hubkit/contract'],
    ['model/src/ports.ts', 'node:fs'],
    ['client/src/connect.ts', 'node:fs'],
    ['client/src/connect.ts', 'lit'],
    ['core/src/context.ts', '@hubkit/client'],
    ['core/src/context.ts', '@hubkit/review-rubric', true],
    ['review-rubric/src/review-rubric.ts', '@hubkit/client/live'],
    ['review-rubric/src/review-rubric.ts', '@hubkit/hub-connection'],
    ['review-rubric/src/review-rubric.ts', '../../core/src/index.ts'],
    ['service/src/app.ts', '@hubkit/client', true],
    ['service/src/app.ts', 'hubkit'],
  ];
  for (const [file, specifier, typeOnly = false] of refused) {
    it(`refuses ${specifier} in ${file}${typeOnly ? ', even as a type' : ''}`, () => {
      assert.notEqual(objection(at(file), specifier, typeOnly), null);
    });
  }

  for (const [name, room] of Object.entries(house)) {
    it(`finds what ${name} may import among its dependencies alone`, () => {
      const text = readFileSync(at(`${name}/package.json`), 'utf8');
      const {dependencies = {}} = JSON.parse(text) as {dependencies?: Record<string, string>};
      const seen = [...(room.sees ?? []), ...(room.types ?? [])].map((each) => `@hubkit/${each}`);
      const strangers = Object.keys(dependencies).filter(
        (each) =>
          each !== 'tslib' &&
          !seen.includes(each) &&
          !room.outside?.some((entry) => entry === each || entry.startsWith(`${each}/`)),
      );
      assert.deepEqual(strangers, []);
    });
  }
});

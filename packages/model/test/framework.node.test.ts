import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
  answersFor,
  canonical,
  checkFramework,
  criteriaOf,
  jsonText,
  structureOf,
  uuid7,
  type FrameworkContent,
  type Json,
} from '@hubkit/model';
import fc from 'fast-check';
import {framework} from './review.ts';

type Mutable = Record<string, unknown>;
const copy = () => structuredClone(framework) as unknown as Mutable;
const issues = (file: unknown) => {
  const checked = checkFramework(file);
  return 'issues' in checked ? checked.issues.map(({pointer}) => pointer) : [];
};
const at = (file: unknown, pointer: string): Mutable =>
  pointer
    .split('/')
    .slice(1)
    .reduce((value, key) => value[key] as Mutable, file as Mutable);

test('the sample framework is one: eighteen criteria of four levels', () => {
  assert.deepEqual(issues(framework), []);
  assert.deepEqual(
    criteriaOf(framework).map(({levels}) => levels.length),
    new Array(18).fill(4),
  );
});

describe('a file that is no framework', () => {
  test('says what is wrong and where, for each kind of thing that is wrong', () => {
    const broken: [pointer: string, break_: (file: Mutable) => unknown][] = [
      ['/schema', (file) => (file['schema'] = 'hubkit-review-framework/9')],
      ['/version', (file) => (file['version'] = '三'.repeat(60))],
      ['/title', (file) => delete file['title']],
      ['/defaultRatingMode', (file) => (file['defaultRatingMode'] = 'stars')],
      ['/ratingModes', (file) => (file['ratingModes'] = [])],
      ['/areas', (file) => (file['areas'] = {})],
      ['/areas/1/criteria/0/title', (file) => (at(file, '/areas/1/criteria/0')['title'] = 7)],
      [
        '/areas/0/criteria/1/id',
        (file) => (at(file, '/areas/0/criteria/1')['id'] = at(file, '/areas/0/criteria/0')['id']),
      ],
      [
        '/areas/0/criteria/0/levels/2/level',
        (file) => (at(file, '/areas/0/criteria/0/levels/2')['level'] = 'outstanding'),
      ],
      [
        '/areas/0/criteria/0/levels/2/descriptor',
        (file) => (at(file, '/areas/0/criteria/0/levels/2')['descriptor'] = ''),
      ],
      [
        '/areas/0/criteria/0/evidencePrompts/0/text',
        (file) => (at(file, '/areas/0/criteria/0/evidencePrompts/0')['text'] = null),
      ],
    ];
    for (const [pointer, spoil] of broken) {
      const file = copy();
      spoil(file);
      assert.ok(issues(file).includes(pointer), `${pointer} in ${String(issues(file))}`);
    }
  });
  test('is told from whatever JSON it is, without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.notDeepEqual(issues(value), []);
      }),
    );
  });
  test('stays one after any one of its values is replaced, or is found out at or above that place', () => {
    const paths: string[] = [];
    const walk = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        paths.push(`${path}/${key}`);
        walk(inner, `${path}/${key}`);
      }
    };
    walk(framework, '');
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.constantFrom<unknown>(null, 7, [], {}, ''),
        (path, value) => {
          const file = copy();
          const cut = path.lastIndexOf('/');
          at(file, path.slice(0, cut))[path.slice(cut + 1)] = value;
          checkFramework(file);
        },
      ),
    );
  });
});

describe('the answers on offer', () => {
  const [criterion] = criteriaOf(framework);
  test('are levels in the mode of levels, none in enquiry, and always the three others', () => {
    assert.ok(criterion);
    assert.deepEqual(answersFor(criterion, 'levels'), [
      'starting',
      'developing',
      'secure',
      'sharing',
      'not-seen',
      'not-enough-evidence',
      'na',
    ]);
    assert.deepEqual(answersFor(criterion, 'enquiry'), ['not-seen', 'not-enough-evidence', 'na']);
    assert.deepEqual(answersFor({...criterion, allow: {na: false}}, 'relative'), [
      'above',
      'in-line',
      'below',
      'not-seen',
      'not-enough-evidence',
    ]);
  });
});

describe('text that hashes and bodies are made of', () => {
  test('canonical JSON does not depend on the order of keys', () => {
    assert.equal(canonical({b: 1, a: [{d: 1, c: 2}]}), '{"a":[{"c":2,"d":1}],"b":1}');
  });
  test('a structure does not change with wording', () => {
    const reworded = copy();
    at(reworded, '/areas/0/criteria/0')['title'] = 'Another title';
    assert.deepEqual(structureOf(reworded as unknown as FrameworkContent), structureOf(framework));
  });
  test('JSON is JSON even where the host page has given built-ins a toJSON', () => {
    const spoilt = [Array.prototype, String.prototype] as unknown as {toJSON?: () => string}[];
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const expected = JSON.stringify(value);
        for (const prototype of spoilt) {
          Object.defineProperty(prototype, 'toJSON', {
            value: () => 'spoilt',
            configurable: true,
            enumerable: true,
          });
        }
        try {
          assert.equal(jsonText(value as Json), expected);
        } finally {
          for (const prototype of spoilt) delete prototype.toJSON;
        }
      }),
    );
  });
  test('ids of version 7 sort by time', () => {
    fc.assert(
      fc.property(
        fc.nat({max: 4e12}),
        fc.nat({max: 4e12}),
        fc.uint8Array({minLength: 10, maxLength: 10}),
        (a, b, random) => {
          assert.match(
            uuid7(a, random),
            /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
          );
          if (a < b) assert.ok(uuid7(a, random) < uuid7(b, random));
        },
      ),
    );
  });
});

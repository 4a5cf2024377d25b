import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mergeText} from '@hubkit/model';
import fc from 'fast-check';

const line = fc.string({unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 4});
const lines = fc.array(line, {maxLength: 8}).map((each) => each.join('\n'));

test('a line changed and a line added beside it merge', () => {
  assert.equal(
    mergeText('Reading is strong.', 'Reading is strong.\nPhonics daily.', 'Reading is a strength.'),
    'Reading is a strength.\nPhonics daily.',
  );
});

test('edits of two adjacent lines merge', () => {
  assert.equal(mergeText('one\ntwo', 'ONE\ntwo', 'one\nTWO'), 'ONE\nTWO');
});

test('two edits of one line do not', () => {
  assert.equal(mergeText('Reading is strong.', 'Reading is weak.', 'Reading is mixed.'), null);
});

test('two additions at the same place do not', () => {
  assert.equal(mergeText('a', 'a\nmine', 'a\ntheirs'), null);
});

test('an edit beside no edit is that edit, whoever made it', () => {
  fc.assert(
    fc.property(lines, lines, (base, edited) => {
      assert.equal(mergeText(base, edited, base), edited);
      assert.equal(mergeText(base, base, edited), edited);
    }),
  );
});

test('the same edit made twice is made once', () => {
  fc.assert(
    fc.property(lines, lines, (base, edited) => mergeText(base, edited, edited) === edited),
  );
});

test('a merge is the same from both sides', () => {
  fc.assert(
    fc.property(
      lines,
      lines,
      lines,
      (base, a, b) => mergeText(base, a, b) === mergeText(base, b, a),
    ),
  );
});

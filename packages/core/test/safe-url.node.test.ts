import assert from 'node:assert/strict';
import {test} from 'node:test';
import {safeUrl} from '../src/safe-url.ts';

const base = 'https://portal.example/page';

test('an address of the web is taken, and made absolute', () => {
  assert.equal(safeUrl('/a', 'link', base), 'https://portal.example/a');
  assert.equal(safeUrl('https://other.example/', 'fetch', base), 'https://other.example/');
  assert.equal(safeUrl('mailto:a@b.example', 'link', base), 'mailto:a@b.example');
});

test('an address that could run something is not taken, however it is written', () => {
  for (const address of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'blob:https://portal.example/1',
    'vbscript:x',
    'file:///etc/hosts',
  ]) {
    assert.equal(safeUrl(address, 'link', base), null, address);
    assert.equal(safeUrl(address, 'fetch', base), null, address);
  }
});

test('nothing is fetched from a mail address', () => {
  assert.equal(safeUrl('mailto:a@b.example', 'fetch', base), null);
});

test('no address, and no base to complete it, is none', () => {
  assert.equal(safeUrl('http://', 'link', base), null);
  assert.equal(safeUrl('/a'), null);
});

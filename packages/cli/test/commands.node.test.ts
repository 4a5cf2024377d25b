import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, test} from 'node:test';
import {run} from '../src/run.ts';

const sample = path.join(import.meta.dirname, 'fixtures/sample-framework.json');

/** Runs a command on a folder and keeps what it said. */
async function hubkit(data: string, ...words: string[]) {
  const said = {out: '', error: ''};
  const code = await run([...words, '--data', data], {
    out: (text) => {
      said.out += text;
    },
    error: (text) => {
      said.error += `${text}\n`;
    },
    env: {},
  });
  return {code, ...said};
}

const folder = () => path.join(mkdtempSync(path.join(tmpdir(), 'hubkit-cli-')), 'data');

describe('the command', () => {
  test('sets up a space, a person, a key and a token', async () => {
    const data = folder();
    const {out: space} = await hubkit(data, 'space', 'create', '--name', 'Northern Lights');
    const person = ['--space', space, '--subject', 'p1', '--name', 'Ann Example'];
    assert.match((await hubkit(data, 'member', 'add', ...person)).out, /^[0-9a-f-]{36}$/);
    const key = await hubkit(data, 'key', 'create', '--name', 'Trial', '--scopes', 'read,write');
    assert.match(key.out, /^hk_live_[0-9a-f]{16}_[0-9a-f]{64}_[0-9a-f]{8}$/);
    const whose = ['--space', space, '--subject', 'p1', '--origin', 'https://portal.example'];
    assert.equal((await hubkit(data, 'token', 'mint', ...whose)).out.split('.').length, 3);
    assert.equal(statSync(path.join(data, 'development-keys.json')).mode & 0o777, 0o600);
    assert.equal(statSync(data).mode & 0o777, 0o700);
  });

  test('that does not exist is answered with those that do', async () => {
    for (const word of ['constructor', 'toString', 'severe']) {
      const {code, error} = await hubkit(folder(), word);
      assert.equal(code, 2);
      assert.match(error, new RegExp(`no command “${word}`));
    }
  });

  test('imports a framework, once', async () => {
    const data = folder();
    const {out: space} = await hubkit(data, 'space', 'create', '--name', 'Northern Lights');
    const first = await hubkit(data, 'import', 'framework', sample, '--space', space);
    assert.equal(first.code, 0);
    assert.match(first.out, /areas, \d+ criteria/);
    const second = await hubkit(data, 'import', 'framework', sample, '--space', space);
    assert.equal(second.code, 1);
    assert.match(second.error, /\/version {2}This version is stored already/);
  });

  test('says everything that is wrong with a framework, with its place, and stores nothing', async () => {
    const data = folder();
    const {out: space} = await hubkit(data, 'space', 'create', '--name', 'Northern Lights');
    const file = JSON.parse(readFileSync(sample, 'utf8')) as {
      areas: {criteria: {id: string; levels: {name: unknown}[]}[]}[];
    };
    file.areas[0]!.criteria[1]!.id = file.areas[0]!.criteria[0]!.id;
    file.areas[1]!.criteria[0]!.levels[2]!.name = 3;
    const broken = path.join(path.dirname(data), 'broken.json');
    writeFileSync(broken, JSON.stringify(file));
    const {code, error} = await hubkit(data, 'import', 'framework', broken, '--space', space);
    assert.equal(code, 1);
    assert.match(error, /\/areas\/0\/criteria\/1\/id/);
    assert.match(error, /\/areas\/1\/criteria\/0\/levels\/2\/name/);
    const good = await hubkit(data, 'import', 'framework', sample, '--space', space);
    assert.equal(good.code, 0, 'nothing of the broken file was in the way');
  });

  test('says what to do next when it cannot go on', async () => {
    const data = folder();
    const cases: [string[], RegExp][] = [
      [['key', 'create', '--name', 'x'], /--scopes is missing. For example: --scopes read,write/],
      [['key', 'create', '--name', 'x', '--scopes', 'all'], /Choose from read, write, admin, mint/],
      [['serve', '--port', 'abc'], /Take a number/],
      [['serve', '--origins', 'https://portal.example/'], /no exact origin/],
      [['serve', '--host', '0.0.0.0'], /HUBKIT_SIGNING_KEY/],
      [['serve', '--host', '0.0.0.0', '--demo'], /stays on this machine/],
      [['import', 'framework', 'nowhere.json', '--space', 'x'], /nowhere.json cannot be read/],
      [['space', 'create', '--nome', 'x'], /Unknown option '--nome'/],
      [['fly'], /There is no command “fly/],
    ];
    for (const [words, expected] of cases) {
      const {code, error} = await hubkit(data, ...words);
      assert.notEqual(code, 0, words.join(' '));
      assert.match(error, expected);
    }
  });
});

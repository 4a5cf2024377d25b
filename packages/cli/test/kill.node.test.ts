import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {once} from 'node:events';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {before, describe, test} from 'node:test';
import {uuid7} from '@hubkit/service';
import {freePort, hubkit, startServing} from './serving.ts';

const KILLS = 20;
const WRITERS = 32;
/** Acknowledged writes in each life. Counted, since no two disks are equally fast. */
const WRITES = 1000;
const ORIGIN = 'https://portal.example';
const AT = '2027-01-11T09:00:00Z';

/** Operations in one call: each is acknowledged by its own outcome. */
const TOGETHER = 4;

interface Call {
  key: string;
  operations: {opId: string; entity: string}[];
}

const data = path.join(mkdtempSync(path.join(tmpdir(), 'hubkit-kill-')), 'data');
let at = '';
let space = '';
let review = '';
let port = 0;
let bearer = '';

async function call(method: string, pathname: string, body: unknown, key: string, as = bearer) {
  const response = await fetch(`${at}/v1${pathname}`, {
    method,
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${as}`,
      'idempotency-key': key,
      origin: ORIGIN,
    },
  });
  return {status: response.status, text: await response.text()};
}

function newCall(): Call {
  const operations = Array.from({length: TOGETHER}, () => {
    const id = uuid7(Date.now());
    return {
      ...{opId: uuid7(Date.now()), kind: 'create', entity: `action/${id}`, at: AT},
      ...{parent: `review/${review}`, fields: {title: `Action ${id}`}},
    };
  });
  return {key: randomUUID(), operations};
}

/** Sends one call; sent again it has the same key and the same body. Every operation of it is stored, or none. */
async function send({key, operations}: Call): Promise<void> {
  const {status, text} = await call('POST', `/spaces/${space}/operations`, {operations}, key);
  assert.equal(status, 200, text);
  const {outcomes} = JSON.parse(text) as {outcomes: {state: string}[]};
  assert.ok(outcomes.every(({state}) => state === 'stored'));
}

/** Everyone writes until there are enough acknowledged; then the service is killed under them. */
async function writeUntilKilled(kill: () => void) {
  const acknowledged: Call[] = [];
  const unanswered: Call[] = [];
  let killed = false;
  const isOver = () => killed;
  const writer = async () => {
    while (!isOver()) {
      const made = newCall();
      try {
        await send(made);
        acknowledged.push(made);
      } catch (error) {
        // The others learn of the end when their call breaks.
        if (!isOver()) throw error;
        unanswered.push(made);
      }
      if (acknowledged.length * TOGETHER >= WRITES && !isOver()) {
        killed = true;
        kill();
      }
    }
  };
  await Promise.all(Array.from({length: WRITERS}, writer));
  return {acknowledged, unanswered};
}

/** Versions of the actions in the file, by id, and what SQLite says of the file. */
function readFile() {
  const db = new DatabaseSync(path.join(data, 'hubkit.db'));
  const check = db.prepare('PRAGMA integrity_check').get();
  const rows = db.prepare('SELECT "id", "version" FROM "action"').all();
  const events = db.prepare(`SELECT "id" FROM "event" WHERE "kind" = 'action'`).all();
  db.close();
  return {
    integrity: check?.['integrity_check'],
    versions: new Map(rows.map(({id, version}) => [id as string, version as number])),
    events: events.map(({id}) => id as string),
  };
}

before(async () => {
  port = await freePort();
  at = `http://127.0.0.1:${port}`;
  const common = ['--data', data];
  space = await hubkit('space', 'create', '--name', 'Killed', ...common);
  const person = ['--space', space, '--subject', 'host', '--name', 'Host'];
  const member = await hubkit('member', 'add', ...person, ...common);
  const scopes = ['--name', 'Test', '--scopes', 'read,write,admin'];
  const admin = await hubkit('key', 'create', ...scopes, ...common);
  const whose = ['--space', space, '--subject', 'host', '--origin', ORIGIN];
  const life = ['--lifetime', '3600', '--url', at];
  bearer = await hubkit('token', 'mint', ...whose, ...life, ...common);
  const child = await startServing(data, port);
  review = uuid7(Date.now());
  const subject = {urn: '100001', name: 'Sample Primary'};
  const body = {id: review, subject, framework: null};
  const made = await call('POST', `/spaces/${space}/reviews`, body, 'review', admin);
  assert.equal(made.status, 200, made.text);
  const access = {member, capability: 'host'};
  const pathname = `/spaces/${space}/reviews/${review}/access`;
  const given = await call('POST', pathname, access, 'access', admin);
  assert.equal(given.status, 200, given.text);
  child.kill('SIGTERM');
  await once(child, 'exit');
});

describe(`a service that is killed under ${WRITERS} writers`, () => {
  const all: string[] = [];
  let pending: Call[] = [];
  const keep = (calls: readonly Call[]) => {
    for (const {operations} of calls) all.push(...operations.map(({entity}) => entity));
  };

  for (let life = 1; life <= KILLS; life += 1) {
    test(`has every write that it acknowledged, time ${life}`, async () => {
      const child = await startServing(data, port);
      const ended = once(child, 'exit');
      // Whether it was stored before the kill or not, asked again it is there, once (C33).
      for (const made of pending) await send(made);
      keep(pending);
      const {acknowledged, unanswered} = await writeUntilKilled(() => child.kill('SIGKILL'));
      await ended;
      keep(acknowledged);
      pending = unanswered;
      const {integrity, versions, events} = readFile();
      assert.equal(integrity, 'ok');
      assert.ok(acknowledged.length * TOGETHER >= WRITES);
      const lost = all.filter((entity) => versions.get(entity.slice('action/'.length)) !== 1);
      assert.deepEqual(lost, []);
      assert.equal(new Set(events).size, events.length, 'nothing happened twice');
      assert.equal(events.length, versions.size, 'a row has its event, and an event its row');
    });
  }
});

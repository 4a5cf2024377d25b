import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {exposedHeaders} from '../src/http/cors.ts';
import type {LogEntry} from '../src/log.ts';
import {
  C1,
  createTeam,
  createWorld,
  frameworkFile,
  newKey,
  ok,
  ORIGIN,
  rate,
  sendOne,
  testId,
  toIndependent,
  URL_OF_SERVICE,
  type World,
} from './world.ts';

const ask = (world: World, pathname: string, init: RequestInit = {}) =>
  world.service.fetch(new Request(URL_OF_SERVICE + pathname, init));

const team = await createTeam();

describe('an idempotency key', () => {
  const {world, review, host, ann} = team;
  const action = () => ({id: testId(), review, title: 'Read aloud each day'});
  const make = (key: string | null, body: unknown, raw?: string) =>
    host.send('POST', world.at('/actions'), {key, body, ...(raw === undefined ? {} : {raw})});
  const count = async () => (await host.get(world.at('/actions?limit=200'))).body.items.length;

  test('used by twenty calls at once makes one row (C33)', async () => {
    const key = newKey();
    const body = {review, title: 'Twenty at once'};
    const before = await count();
    const replies = await Promise.all(Array.from({length: 20}, () => make(key, body)));
    assert.equal(await count(), before + 1);
    const statuses = new Set(replies.map(({status}) => status));
    assert.ok([...statuses].every((status) => [200, 409].includes(status)));
    const first = replies.find(({status}) => status === 200)!;
    const again = await make(key, body);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual([again.body, again.headers.get('etag')], [first.body, '"1"']);
  });

  test('with its JSON in another order is the same call (C33)', async () => {
    const key = newKey();
    const id = testId();
    const before = await count();
    ok(await make(key, {id, review, title: 'In order'}));
    const other = `{ "title":"In order",\n "review":"${review}", "id":"${id}" }`;
    const again = ok(await make(key, undefined, other));
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.equal(await count(), before + 1);
  });

  test('with another body or path is refused, and another person’s is no clash (C33)', async () => {
    const key = newKey();
    const body = action();
    ok(await make(key, body));
    assert.equal((await make(key, action())).body.code, 'key_reused');
    const elsewhere = await host.send('POST', world.at('/comments'), {
      key,
      body: {target: `action/${body.id}`, text: 'Fine.'},
    });
    assert.equal(elsewhere.body.code, 'key_reused');
    await toIndependent(team);
    const theirs = {key, ifMatch: 0, body: {note: 'Mine.'}};
    ok(await ann.send('PATCH', world.at(`/reviews/${review}/ratings/${C1}`), theirs));
  });

  test('must be there and be usable (C33)', async () => {
    assert.equal((await make(null, action())).body.code, 'key_required');
    for (const key of ['', 'x'.repeat(300)]) {
      const reply = await make(key, action());
      assert.equal(reply.status, 400);
      assert.equal(reply.body.issues[0]?.pointer, 'header/Idempotency-Key');
    }
  });

  test('is looked up before If-Match: a success is not late because of itself', async () => {
    const body = action();
    ok(await make(newKey(), body));
    const change = {key: newKey(), ifMatch: 1, body: {owner: 'The head'}};
    const first = ok(await host.send('PATCH', world.at(`/actions/${body.id}`), change));
    const again = ok(await host.send('PATCH', world.at(`/actions/${body.id}`), change));
    assert.deepEqual(again.body, first.body);
    assert.equal(again.headers.get('etag'), '"2"');
  });

  test('of a call that failed may be used again', async () => {
    const key = newKey();
    assert.equal((await make(key, {review, title: ''})).status, 400);
    ok(await make(key, {review, title: 'Now with a title'}));
  });

  test('of a new call may bring a known operation again (C33)', async () => {
    const operation = {
      ...{opId: testId(), at: '2027-01-11T09:00:00Z', kind: 'create'},
      ...{entity: `action/${testId()}`, parent: `review/${review}`, fields: {title: 'Once'}},
    };
    const before = await count();
    const first = ok(await host.post(world.at('/operations'), {operations: [operation]}));
    const again = ok(await host.post(world.at('/operations'), {operations: [operation]}));
    assert.deepEqual(again.body, first.body);
    assert.equal(again.headers.get('idempotency-replayed'), null);
    assert.equal(await count(), before + 1);
  });
});

describe('a host whose arrays have a toJSON (C32)', () => {
  test('gets a pointer to each list that came as text, and nothing is half-stored', async () => {
    const {world, review, host} = await createTeam();
    const operations = await host.post(world.at('/operations'), {operations: '[object Object]'});
    assert.equal(operations.body.issues[0]?.pointer, '/operations');
    const path = world.at(`/reviews/${review}`);
    const before = (await host.get(path)).text;
    const patched = await host.patch(path, 1, {focus: '[a,b]', ratingMode: 'levels'});
    assert.equal(patched.body.issues[0]?.pointer, '/focus');
    assert.equal((await host.get(path)).text, before);
  });

  test('has the bytes stored that it sent', async () => {
    const {world, review, host} = await createTeam();
    const note = 'Line one\nLine two — “quoted”, \\ back, 学校, 👩🏽‍🏫, É';
    const path = world.at(`/reviews/${review}/ratings/${C1}`);
    ok(await host.patch(path, 0, {note}));
    const {items} = (await host.get(world.at(`/reviews/${review}/ratings`))).body;
    assert.equal(items[0]?.note, note);
  });
});

describe('headers', () => {
  test('tell a page of a registered origin all that the client reads, on errors too (C38)', async () => {
    const world = await createWorld();
    const client = new URL('../../client/src/transport.ts', import.meta.url);
    const source = readFileSync(fileURLToPath(client), 'utf8');
    const list = /readHeaders = \[([^\]]+)\]/.exec(source)?.[1] ?? '';
    const read = [...list.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '');
    assert.ok(read.length >= 5);
    assert.deepEqual(
      read.filter((name) => !(exposedHeaders as readonly string[]).includes(name)),
      [],
    );
    for (const pathname of ['/v1/me', '/v1/nowhere', '/openapi.json']) {
      const {headers} = await ask(world, pathname, {headers: {origin: ORIGIN}});
      assert.equal(headers.get('access-control-allow-origin'), ORIGIN);
      assert.equal(headers.get('access-control-expose-headers'), exposedHeaders.join(', '));
      assert.equal(headers.get('vary'), 'Origin');
      assert.equal(headers.get('access-control-allow-credentials'), null);
      assert.ok(headers.get('hubkit-request-id'));
      assert.equal(headers.get('hubkit-version'), '2027-01');
    }
  });

  test('let a pre-flight of a registered origin through, and no other', async () => {
    const world = await createWorld();
    const preflight = (origin: string) =>
      ask(world, world.at('/v1/operations'), {method: 'OPTIONS', headers: {origin}});
    const good = await preflight(ORIGIN);
    assert.equal(good.status, 204);
    assert.match(good.headers.get('access-control-allow-headers') ?? '', /Idempotency-Key/);
    assert.match(good.headers.get('access-control-allow-methods') ?? '', /PATCH/);
    const bad = await preflight('https://evil.example');
    assert.equal(bad.headers.get('access-control-allow-origin'), null);
    assert.equal(bad.headers.get('vary'), 'Origin');
  });

  test('say what an address takes, and that answers are not to be framed or kept', async () => {
    const world = await createWorld();
    const reply = await world.admin.send('DELETE', world.at('/operations'));
    assert.equal(reply.body.code, 'method_not_allowed');
    assert.equal(reply.headers.get('allow'), 'POST');
    assert.match(reply.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    assert.equal(reply.headers.get('set-cookie'), null);
  });
});

test('the OpenAPI document that is served is the one that is committed', async () => {
  const world = await createWorld();
  const committed = fileURLToPath(import.meta.resolve('@hubkit/contract/openapi.json'));
  for (const pathname of ['/openapi.json', '/v1/openapi.json']) {
    assert.equal(await (await ask(world, pathname)).text(), readFileSync(committed, 'utf8'));
  }
  assert.equal((await ask(world, '/health/live')).status, 200);
  assert.equal((await ask(world, '/health/ready')).status, 200);
});

test('bundles are served with their types, for as long as they stay the same', async () => {
  const bundles = mkdtempSync(path.join(tmpdir(), 'hubkit-bundles-'));
  mkdirSync(path.join(bundles, '1.4.2'));
  writeFileSync(path.join(bundles, 'hub-connection.js'), 'export {};');
  writeFileSync(path.join(bundles, 'lit-3f9c81ab.js'), 'export {};');
  writeFileSync(path.join(bundles, '1.4.2/review-rubric.js'), 'export {};');
  writeFileSync(path.join(bundles, 'secret.env'), 'TOKEN=1');
  const world = await createWorld({bundles});
  const evergreen = await ask(world, '/v1/hub-connection.js');
  assert.equal(evergreen.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.equal(evergreen.headers.get('access-control-allow-origin'), '*');
  assert.equal(evergreen.headers.get('x-content-type-options'), 'nosniff');
  assert.doesNotMatch(evergreen.headers.get('cache-control') ?? '', /immutable/);
  const etag = evergreen.headers.get('etag') ?? '';
  const again = await ask(world, '/v1/hub-connection.js', {headers: {'if-none-match': etag}});
  assert.equal(again.status, 304);
  for (const name of ['/v1/lit-3f9c81ab.js', '/v1/1.4.2/review-rubric.js']) {
    assert.match((await ask(world, name)).headers.get('cache-control') ?? '', /immutable/);
  }
  for (const name of ['/v1/secret.env', '/v1/..%2f..%2fpackage.json', '/v1/%2e%2e/package.json']) {
    assert.equal((await ask(world, name)).status, 404);
  }
});

test('the log holds no text, token, address or name that anybody sent', async () => {
  const entries: LogEntry[] = [];
  const team = await createTeam({log: (entry) => entries.push(entry)});
  await toIndependent(team);
  const canary = 'CANARY-1234';
  ok(await rate(team, team.ann, C1, 0, {note: canary}));
  await team.ann.get(team.world.at(`/actions?review=${canary}`));
  await team.ann.get(`/${canary}`);
  const text = JSON.stringify(entries);
  assert.ok(entries.some(({route}) => route === 'reviews.ratings.patch'));
  for (const secret of [canary, team.ann.bearer, team.ann.id, team.review, team.world.space]) {
    assert.ok(!text.includes(secret));
  }
});

test('a failure of ours tells the caller nothing but an id to ask with', async () => {
  const entries: LogEntry[] = [];
  const world = await createWorld({log: (entry) => entries.push(entry)});
  const ann = await world.person('ann');
  world.store.list = () => Promise.reject(new Error('SECRET of the database'));
  const reply = await ann.get(world.at('/reviews'));
  assert.deepEqual([reply.status, reply.body.code], [500, 'internal']);
  assert.doesNotMatch(reply.text, /SECRET/);
  const last = entries.at(-1);
  assert.match(last?.failure ?? '', /^Error at /);
  assert.doesNotMatch(JSON.stringify(last), /SECRET/);
  assert.equal(last?.requestId, reply.headers.get('hubkit-request-id'));
});

test('text that no two databases store alike is refused, and all other text is kept', async () => {
  const {world, review, host} = await createTeam();
  const path = world.at(`/reviews/${review}/ratings/${C1}`);
  for (const note of ['half \uD800', 'a\u0000b', 'a\u0085b']) {
    assert.equal((await host.patch(path, 0, {note})).status, 400);
    const set = {kind: 'set', entity: `rating/${review}/${C1}/self`, field: 'note', base: 0};
    const sent = await sendOne(host, world.space, {...set, value: note});
    assert.equal(sent.body.outcomes[0]?.code, 'not_text');
  }
  const texts = [
    "'; DROP TABLE review; --",
    '__proto__',
    '<img src=x onerror=alert(1)>',
    '=1+1',
    '{{7*7}}',
  ];
  let version = 0;
  for (const note of texts) {
    ok(await host.patch(path, version, {note}));
    version += 1;
    const {items} = (await host.get(world.at(`/reviews/${review}/ratings`))).body;
    assert.equal(items[0]?.note, note);
  }
});

test('a list goes on after the longest id and version that a framework can have', async () => {
  const world = await createWorld();
  for (const letter of ['a', 'b']) {
    const file = {...frameworkFile, id: letter.repeat(120), version: '1'.repeat(60)};
    ok(await world.admin.post(world.at('/frameworks'), file));
  }
  const first = ok(await world.admin.get(world.at('/frameworks?limit=1'))).body;
  const path = world.at(`/frameworks?limit=2&cursor=${first.next ?? ''}`);
  assert.equal(ok(await world.admin.get(path)).body.items.length, 2);
});

test('a parameter that no route has is refused, `__proto__` too', async () => {
  const path = team.world.at('/members?__proto__=x');
  assert.equal((await team.coordinator.get(path)).status, 400);
});

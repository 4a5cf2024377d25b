import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {problems} from '@hubkit/contract';
import {Problem} from '@hubkit/contract/schemas';
import fc from 'fast-check';
import {knownOf} from './known.ts';
import {broken, callsOf, table, type Known, type TableCall} from './table.ts';
import {
  callerOf,
  createTeam,
  createWorld,
  ok,
  rate,
  C1,
  setReview,
  toIndependent,
  type Caller,
  type Reply,
  type Team,
} from './world.ts';

const RUNS = 120;

function requireFits(
  schema: {'~standard': {validate: (value: unknown) => unknown}},
  value: unknown,
) {
  const result = schema['~standard'].validate(value) as {issues?: unknown};
  assert.deepEqual(result.issues, undefined);
}

/** Any answer is what the contract says of it, or a problem that it knows. */
function requireContract({name}: TableCall, reply: Reply): void {
  const row = table.find((each) => each.name === name)!;
  assert.ok(reply.status < 500, `${name}: ${reply.text}`);
  if (reply.status < 300) {
    assert.equal(reply.status, row.route.returns ? 200 : 204);
    // Of a stream only the head was read.
    const {returns, kind} = row.route;
    if (returns && kind !== 'stream') requireFits(returns, reply.body);
    if (row.route.etag) assert.match(reply.headers.get('etag') ?? '', /^"\d+"$/);
    return;
  }
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/);
  requireFits(Problem, reply.body);
  const known = problems[reply.body.code as keyof typeof problems];
  assert.equal(known.status, reply.status);
}

/** Reads a stream's head and leaves. */
async function call(caller: Caller, {method, path, options, name}: TableCall): Promise<Reply> {
  if (name !== 'stream.open') return await caller.send(method, path, options);
  const response = await caller.open(path);
  const text = response.ok ? '' : await response.text();
  await response.body?.cancel().catch(() => undefined);
  const body = (text ? JSON.parse(text) : {}) as Reply['body'];
  return {status: response.status, headers: response.headers, body, text};
}

async function peopled(phase: 'self' | 'moderation'): Promise<{team: Team; known: Known}> {
  const team = await createTeam();
  const known = await knownOf(team);
  if (phase === 'self') return {team, known};
  await toIndependent(team);
  ok(await rate(team, team.ann, C1, 0, {answer: 'secure', note: 'Seen.'}));
  ok(await setReview(team, team.lead, 'phase', 'moderation'));
  const path = team.world.at(`/reviews/${team.review}/agreements/${C1}`);
  ok(await team.lead.patch(path, 0, {state: 'agreed', answer: 'secure'}));
  return {team, known};
}

/** A team that no random call has touched. */
const fresh = await createTeam();
const worlds = [await peopled('self'), await peopled('moderation')];
const who = fc.constantFrom('host', 'lead', 'ann', 'coordinator', 'outsider', 'admin');
const callerIn = (team: Team, name: string): Caller =>
  name === 'admin' ? team.world.admin : team[name as 'host'];

describe('every route', () => {
  const succeeded = new Set<string>();
  // Nobody is removed before the others were asked.
  const removes = ({route}: (typeof table)[number]) => Number(route.method === 'DELETE');
  for (const row of table.toSorted((a, b) => removes(a) - removes(b))) {
    test(`${row.name} answers what the contract says, whoever asks`, async () => {
      const {name} = row;
      for (const {team, known} of worlds) {
        await fc.assert(
          fc.asyncProperty(callsOf(row, known), who, async (made, asker) => {
            const reply = await call(callerIn(team, asker), made);
            requireContract(made, reply);
            if (reply.status < 300) succeeded.add(name);
          }),
          {numRuns: row.route.method === 'DELETE' ? 10 : RUNS / worlds.length},
        );
      }
    });

    test(`${row.name} answers malformed input with a problem, never a failure`, async () => {
      const [, {team, known}] = worlds as [unknown, (typeof worlds)[number]];
      await fc.assert(
        fc.asyncProperty(callsOf(row, known, broken), who, async (made, asker) => {
          const reply = await call(callerIn(team, asker), made);
          assert.ok(reply.status < 500, `${name(made)} ${reply.text}`);
          if (reply.status >= 400) requireFits(Problem, reply.body);
        }),
        {numRuns: row.route.method === 'DELETE' ? 10 : RUNS},
      );
    });
  }

  test('that reads was answered at least once', () => {
    const reads = table.filter(({route}) => route.method === 'GET').map(({name: each}) => each);
    assert.deepEqual(
      reads.filter((each) => !succeeded.has(each)),
      [],
    );
  });

  const name = ({method, path}: TableCall) => `${method} ${path}`;
});

describe('a body', () => {
  const raws: [string, string, number][] = [
    ['is no JSON', '{"operations": [', 400],
    ['is empty', '', 400],
    ['is null', 'null', 400],
    ['is a list', '[]', 400],
    ['is nested without end', '['.repeat(200_000), 400],
    ['has a key twice', '{"operations": 1, "operations": []}', 400],
    ['tries to be a prototype', '{"__proto__": {"operations": []}}', 400],
    ['is larger than the route takes', `"${'x'.repeat(2_100_000)}"`, 413],
  ];
  for (const [what, raw, status] of raws) {
    test(`that ${what} is refused`, async () => {
      const reply = await fresh.host.send('POST', fresh.world.at('/operations'), {raw});
      assert.equal(reply.status, status, reply.text);
      requireFits(Problem, reply.body);
    });
  }

  test('that is not UTF-8, not JSON by its type, or packed is refused', async () => {
    const {world} = fresh;
    const post = async (body: BodyInit, headers: Record<string, string>) => {
      const request = new Request(`https://hub.example/v1${world.at('/operations')}`, {
        method: 'POST',
        body,
        headers: {
          authorization: `Bearer ${world.admin.bearer}`,
          'idempotency-key': 'k',
          'content-type': 'application/json',
          ...headers,
        },
      });
      return (await world.service.fetch(request)).status;
    };
    assert.equal(await post(new Uint8Array([0x22, 0xff, 0xfe, 0x22]), {}), 400);
    assert.equal(await post('{}', {'content-type': 'text/plain'}), 415);
    assert.equal(await post('{}', {'content-encoding': 'gzip'}), 415);
  });
});

test('an If-Match that is none of ours is a mistake of the caller’s', async () => {
  const {world, review, host} = fresh;
  const path = world.at(`/reviews/${review}`);
  const body = {hostComment: 'x'};
  assert.equal((await host.send('PATCH', path, {body})).status, 428);
  for (const ifMatch of ['*', '"abc"', 'W/"1"', '1']) {
    assert.equal((await host.send('PATCH', path, {ifMatch, body})).status, 400);
  }
  assert.equal((await host.send('PATCH', path, {ifMatch: 99, body})).status, 412);
});

test('no id of one space opens anything in another', async () => {
  const here = await createTeam();
  const known = await knownOf(here);
  const there = await createWorld({store: here.world.store});
  const stranger = await there.person('stranger', 'coordinator');
  const foreign = {...known, params: {...known.params, space: [there.space]}};
  const home = {...known};
  const answers: [string, Caller, Known][] = [
    ['the other’s ids under one’s own space', stranger, foreign],
    ['the other’s space itself', stranger, home],
  ];
  for (const row of table) {
    if (!row.route.path.includes('{space}')) continue;
    // A framework is named by what its file says: the same in both.
    const named = row.route.path.replace('{space}', '').replace('{framework}', '').includes('{');
    for (const [what, caller, ids] of answers) {
      if (ids === foreign && !named) continue;
      const fixed = {...ids, params: {...ids.params}};
      for (const made of fc.sample(callsOf(row, fixed), 15)) {
        const reply = await call(caller, made);
        // What a caller may not do at all is said before it is looked where.
        const expected = row.route.scope === 'admin' ? [403] : [404, 400];
        assert.ok(expected.includes(reply.status), `${row.name}: ${what}: ${reply.text}`);
        if (reply.status !== 404) requireFits(Problem, reply.body);
      }
    }
  }
  const admin = callerOf(there.service, there.admin.bearer);
  const [member] = known.params['member']!;
  assert.equal((await admin.get(there.at(`/members/${member!}`))).status, 404);
});

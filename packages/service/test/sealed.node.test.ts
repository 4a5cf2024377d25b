import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {openSqliteStore} from '../src/store/sqlite.ts';
import {createMemoryStore} from '../src/store/memory.ts';
import {
  C1,
  C2,
  createTeam,
  ok,
  sendOne,
  setReview,
  testId,
  toIndependent,
  type Person,
  type Reply,
  type Team,
} from './world.ts';

const stateOf = async ({world, review}: Team, by: Person) =>
  (await by.get(world.at(`/reviews/${review}`))).body;

async function toModeration(team: Team): Promise<void> {
  await toIndependent(team);
  ok(await setReview(team, team.lead, 'phase', 'moderation'));
}

const setAgreement = (team: Team, criterion: string, field: string, value: unknown, base = 0) =>
  sendOne(team.lead, team.world.space, {
    ...{kind: 'set', entity: `agreement/${team.review}/${criterion}`, field, value, base},
  });

async function release(team: Team): Promise<void> {
  for (const each of [C1, C2]) ok(await setAgreement(team, each, 'state', 'agreed'));
  ok(await setReview(team, team.lead, 'phase', 'agreed'));
}

for (const [name, open] of [
  ['memory', createMemoryStore],
  ['SQLite', () => openSqliteStore(':memory:')],
] as const) {
  test(`whose access has ended hears of that, and of nothing after it (${name})`, async () => {
    const team = await createTeam({store: open()});
    const {world, review, host, ann} = team;
    const action = {id: testId(), review, title: 'Plan the sequence'};
    ok(await ann.post(world.at('/actions'), action));
    const {cursor} = (await ann.get(world.at('/changes'))).body;
    const path = world.at(`/reviews/${review}/access/${ann.id}`);
    ok(await host.send('DELETE', path, {ifMatch: 1}));
    ok(await host.patch(world.at(`/actions/${action.id}`), 1, {status: 'agreed'}));
    const {items} = (await ann.get(world.at(`/changes?after=${cursor}`))).body;
    assert.deepEqual(
      items.map(({op, entity}) => [op, entity]),
      [['visibility', undefined]],
    );
  });
}

describe('a conflict', () => {
  test('is shown to those who may choose: its drafts are not released with the agreement', async () => {
    const team = await createTeam();
    await toModeration(team);
    ok(await setAgreement(team, C1, 'rationale', 'What stands.'));
    ok(await setAgreement(team, C1, 'rationale', 'A draft from another device.'));
    assert.equal((await stateOf(team, team.lead)).conflicts.length, 1);
    await release(team);
    assert.equal((await stateOf(team, team.lead)).conflicts.length, 1);
    for (const reader of [team.host, team.ann]) {
      const state = await stateOf(team, reader);
      assert.equal(state.agreements[C1]!['rationale'], 'What stands.');
      assert.deepEqual(state.conflicts, []);
    }
  });

  test('of a self-review stays the school’s when it is shared', async () => {
    const team = await createTeam();
    const {world, review, host, lead} = team;
    const entity = `rating/${review}/${C1}/self`;
    for (const value of ['secure', 'developing']) {
      ok(await sendOne(host, world.space, {kind: 'set', entity, field: 'answer', base: 0, value}));
    }
    ok(await setReview(team, host, 'selfReview', 'shared'));
    assert.equal((await stateOf(team, host)).conflicts.length, 1);
    assert.equal((await stateOf(team, lead)).shared['self']![C1]!['answer'], 'secure');
    assert.deepEqual((await stateOf(team, lead)).conflicts, []);
  });
});

test('a lead who has not declared ties writes nothing, so learns nothing from the answer', async () => {
  const team = await createTeam();
  const {world, review} = team;
  await toModeration(team);
  ok(await setAgreement(team, C1, 'rationale', 'The team’s draft.'));
  const second = await world.person('second');
  await world.give(review, second, 'lead');
  const late = {entity: `agreement/${review}/${C1}`, field: 'rationale', value: 'x', base: 9};
  const phase = {entity: `review/${review}`, field: 'phase', value: 'agreed', base: 2};
  for (const each of [late, phase]) {
    const reply = await sendOne(second, world.space, {kind: 'set', ...each});
    assert.equal(reply.body.outcomes[0]!.code, 'independence_required');
    assert.doesNotMatch(reply.text, /draft/);
  }
});

test('what the team says of an agreement among itself stays with the team', async () => {
  const team = await createTeam();
  const {world, review, host, lead, ann} = team;
  await toModeration(team);
  ok(await setAgreement(team, C1, 'answer', 'secure'));
  const target = `agreement/${review}/${C1}`;
  ok(await ann.post(world.at('/comments'), {target, text: 'I saw less than that.'}));
  await release(team);
  const list = world.at(`/comments?target=${target}`);
  assert.equal((await lead.get(list)).body.items.length, 1);
  assert.deepEqual((await host.get(list)).body.items, []);
});

describe('an answer given before', () => {
  const again = async (team: Team, by: Person, call: () => Promise<Reply>) => {
    const first = ok(await call());
    const second = ok(await call());
    assert.equal(second.headers.get('idempotency-replayed'), 'true');
    assert.equal(second.text, first.text);
    const path = team.world.at(`/reviews/${team.review}/access/${by.id}`);
    ok(await team.host.send('DELETE', path, {ifMatch: 1}));
    return await call();
  };

  test('to a lead is not given again once their access has ended', async () => {
    const team = await createTeam();
    await toModeration(team);
    const path = team.world.at(`/reviews/${team.review}/agreements/${C1}`);
    const options = {ifMatch: 0, key: 'once', body: {rationale: 'The draft.'}};
    const late = await again(team, team.lead, () => team.lead.send('PATCH', path, options));
    assert.equal(late.status, 404);
    assert.doesNotMatch(late.text, /draft/);
  });

  test('about an action is not given again once access has ended', async () => {
    const team = await createTeam();
    const body = {id: testId(), review: team.review, title: 'Plan'};
    const create = () => team.ann.send('POST', team.world.at('/actions'), {key: 'one', body});
    assert.equal((await again(team, team.ann, create)).status, 404);
  });

  test('is given again though what it was about has been taken away', async () => {
    const team = await createTeam();
    const {ann, host, world} = team;
    const body = {id: testId(), review: team.review, title: 'Plan'};
    const create = () => ann.send('POST', world.at('/actions'), {key: 'one', body});
    const first = ok(await create());
    ok(await host.send('DELETE', world.at(`/actions/${body.id}`), {ifMatch: 1}));
    assert.equal((await create()).text, first.text);
  });
});

test('a co-ordinator does not give themselves a part in a review', async () => {
  const {world, review, coordinator} = await createTeam();
  const path = world.at(`/reviews/${review}/access`);
  const reply = await coordinator.post(path, {member: coordinator.id, capability: 'lead'});
  assert.equal(reply.status, 422);
  assert.equal(reply.body.issues[0]!.pointer, '/member');
});

test('an id that was removed is not another’s to take, nor what was said about it', async () => {
  const {world, review, host, ann} = await createTeam();
  const action = {id: testId(), review, title: 'Plan'};
  ok(await host.post(world.at('/actions'), action));
  ok(await host.send('DELETE', world.at(`/actions/${action.id}`), {ifMatch: 1}));
  const reply = await ann.post(world.at('/actions'), action);
  assert.equal(reply.status, 422);
  assert.equal(reply.body.issues[0]!.code, 'op_id_taken');
});

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
  C1,
  C2,
  createTeam,
  createWorld,
  ok,
  rate,
  sendOne,
  setReview,
  testId,
  toIndependent,
} from './world.ts';

describe('a review', () => {
  test('goes from the self-review to the published report', async () => {
    const team = await createTeam();
    const {world, review, host, lead, ann, bex} = team;
    const path = world.at(`/reviews/${review}`);
    ok(await rate(team, host, C1, 0, {answer: 'secure', note: 'We think so.'}));
    assert.equal((await ann.get(path)).body.shared['self'], undefined);
    await toIndependent(team);
    assert.equal((await ann.get(path)).body.shared['self']![C1]!['note'], 'We think so.');
    ok(await rate(team, ann, C1, 0, {answer: 'secure'}));
    ok(await rate(team, bex, C1, 0, {answer: 'developing', note: 'Not yet everywhere.'}));
    assert.deepEqual(Object.keys((await ann.get(path)).body.shared), ['self']);
    ok(await ann.post(`${path}/submit`));
    const {submitted} = (await bex.get(path)).body;
    assert.deepEqual(submitted, {count: 1, of: 3, mine: false});
    assert.deepEqual(((await lead.get(path)).body.submitted as {who: string[]}).who, [ann.id]);
    ok(await setReview(team, lead, 'phase', 'moderation'));
    const shared = (await ann.get(path)).body.shared;
    assert.equal(shared[bex.id]![C1]!['note'], 'Not yet everywhere.');
    assert.deepEqual(Object.keys((await host.get(path)).body.shared), []);
    for (const criterion of [C1, C2]) {
      const agreement = {state: 'agreed', answer: 'secure', rationale: 'Seen in most rooms.'};
      ok(await lead.patch(`${path}/agreements/${criterion}`, 0, agreement));
    }
    assert.equal((await host.get(path)).body.agreements, undefined);
    ok(await setReview(team, lead, 'phase', 'agreed'));
    assert.equal((await host.get(path)).body.agreements[C1]!['answer'], 'secure');
    ok(await setReview(team, host, 'phase', 'published'));
    assert.equal((await ann.get(path)).body.phase, 'published');
  });

  test('refuses an unknown level, with a pointer to the value', async () => {
    const team = await createTeam();
    await toIndependent(team);
    const entity = `rating/${team.review}/${C1}/${team.ann.id}`;
    const operation = {kind: 'set', entity, field: 'answer', base: 0, value: 'excellent'};
    const {body} = ok(await sendOne(team.ann, team.world.space, operation));
    assert.equal(body.outcomes[0]!.state, 'refused');
    assert.equal(body.outcomes[0]!.code, 'out_of_range');
    assert.equal(body.outcomes[0]!.pointer, '/value');
    assert.ok(body.outcomes[0]!.message);
    const patched = await rate(team, team.ann, C1, 0, {answer: 'excellent'});
    assert.equal(patched.status, 422);
    assert.equal(patched.body.issues[0]!.pointer, '/answer');
  });

  test('has one slot for each author: a colleague’s marks are not in the lead’s form (C06)', async () => {
    const team = await createTeam();
    const {world, review, lead, ann} = team;
    await toIndependent(team);
    const rated = ok(await rate(team, ann, C1, 0, {answer: 'secure', note: 'Ann’s own words.'}));
    const path = world.at(`/reviews/${review}`);
    assert.deepEqual((await lead.get(path)).body.mine, {});
    ok(await rate(team, lead, C1, 0, {answer: 'developing'}));
    const again = (await ann.get(path)).body;
    assert.deepEqual(again.mine[C1], {answer: 'secure', note: 'Ann’s own words.'});
    assert.equal(again.revs[`rating/${review}/${C1}/${ann.id}`]!['answer'], 1);
    const own = (await ann.get(`${path}/ratings`)).body.items;
    assert.deepEqual(
      own.map(({rater, version}) => [rater, version]),
      [[ann.id, rated.body.version]],
    );
  });

  test('lets two colleagues of the school meet the conflict rule in its self-review (C06)', async () => {
    const team = await createTeam();
    const {world, review, host} = team;
    const deputy = await world.person('deputy');
    await world.give(review, deputy, 'host');
    const set = {
      ...{kind: 'set', entity: `rating/${review}/${C1}/self`, field: 'answer', base: 0},
    };
    const first = await sendOne(host, world.space, {...set, value: 'secure'});
    const second = await sendOne(deputy, world.space, {...set, value: 'developing'});
    assert.equal(first.body.outcomes[0]!.state, 'stored');
    assert.equal(second.body.outcomes[0]!.state, 'conflict');
    assert.equal(second.body.outcomes[0]!.value, 'secure');
    const state = (await host.get(world.at(`/reviews/${review}`))).body;
    assert.equal(state.mine[C1]!['answer'], 'secure');
    assert.deepEqual(
      state.conflicts[0]!.values.map(({value, who}) => [value, who.name]),
      [
        ['secure', 'Person host'],
        ['developing', 'Person deputy'],
      ],
    );
    assert.deepEqual((await team.ann.get(world.at(`/reviews/${review}`))).body.conflicts, []);
  });

  test('merges two edits of one note by line', async () => {
    const team = await createTeam();
    const {world, review, host} = team;
    const set = {kind: 'set', entity: `rating/${review}/${C1}/self`, field: 'note'};
    await sendOne(host, world.space, {...set, base: 0, value: 'Reading is strong.'});
    await sendOne(host, world.space, {
      ...set,
      base: 1,
      value: 'Reading is strong.\nPhonics daily.',
    });
    const {body} = await sendOne(host, world.space, {
      ...set,
      base: 1,
      value: 'Reading is a strength.',
    });
    assert.equal(body.outcomes[0]!.state, 'merged');
    assert.equal(body.outcomes[0]!.value, 'Reading is a strength.\nPhonics daily.');
  });

  test('replays an operation that is known, and refuses another’s id', async () => {
    const team = await createTeam();
    const {world, review, host, ann} = team;
    await toIndependent(team);
    const opId = testId();
    const entity = `rating/${review}/${C1}/${ann.id}`;
    const operation = {opId, kind: 'set', entity, field: 'answer', base: 0, value: 'secure'};
    const first = await sendOne(ann, world.space, operation);
    const again = await sendOne(ann, world.space, operation);
    assert.deepEqual(again.body, first.body);
    assert.equal((await ann.get(world.at(`/reviews/${review}/ratings`))).body.items[0]!.version, 1);
    const stolen = await sendOne(host, world.space, operation);
    assert.equal(stolen.body.outcomes[0]!.code, 'op_id_taken');
  });

  test('takes one operation of any one field in a batch', async () => {
    const team = await createTeam();
    const {world, review, host} = team;
    const head = {at: '2027-01-11T09:00:00.000Z', entity: `rating/${review}/${C1}/self`};
    const set = {...head, kind: 'set', field: 'answer', base: 0};
    const operations = [
      {...set, opId: testId(), value: 'secure'},
      {...set, opId: testId(), value: 'developing'},
    ];
    const reply = await host.post(world.at('/operations'), {operations});
    assert.equal(reply.status, 400);
    assert.equal(reply.body.issues[0]!.pointer, '/operations/1');
  });

  test('shows process facts, and nothing that people wrote, to a co-ordinator', async () => {
    const team = await createTeam();
    const {world, review, host, coordinator} = team;
    await rate(team, host, C1, 0, {note: 'The school alone.'});
    const {body, text} = await coordinator.get(world.at(`/reviews/${review}`));
    assert.equal(body.phase, 'self');
    assert.equal(body.me.capability, null);
    assert.deepEqual(
      ['mine', 'shared', 'submitted', 'agreements'].filter((name) => name in body),
      [],
    );
    assert.doesNotMatch(text, /The school alone/);
  });

  test('is released by the batch that agrees on its last criterion', async () => {
    const team = await createTeam();
    const {world, review, lead} = team;
    await toIndependent(team);
    ok(await setReview(team, lead, 'phase', 'moderation'));
    const set = {kind: 'set', at: '2027-01-11T09:00:00.000Z'};
    const agree = (criterion: string) => ({
      ...{...set, opId: testId(), entity: `agreement/${review}/${criterion}`, field: 'state'},
      ...{base: 0, value: 'agreed'},
    });
    const phase = {...set, opId: testId(), entity: `review/${review}`, field: 'phase'};
    const operations = [agree(C1), agree(C2), {...phase, base: 2, value: 'agreed'}];
    const {outcomes} = ok(await lead.post(world.at('/operations'), {operations})).body;
    assert.deepEqual(
      outcomes.map(({state}) => state),
      ['stored', 'stored', 'stored'],
    );
  });

  test('is opened again with the school’s corrections before the team, and needs a reason each time', async () => {
    const team = await createTeam();
    const {world, review, host, lead} = team;
    await toIndependent(team);
    ok(await setReview(team, lead, 'phase', 'moderation'));
    for (const criterion of [C1, C2]) {
      const entity = `agreement/${review}/${criterion}`;
      const set = {kind: 'set', entity, field: 'state', base: 0, value: 'agreed'};
      ok(await sendOne(lead, world.space, set));
    }
    ok(await setReview(team, lead, 'phase', 'agreed'));
    ok(await setReview(team, host, 'factualCheck', 'We have five classes.'));
    ok(await setReview(team, lead, 'reopenReason', 'To count again.'));
    ok(await setReview(team, lead, 'phase', 'moderation'));
    const path = world.at(`/reviews/${review}`);
    assert.match((await lead.get(path)).text, /five classes/);
    assert.doesNotMatch((await host.get(path)).text, /"agreements"/);
    ok(await setReview(team, lead, 'phase', 'agreed'));
    const again = await setReview(team, lead, 'phase', 'moderation');
    assert.equal(again.body.issues[0]!.code, 'reason_required');
  });

  test('is not there for those without access', async () => {
    const team = await createTeam();
    const reply = await team.outsider.get(team.world.at(`/reviews/${team.review}`));
    assert.equal(reply.status, 404);
  });
});

describe('access', () => {
  test('is one part for each person: who judged never facilitates', async () => {
    const team = await createTeam();
    const {world, review, ann} = team;
    const {admin} = world;
    const path = world.at(`/reviews/${review}/access`);
    ok(await admin.send('DELETE', `${path}/${ann.id}`, {ifMatch: 1}));
    assert.equal((await ann.get(world.at(`/reviews/${review}`))).status, 404);
    const again = await admin.post(path, {member: ann.id, capability: 'facilitator'});
    assert.equal(again.status, 422);
    assert.equal(again.body.issues[0]!.pointer, '/capability');
  });

  test('of a reader has an end, and is the school’s to give', async () => {
    const team = await createTeam();
    const {world, review, host, outsider, coordinator} = team;
    const path = world.at(`/reviews/${review}/access`);
    const reader = {member: outsider.id, capability: 'reader'};
    assert.equal((await coordinator.post(path, reader)).status, 403);
    assert.equal((await host.post(path, reader)).body.issues[0]!.pointer, '/until');
    const until = new Date(Date.now() + 86_400_000).toISOString();
    ok(await host.post(path, {...reader, until}));
    assert.equal((await outsider.get(world.at(`/reviews/${review}`))).status, 200);
  });

  test('ends by itself', async () => {
    let now = Date.now();
    const team = await createTeam({clock: () => now});
    const {world, review, host, outsider} = team;
    const until = new Date(now + 60_000).toISOString();
    const path = world.at(`/reviews/${review}`);
    ok(await host.post(`${path}/access`, {member: outsider.id, capability: 'reader', until}));
    assert.equal((await outsider.get(path)).status, 200);
    now += 61_000;
    assert.equal((await outsider.get(path)).status, 404);
  });

  test('does not tell the host that somebody has submitted', async () => {
    const team = await createTeam();
    const {world, review, host, ann} = team;
    await toIndependent(team);
    const path = world.at(`/reviews/${review}/access`);
    const before = (await host.get(path)).text;
    ok(await ann.post(world.at(`/reviews/${review}/submit`)));
    assert.equal((await host.get(path)).text, before);
  });
});

test('a member who leaves loses every access, and what they wrote stays', async () => {
  const team = await createTeam();
  const {world, review, ann, lead} = team;
  await toIndependent(team);
  ok(await rate(team, ann, C1, 0, {note: 'Written before leaving.'}));
  ok(await world.admin.send('DELETE', world.at(`/members/${ann.id}`), {ifMatch: 1}));
  assert.equal((await ann.get('/me')).body.member, null);
  assert.equal((await ann.get(world.at(`/reviews/${review}`))).status, 404);
  ok(await setReview(team, lead, 'phase', 'moderation'));
  const {body} = await lead.get(world.at(`/reviews/${review}`));
  assert.equal(body.shared[ann.id]![C1]!['note'], 'Written before leaving.');
  assert.equal(body.people[ann.id]!.name, 'Person ann');
});

test('a key of one space is not one of another', async () => {
  const world = await createWorld();
  const other = await createWorld({store: world.store});
  const person = await world.person('ann');
  assert.equal((await person.get(`/spaces/${other.space}`)).status, 404);
});

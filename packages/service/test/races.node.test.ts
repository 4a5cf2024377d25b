import assert from 'node:assert/strict';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, test} from 'node:test';
import {createMemoryStore} from '../src/store/memory.ts';
import {serviceScope, type Row, type Store} from '../src/store/port.ts';
import {openSqliteStore} from '../src/store/sqlite.ts';
import {C1, createTeam, createWorld, ok, testId, type Person, type World} from './world.ts';

const RUNS = 1000;
const AT = '2027-01-11T09:00:00.000Z';

const stores: [string, () => Store][] = [
  ['memory', createMemoryStore],
  [
    'SQLite',
    () => openSqliteStore(path.join(mkdtempSync(path.join(tmpdir(), 'hubkit-race-')), 'hubkit.db')),
  ],
];

const row = (kind: Row['kind'], id: string, body: Row['body']): Row => ({
  ...{kind, id, version: 1, revs: {}, conflicts: []},
  body: {createdAt: AT, updatedAt: AT, ...body},
});

/** A review in moderation with nothing left to agree: one operation closes it, another still rates. */
function seeded(review: string, lead: Person, reviewer: Person): Row[] {
  const access = (member: string, capability: string) =>
    row('access', `${review}/${member}`, {
      ...{review, member, capability, until: null, declared: true, grant: 1},
    });
  return [
    row('review', review, {
      ...{subject: {urn: '100001', name: 'Sample'}, framework: null, ratingMode: 'enquiry'},
      ...{focus: [C1], enquiry: [{id: C1, question: 'Why?'}], phase: 'moderation'},
      ...{selfReview: 'frozen', publishedAt: null},
    }),
    access(lead.id, 'lead'),
    access(reviewer.id, 'reviewer'),
    row('agreement', `${review}/${C1}`, {review, criterion: C1, state: 'agreed'}),
  ];
}

async function seed(world: World, lead: Person, reviewer: Person): Promise<string[]> {
  const reviews = Array.from({length: RUNS}, testId);
  const put = reviews.flatMap((review) => seeded(review, lead, reviewer));
  await world.store.commit(serviceScope(world.space, AT), {expect: [], put});
  return reviews;
}

const send = (by: Person, world: World, operation: Record<string, unknown>) =>
  by.post(world.at('/operations'), {
    operations: [{opId: testId(), at: AT, kind: 'set', base: 0, ...operation}],
  });

for (const [name, open] of stores) {
  describe(`in ${name}`, () => {
    test('a rating never follows the closing that it was raced against', async () => {
      const store = open();
      const world = await createWorld({store});
      const [lead, reviewer] = [await world.person('lead'), await world.person('ann')];
      const reviews = await seed(world, lead, reviewer);
      let rated = 0;
      for (const [index, review] of reviews.entries()) {
        const entity = `rating/${review}/${C1}/${reviewer.id}`;
        const rate = () => send(reviewer, world, {entity, field: 'note', value: 'Seen today.'});
        const phase = {entity: `review/${review}`, field: 'phase', value: 'agreed'};
        const close = () => send(lead, world, phase);
        const [first, second] = index % 2 ? [rate(), close()] : [close(), rate()];
        const [one, two] = [await first, await second];
        const [rating, closing] = index % 2 ? [one, two] : [two, one];
        assert.equal(closing.body.outcomes[0]?.state, 'stored');
        if (rating.body.outcomes[0]?.state === 'stored') rated += 1;
        else assert.equal(rating.body.outcomes[0]?.code, 'phase_closed');
      }
      const scope = {...serviceScope(world.space, new Date().toISOString()), member: lead.id};
      const feed = await store.feed(scope, {after: 0, limit: RUNS * 4});
      const closed = new Set<string>();
      for (const {kind, op, review} of feed.events) {
        if (kind === 'review' && op === 'visibility') closed.add(review ?? '');
        else if (kind === 'rating') assert.ok(!closed.has(review ?? ''), 'rated after the closing');
      }
      assert.equal(closed.size, RUNS);
      assert.ok(rated > 0 && rated < RUNS, `each wins sometimes: ${rated} of ${RUNS} rated`);
      await store.close();
    });

    test('of fifty who change one version, one succeeds', async () => {
      const store = open();
      const team = await createTeam({store});
      const {world, review, host} = team;
      const action = {review, title: 'Read aloud each day'};
      const {id} = ok(await host.post(world.at('/actions'), action)).body;
      const replies = await Promise.all(
        Array.from({length: 50}, (_, index) =>
          host.patch(world.at(`/actions/${id}`), 1, {owner: `Person ${index}`}),
        ),
      );
      const count = (status: number) => replies.filter((reply) => reply.status === status).length;
      assert.deepEqual([count(200), count(412)], [1, 49]);
      const kept = replies.find(({status}) => status === 200);
      assert.deepEqual((await host.get(world.at(`/actions/${id}`))).body, kept?.body);
      await store.close();
    });
  });
}

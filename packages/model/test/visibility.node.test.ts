import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
  audienceOf,
  capabilities,
  maySee,
  maySeeField,
  phases,
  readersOf,
  type Capability,
  type Entity,
  type Phase,
} from '@hubkit/model';
import fc from 'fast-check';
import {at, criterion, ids, review, scope} from './review.ts';

const rating = (rater: string): Entity => ({
  kind: 'rating',
  id: `${ids.review}/${criterion}/${rater}`,
  version: 1,
  revs: {},
  conflicts: [],
  body: {review: ids.review, criterion, rater},
});
const agreement: Entity = {
  ...rating(''),
  kind: 'agreement',
  id: `${ids.review}/${criterion}`,
  body: {review: ids.review, criterion},
};
const sees = (
  row: Entity,
  member: string,
  capability: Capability | null,
  phase: Phase,
  selfReview = 'frozen',
  more = {},
) =>
  maySee(row, scope(member), {
    review: review({phase, selfReview, ...more}),
    access: capability && {capability, declared: true},
  });

describe('a reviewer’s rating', () => {
  test('is its author’s alone until scoring closes, the lead’s eyes included', () => {
    for (const phase of ['self', 'independent'] as const) {
      assert.ok(sees(rating(ids.a), ids.a, 'reviewer', phase));
      for (const capability of capabilities)
        assert.ok(!sees(rating(ids.a), ids.b, capability, phase), capability);
    }
  });
  test('is the team’s afterwards, and never the school’s or a reader’s', () => {
    for (const phase of ['moderation', 'agreed', 'published'] as const) {
      const readers = capabilities.filter((capability) =>
        sees(rating(ids.a), ids.b, capability, phase),
      );
      assert.deepEqual(readers, ['lead', 'reviewer']);
    }
  });
  test('is not seen before the reader has declared ties to the school', () => {
    const setting = {
      review: review({phase: 'moderation'}),
      access: {capability: 'reviewer' as const, declared: false},
    };
    assert.ok(!maySee(rating(ids.a), scope(ids.b), setting));
  });
  test('is gone with the access', () => {
    assert.ok(!sees(rating(ids.a), ids.a, null, 'independent'));
  });
});

describe('the school’s own view', () => {
  test('is the host’s alone while it is a draft', () => {
    const readers = capabilities.filter((capability) =>
      sees(rating('self'), ids.b, capability, 'self', 'draft'),
    );
    assert.deepEqual(readers, ['host']);
  });
  test('is the team’s once shared, and of its focus the facilitator’s, until 30 days after the report', () => {
    const readers = (more: object) =>
      capabilities.filter((each) => sees(rating('self'), ids.b, each, 'published', 'frozen', more));
    assert.deepEqual(readers({}), ['host', 'lead', 'reviewer', 'facilitator']);
    assert.deepEqual(readers({publishedAt: '2027-01-05T10:00:00.000Z'}), [
      'host',
      'lead',
      'reviewer',
      'facilitator',
    ]);
    assert.deepEqual(readers({publishedAt: '2027-01-03T10:00:00.000Z', focus: []}), ['host']);
  });
});

test('the agreement reaches the team, then the school, then those who hold a grant', () => {
  const readers = phases.map((phase) =>
    capabilities.filter((each) => sees(agreement, ids.b, each, phase)),
  );
  assert.deepEqual(readers, [
    [],
    [],
    ['lead', 'reviewer'],
    ['host', 'host-partner', 'lead', 'reviewer'],
    ['host', 'host-partner', 'lead', 'reviewer', 'facilitator', 'reader'],
  ]);
});

test('a co-ordinator knows of a review and of nothing in it', () => {
  const coordinator = {...scope(ids.b), role: 'coordinator' as const};
  const setting = {review: review({phase: 'published'}), access: null};
  assert.ok(maySee(review(), coordinator, setting));
  for (const row of [rating(ids.a), rating('self'), agreement])
    assert.ok(!maySee(row, coordinator, setting));
  for (const field of [
    'strengths',
    'evenBetterIf',
    'factualCheck',
    'hostComment',
    'reopenReason',
  ]) {
    assert.ok(!maySeeField(review(), field, coordinator, setting), field);
  }
});

test('who has submitted is the lead’s to see, and each one’s own', () => {
  const row: Entity = {
    ...rating(''),
    kind: 'access',
    id: `${ids.review}/${ids.a}`,
    body: {review: ids.review, member: ids.a, capability: 'reviewer', declared: true},
  };
  const knows = (member: string, capability: Capability) =>
    maySeeField(row, 'submitted', scope(member), {
      review: review(),
      access: {capability, declared: true},
    });
  assert.ok(knows(ids.a, 'reviewer'));
  assert.deepEqual(
    capabilities.filter((each) => knows(ids.b, each)),
    ['lead'],
  );
});

test('the audience of a change is exactly those who may see it at that moment', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...phases),
      fc.constantFrom('draft', 'shared', 'frozen'),
      fc.constantFrom(rating(ids.a), rating('self'), agreement),
      fc.constantFrom(...capabilities),
      fc.boolean(),
      (phase, selfReview, row, capability, own) => {
        const of = review({phase, selfReview});
        const member = own ? ids.a : ids.b;
        const audience = audienceOf(row, [], of, at);
        const told =
          audience.members.includes(member) || audience.capabilities.includes(capability);
        const may = maySee(row, scope(member), {review: of, access: {capability, declared: true}});
        // A person named in a row is told of it whatever they hold; what they may read is asked again on reading.
        if (may) assert.ok(told);
        else assert.ok(!audience.capabilities.includes(capability));
        if (!own) assert.equal(told, may);
      },
    ),
  );
});

describe('the words beside a box', () => {
  const of = (phase: Phase, selfReview = 'frozen') => ({phase, selfReview, focus: [criterion]});
  test('a reviewer’s note is theirs until moderation, then the team’s', () => {
    assert.deepEqual(
      readersOf({kind: 'rating', field: 'note', rater: ids.a, criterion}, of('independent')),
      {
        now: [],
        later: {phase: 'moderation', capabilities: ['lead', 'reviewer']},
      },
    );
  });
  test('the school’s own view is the host’s while a draft, then the team’s', () => {
    const {now, later} = readersOf(
      {kind: 'rating', field: 'narrative', rater: 'self', criterion},
      of('self', 'draft'),
    );
    assert.deepEqual(
      [now, later?.phase, later?.capabilities],
      [['host'], 'independent', ['host', 'lead', 'reviewer', 'facilitator']],
    );
  });
});

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
  capabilities,
  decide,
  movePhase,
  phases,
  type Capability,
  type Entity,
  type PhaseSetting,
} from '@hubkit/model';
import fc from 'fast-check';
import {access, context, criterion, ids, review, scope, set} from './review.ts';

const setting = (over: Partial<PhaseSetting>): PhaseSetting => ({
  phase: 'self',
  selfReview: 'shared',
  capability: 'lead',
  focus: [criterion],
  agreements: {},
  reopenReason: '',
  ...over,
});

describe('who moves a review on', () => {
  test('the lead starts the visit once the school has shared; the self-review freezes', () => {
    assert.deepEqual(movePhase('independent', setting({})), {selfReview: 'frozen'});
    assert.deepEqual(movePhase('independent', setting({selfReview: 'draft'})), {
      code: 'not_shared',
    });
  });
  test('the lead closes scoring', () => {
    assert.deepEqual(movePhase('moderation', setting({phase: 'independent'})), {});
  });
  test('the lead releases once each focus criterion is agreed or agreed to differ', () => {
    const moderation = setting({
      phase: 'moderation',
      focus: ['c1', 'c2'],
      agreements: {c1: 'agreed'},
    });
    assert.deepEqual(movePhase('agreed', moderation), {code: 'not_agreed'});
    const both = {...moderation, agreements: {c1: 'agreed', c2: 'agreed-to-differ'}};
    assert.deepEqual(movePhase('agreed', both), {reopenReason: ''});
  });
  test('the host accepts', () => {
    assert.deepEqual(movePhase('published', setting({phase: 'agreed', capability: 'host'})), {
      publishes: true,
    });
    assert.deepEqual(movePhase('published', setting({phase: 'agreed'})), {code: 'not_allowed'});
  });
  test('the lead may reopen until then, with a reason', () => {
    assert.deepEqual(movePhase('moderation', setting({phase: 'agreed'})), {
      code: 'reason_required',
    });
    assert.deepEqual(
      movePhase('moderation', setting({phase: 'agreed', reopenReason: 'A date was wrong.'})),
      {},
    );
    assert.deepEqual(
      movePhase('moderation', setting({phase: 'published', reopenReason: 'Too late.'})),
      {code: 'phase_order'},
    );
  });
});

test('no phase is skipped, none but the reopening moves back, and only lead and host move any', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...phases),
      fc.constantFrom(...phases),
      fc.constantFrom(...capabilities),
      fc.constantFrom('draft', 'shared', 'frozen'),
      (from, to, capability, selfReview) => {
        const moved = movePhase(
          to,
          setting({
            phase: from,
            capability,
            selfReview,
            agreements: {[criterion]: 'agreed'},
            reopenReason: 'x',
          }),
        );
        if ('code' in moved) return;
        const step = phases.indexOf(to) - phases.indexOf(from);
        assert.ok(step === 1 || (from === 'agreed' && to === 'moderation'));
        assert.equal(capability, to === 'published' ? 'host' : 'lead');
      },
    ),
  );
});

test('one decision moves the phase and all that goes with it, as one version', () => {
  const lead = {scope: scope(ids.lead), access: access(ids.lead, 'lead')};
  const move = (from: Entity, to: string, by: {capability: Capability} = {capability: 'lead'}) =>
    decide(
      set(`review/${ids.review}`, 'phase', to, from.revs['phase'] ?? 0),
      context({...lead, access: access(ids.lead, by.capability), entity: from, review: from}),
    ).next;
  const started = move(review({phase: 'self', selfReview: 'shared'}), 'independent');
  assert.deepEqual(
    [started?.body['phase'], started?.body['selfReview'], started?.version],
    ['independent', 'frozen', 4],
  );
  const published = move(review({phase: 'agreed'}), 'published', {capability: 'host'});
  assert.equal(published?.body['publishedAt'], '2027-02-03T10:00:00.000Z');
});

test('a move that the rules refuse leaves no conflict behind, however late it comes', () => {
  const late = {...set(`review/${ids.review}`, 'phase', 'moderation', 0)};
  const of = {...review({phase: 'agreed'}), revs: {phase: 3}};
  const decided = decide(
    late,
    context({scope: scope(ids.head), access: access(ids.head, 'host'), entity: of, review: of}),
  );
  assert.deepEqual([decided.outcome.code, decided.next], ['not_allowed', undefined]);
});

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {decide, type Decision, type Entity, type Json} from '@hubkit/model';
import fc from 'fast-check';
import {access, context, criterion, ids, myRating, review, scope, set} from './review.ts';

const state = ({outcome}: Decision) => outcome.state;
const rating = (body: Record<string, Json>, revs: Record<string, number>): Entity => ({
  kind: 'rating',
  id: myRating.slice('rating/'.length),
  version: 4,
  revs,
  conflicts: [],
  body: {review: ids.review, criterion, rater: ids.a, createdAt: 'then', ...body},
});

describe('a first write', () => {
  test('needs no create: an absent rating has revision 0', () => {
    const {outcome, next} = decide(set(myRating, 'answer', 'secure'), context());
    assert.deepEqual(
      [outcome.state, outcome.rev, next?.version, next?.revs],
      ['stored', 1, 1, {answer: 1}],
    );
  });

  test('stores text as NFC with line feeds', () => {
    const {outcome} = decide(set(myRating, 'note', 'cafe\u0301\r\nnext'), context());
    assert.equal(outcome.value, 'café\nnext');
  });
});

describe('what is refused, with its code and pointer', () => {
  const refused = (decision: Decision) => [decision.outcome.code, decision.outcome.pointer];
  test('a level that the framework does not have', () => {
    assert.deepEqual(refused(decide(set(myRating, 'answer', 'outstanding'), context())), [
      'out_of_range',
      '/value',
    ]);
  });
  test('a level where the review asks for words', () => {
    const enquiry = context({review: review({ratingMode: 'enquiry'})});
    assert.deepEqual(refused(decide(set(myRating, 'answer', 'secure'), enquiry)), [
      'out_of_range',
      '/value',
    ]);
  });
  test('a field that does not exist, `__proto__` too', () => {
    assert.deepEqual(refused(decide(set(myRating, 'score', 4), context())), [
      'unknown_field',
      '/field',
    ]);
    assert.equal(decide(set(myRating, '__proto__', 'x'), context()).outcome.state, 'refused');
    assert.equal(decide(set(myRating, 'constructor', 'x'), context()).outcome.state, 'refused');
  });
  test('a criterion of another framework', () => {
    const other = `rating/${ids.review}/other.criterion/${ids.a}`;
    assert.equal(refused(decide(set(other, 'note', 'x'), context()))[0], 'not_found');
  });
  test('half a surrogate pair, a NUL, and a text past its length', () => {
    for (const [text, code] of [
      ['\uD800', 'not_text'],
      ['a\u0000b', 'not_text'],
      ['x'.repeat(20_001), 'too_long'],
    ] as const) {
      assert.deepEqual(refused(decide(set(myRating, 'note', text), context())), [code, '/value']);
    }
  });
  test('another’s rating, whether there is one or not', () => {
    const theirs = `rating/${ids.review}/${criterion}/${ids.b}`;
    for (const entity of [null, {...rating({}, {}), id: theirs.slice(7)}]) {
      assert.equal(refused(decide(set(theirs, 'note', 'x'), context({entity})))[0], 'not_allowed');
    }
  });
  test('a rating before ties are declared, after it was submitted, and once scoring is closed to its author', () => {
    const undeclared = context({access: access(ids.a, 'reviewer', {declared: false})});
    const submitted = context({access: access(ids.a, 'reviewer', {submitted: true})});
    assert.equal(
      refused(decide(set(myRating, 'note', 'x'), undeclared))[0],
      'independence_required',
    );
    assert.equal(refused(decide(set(myRating, 'note', 'x'), submitted))[0], 'submitted');
    assert.equal(
      refused(decide(set(myRating, 'note', 'x'), context({}, 'agreed')))[0],
      'phase_closed',
    );
  });
  test('anything of a review that the writer has no part in', () => {
    assert.equal(
      refused(decide(set(myRating, 'note', 'x'), context({review: null, access: null})))[0],
      'not_found',
    );
    assert.equal(
      refused(decide(set(myRating, 'note', 'x'), context({access: null})))[0],
      'not_allowed',
    );
  });
});

describe('a second write', () => {
  const entity = rating({answer: 'secure', note: 'Reading is strong.'}, {answer: 2, note: 1});
  test('at the revision that its author saw is stored', () => {
    const {outcome} = decide(set(myRating, 'answer', 'sharing', 2), context({entity}));
    assert.deepEqual([outcome.state, outcome.rev], ['stored', 3]);
  });
  test('of an equal value is never a conflict, whatever its base', () => {
    const decision = decide(set(myRating, 'answer', 'secure', 0), context({entity}));
    assert.deepEqual([state(decision), decision.next], ['stored', undefined]);
  });
  test('of a level from an older revision keeps both, with names and times', () => {
    const {outcome, next} = decide(set(myRating, 'answer', 'sharing', 1), context({entity}));
    assert.deepEqual(
      [outcome.state, outcome.value, next?.body['answer']],
      ['conflict', 'secure', 'secure'],
    );
    assert.deepEqual(
      next?.conflicts[0]?.values.map(({value}) => value),
      ['secure', 'sharing'],
    );
  });
  test('of a note from an older revision merges by line', () => {
    const operation = set(myRating, 'note', 'Reading is strong.\nPhonics daily.', 1);
    const changed = rating({note: 'Reading is a strength.'}, {note: 2});
    const {outcome} = decide(
      operation,
      context({entity: changed, baseValue: 'Reading is strong.'}),
    );
    assert.deepEqual(
      [outcome.state, outcome.rev, outcome.value],
      ['merged', 3, 'Reading is a strength.\nPhonics daily.'],
    );
  });
  test('of the same line keeps both', () => {
    const changed = rating({note: 'Reading is weak.'}, {note: 2});
    const operation = set(myRating, 'note', 'Reading is mixed.', 1);
    assert.equal(
      state(decide(operation, context({entity: changed, baseValue: 'Reading is strong.'}))),
      'conflict',
    );
  });
  test('whose base text is gone keeps both', () => {
    const changed = rating({note: 'Reading is weak.'}, {note: 2});
    assert.equal(
      state(
        decide(set(myRating, 'note', 'Reading is strong.\nMore.', 1), context({entity: changed})),
      ),
      'conflict',
    );
  });
});

describe('an open conflict', () => {
  const seen = rating({answer: 'secure'}, {answer: 2});
  const first = decide(set(myRating, 'answer', 'sharing', 1), context({entity: seen})).next;
  test('takes its author’s later edit from the same base; the earlier one moves to history', () => {
    const {next} = decide(
      set(myRating, 'answer', 'developing', 1),
      context({entity: first ?? null}),
    );
    assert.deepEqual(
      [
        next?.conflicts.length,
        next?.conflicts[0]?.values.map(({value}) => value),
        next?.conflicts[0]?.history.map(({value}) => value),
      ],
      [1, ['secure', 'developing'], ['sharing']],
    );
  });
  test('is settled by a choice made at the current revision, and keeps every value', () => {
    for (const chosen of ['secure', 'sharing', 'starting']) {
      const {outcome, next} = decide(
        set(myRating, 'answer', chosen, 2),
        context({entity: first ?? null}),
      );
      assert.deepEqual(
        [
          outcome.state,
          next?.body['answer'],
          next?.conflicts[0]?.resolved?.chosen,
          next?.conflicts[0]?.values.length,
        ],
        ['stored', chosen, chosen, 2],
      );
    }
  });
});

test('two writers of one field, in any order and with any bases, never replace what the second had not seen', () => {
  const edit = fc.record({
    who: fc.constantFrom(ids.head, ids.b),
    value: fc.constantFrom('starting', 'developing', 'secure', 'sharing'),
    staleness: fc.nat({max: 3}),
  });
  const self = `rating/${ids.review}/${criterion}/self`;
  fc.assert(
    fc.property(fc.array(edit, {maxLength: 12}), (edits) => {
      let entity: Entity | null = null;
      for (const {who, value, staleness} of edits) {
        const before: Entity | null = entity;
        const revision: number = before?.revs['answer'] ?? 0;
        const base = Math.max(0, revision - staleness);
        const decision = decide(
          set(self, 'answer', value, base),
          context({
            scope: scope(who),
            who: {id: who, name: who},
            access: access(who, 'host'),
            review: review({phase: 'self', selfReview: 'draft'}),
            entity,
          }),
        );
        const current: Json = before?.body['answer'] ?? null;
        entity = decision.next ?? before;
        if (base === revision || value === current) continue;
        // The unseen value stands, and the record holds both.
        assert.equal(decision.outcome.state, 'conflict');
        assert.ok(entity);
        assert.equal(entity.body['answer'], current);
        const kept = entity.conflicts.flatMap(({values, history}) =>
          [...values, ...history].map((each) => each.value),
        );
        assert.ok(kept.includes(value) && kept.includes(current));
      }
    }),
  );
});

describe('what is made and removed', () => {
  const action = 'action/01970000-0000-7000-8000-0000000000aa' as const;
  const create = {
    kind: 'create',
    opId: ids.space,
    entity: action,
    parent: `review/${ids.review}`,
    fields: {title: 'Train  all\nstaff'},
    at: '2027-02-03T10:00:00Z',
  } as const;
  const host = {scope: scope(ids.head), access: access(ids.head, 'host')};
  test('an action is created once, its title on one line; sent twice, it is one', () => {
    const {next} = decide(create, context(host));
    assert.deepEqual(
      [next?.body['title'], next?.body['status'], next?.body['review']],
      ['Train all staff', 'proposed', ids.review],
    );
    const again = decide(create, context({...host, entity: next ?? null}));
    assert.deepEqual([state(again), again.next], ['stored', undefined]);
    const edited = decide(create, context({...host, entity: next ? {...next, version: 9} : null}));
    assert.deepEqual(edited.outcome, decide(create, context(host)).outcome);
  });
  test('another author’s id is taken', () => {
    const {next} = decide(create, context(host));
    assert.equal(decide(create, context({entity: next ?? null})).outcome.code, 'op_id_taken');
  });
  test('an action without a title, and with a date that is none, is refused at its field', () => {
    const untitled = decide({...create, fields: {title: ' '}}, context(host));
    const undated = decide({...create, fields: {title: 'x', due: '2027-02-30'}}, context(host));
    assert.deepEqual(
      [untitled.outcome.pointer, undated.outcome.pointer],
      ['/fields/title', '/fields/due'],
    );
  });
  test('a removal at an older version removes nothing', () => {
    const {next} = decide(create, context(host));
    const remove = {kind: 'remove', opId: ids.a, entity: action, base: 0, at: create.at} as const;
    assert.deepEqual(
      [state(decide(remove, context({...host, entity: next ?? null})))],
      ['conflict'],
    );
    const current = decide({...remove, base: 1}, context({...host, entity: next ?? null}));
    assert.deepEqual([state(current), current.removed], ['stored', true]);
  });
  test('a comment belongs to an agreement or an action that its author may see, and to nothing else', () => {
    const comment = {
      ...create,
      entity: 'comment/01970000-0000-7000-8000-0000000000ab',
      fields: {text: 'Well put.'},
    } as const;
    assert.equal(decide(comment, context({commentTarget: null})).outcome.code, 'not_found');
    assert.equal(
      decide(comment, context({commentTarget: rating({}, {})})).outcome.code,
      'not_allowed',
    );
  });
});

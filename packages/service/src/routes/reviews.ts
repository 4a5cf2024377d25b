import {checkValue, criteriaOf, refOf, type Entity} from '@hubkit/model';
import type {Call, Handlers} from '../call.ts';
import {changeEvent} from '../events.ts';
import {contentOf, frameworkId} from '../frameworks.ts';
import {CallProblem, refuse} from '../http/problem.ts';
import {newId} from '../ids.ts';
import {pageOf} from '../pages.ts';
import {decideAll, patchEntity, visible} from '../patch.ts';
import {newRow, reading} from '../reading.ts';
import {reviewState} from '../review-state.ts';
import {accessShape, agreementShape, ratingShape, reviewShape} from '../shapes.ts';
import type {Row} from '../store/port.ts';

const reviewId = (call: {params: Record<string, string>}) => call.params['review'] ?? '';

/** The body of a new review, checked against its framework. */
function newReview(
  body: Call<'reviews.create'>['body'],
  stored: Entity | null,
  at: string,
): Row['body'] {
  const framework = stored && contentOf(stored);
  if (body.framework && !framework) {
    throw refuse('/framework', 'not_found', 'This space has no such framework version.');
  }
  const enquiry = body.enquiry ?? [];
  const ids = enquiry.map(({id}) => id);
  const criteria = new Set(criteriaOf(framework).map(({id}) => id));
  const twice = ids.findIndex((id, index) => criteria.has(id) || ids.indexOf(id) < index);
  if (twice >= 0) {
    throw refuse(`/enquiry/${twice}/id`, 'out_of_range', 'This id is used already.');
  }
  const ratingMode = body.ratingMode ?? framework?.defaultRatingMode ?? 'enquiry';
  const focus = body.focus ?? [];
  const setting = {framework, ratingMode, enquiry: ids};
  for (const [field, value] of Object.entries({ratingMode, focus})) {
    const checked = checkValue('review', field, value, setting);
    if ('code' in checked) throw refuse(`/${field}`, checked.code);
  }
  return {
    subject: {...body.subject},
    framework: framework && {
      id: framework.id,
      version: framework.version,
      contentHash: framework.contentHash,
    },
    ratingMode,
    focus,
    enquiry: enquiry.map((each) => ({...each})),
    phase: 'self',
    selfReview: 'draft',
    publishedAt: null,
    createdAt: at,
    updatedAt: at,
  };
}

function create(call: Call<'reviews.create'>) {
  return call.write(async () => {
    const {scope, body, store} = call;
    if (scope.role !== 'coordinator') throw new CallProblem('forbidden');
    const {id = newId(call.clock()), framework} = body;
    const reads = reading(store, scope);
    if (await reads.read('review', id)) throw new CallProblem('already_exists');
    const stored =
      framework &&
      (await reads.readVisible('framework', frameworkId(framework.id, framework.version)));
    const row = newRow('review', id, newReview(body, stored, scope.at));
    reads.put(row);
    return {
      changes: {
        ...reads.changes(),
        events: [changeEvent(row, [], row, scope.at)],
        audit: [{action: 'review.create', target: `review/${id}`}],
      },
      answer: {body: reviewShape(row), version: row.version},
    };
  });
}

function patch(call: Call<'reviews.patch'>) {
  return call.write(async () => {
    await visible(call, 'review', reviewId(call));
    const {changes, row} = await patchEntity(call, refOf('review', reviewId(call)), call.body);
    if (!row) throw new CallProblem('not_found');
    return {changes, answer: {body: reviewShape(row), version: row.version}};
  });
}

function submit(call: Call<'reviews.submit'>) {
  return call.write(async () => {
    const {scope, who, store} = call;
    const review = await visible(call, 'review', reviewId(call));
    const id = `${review.id}/${scope.member}`;
    const reads = reading(store, scope);
    const own = await reads.ownAccess(review.id);
    if (!own) throw refuse('/', 'not_allowed');
    const operation = {
      opId: newId(call.clock()),
      entity: refOf('access', id),
      at: scope.at,
      kind: 'set',
      field: 'submitted',
      base: own.revs['submitted'] ?? 0,
      value: true,
    } as const;
    const changes = await decideAll(call, [operation], () => '/', reads);
    const access = (await reads.read('access', id)) ?? own;
    const shown = accessShape(access, who.name, scope, await reads.settingOf(access));
    return {changes, answer: {body: shown}};
  });
}

/** Sets the caller’s own rating: the school’s, for its host. */
function rate(call: Call<'reviews.ratings.patch'>) {
  return call.write(async () => {
    const {scope, params} = call;
    const review = await visible(call, 'review', reviewId(call));
    const access = await reading(call.store, scope).ownAccess(review.id);
    const rater = access?.body['capability'] === 'host' ? 'self' : scope.member;
    const ref = refOf('rating', `${review.id}/${params['criterion'] ?? ''}/${rater}`);
    const {changes, row} = await patchEntity(call, ref, call.body);
    // Nothing set on what is not there: there is nothing to answer with.
    if (!row) throw new CallProblem('not_found');
    return {changes, answer: {body: ratingShape(row), version: row.version}};
  });
}

function agree(call: Call<'reviews.agreements.patch'>) {
  return call.write(async () => {
    const review = await visible(call, 'review', reviewId(call));
    const ref = refOf('agreement', `${review.id}/${call.params['criterion'] ?? ''}`);
    const {changes, row} = await patchEntity(call, ref, call.body);
    if (!row) throw new CallProblem('not_found');
    return {changes, answer: {body: agreementShape(row), version: row.version}};
  });
}

export const reviews: Handlers<
  | 'reviews.list'
  | 'reviews.create'
  | 'reviews.get'
  | 'reviews.patch'
  | 'reviews.submit'
  | 'reviews.ratings.list'
  | 'reviews.ratings.patch'
  | 'reviews.agreements.list'
  | 'reviews.agreements.patch'
> = {
  'reviews.list': async (call) => {
    const {phase, ...query} = call.query;
    const where = phase ? {phase} : {};
    return {
      body: await pageOf(call, query, {kind: 'review', where}, (rows) => rows.map(reviewShape)),
    };
  },
  'reviews.create': create,
  'reviews.get': async (call) => {
    const review = await visible(call, 'review', reviewId(call));
    const state = await reviewState(call.store, call.scope, review, call.who);
    return {body: state, version: review.version};
  },
  'reviews.patch': patch,
  'reviews.submit': submit,
  'reviews.ratings.list': async (call) => {
    const {id} = await visible(call, 'review', reviewId(call));
    const {criterion, ...query} = call.query;
    const where = {review: id, ...(criterion === undefined ? {} : {criterion})};
    return {
      body: await pageOf(call, query, {kind: 'rating', where}, (rows) => rows.map(ratingShape)),
    };
  },
  'reviews.ratings.patch': rate,
  'reviews.agreements.list': async (call) => {
    const {id} = await visible(call, 'review', reviewId(call));
    const where = {review: id};
    const list = {kind: 'agreement', where} as const;
    return {body: await pageOf(call, call.query, list, (rows) => rows.map(agreementShape))};
  },
  'reviews.agreements.patch': agree,
};

import type {Operation, OutcomeBatch} from '@hubkit/contract';
import type {RouteName} from '@hubkit/contract/routes';
import {parseRef, type Kind, type Scope} from '@hubkit/model';
import {CallProblem} from './http/problem.ts';
import {stillReadable} from './operations.ts';
import {reading} from './reading.ts';
import type {GivenAnswer, Store} from './store/port.ts';

/** What was asked for, under the key that an answer was given to. */
export interface Asked {
  name: RouteName;
  params: Readonly<Record<string, string>>;
  body: unknown;
}

/** The row that an answer holds; `null` when it belongs to no review. */
function answeredWith(
  {name, params: {review = ''}}: Asked,
  {id = '', member = '', criterion = '', rater = ''}: Record<string, string>,
): {kind: Kind; id: string} | null {
  switch (name) {
    case 'reviews.create':
    case 'reviews.patch':
      return {kind: 'review', id};
    case 'reviews.submit':
    case 'reviews.access.create':
      return {kind: 'access', id: `${review}/${member}`};
    case 'reviews.ratings.patch':
      return {kind: 'rating', id: `${review}/${criterion}/${rater}`};
    case 'reviews.agreements.patch':
      return {kind: 'agreement', id: `${review}/${criterion}`};
    case 'actions.create':
    case 'actions.patch':
      return {kind: 'action', id};
    case 'comments.create':
      return {kind: 'comment', id};
    default:
      return null;
  }
}

/**
 * An answer given before, as far as its caller may still read it.
 *
 * @throws CallProblem - `not_found`: they may not any more.
 */
export async function replayable(
  given: GivenAnswer,
  asked: Asked,
  store: Store,
  scope: Scope,
): Promise<GivenAnswer> {
  if (asked.name === 'operations.send') {
    const {outcomes} = given.body as OutcomeBatch;
    const {operations} = asked.body as {operations: Operation[]};
    return {...given, body: {outcomes: await stillReadable(outcomes, operations, {store, scope})}};
  }
  const body = given.body as Record<string, string> | null;
  const about = body && answeredWith(asked, body);
  if (!about) return given;
  const reads = reading(store, scope);
  const isThere = (await reads.read(about.kind, about.id)) !== null;
  // What has been taken away since was theirs to read as long as what it belonged to is.
  const owner = isThere ? about : ownerOf(asked, body);
  if (!owner || (await reads.readVisible(owner.kind, owner.id))) return given;
  throw new CallProblem('not_found');
}

function ownerOf({params}: Asked, {review, target}: Record<string, string>) {
  if (target !== undefined) return parseRef(target);
  const id = params['review'] ?? review;
  return id === undefined ? null : ({kind: 'review', id} as const);
}

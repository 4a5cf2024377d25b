import type {ReviewState} from '@hubkit/contract';
import {parseRef, type Json} from '@hubkit/model';

type Bag = Record<string, Json | undefined>;

/** Where a field stands in the state that an element draws. */
function bagOf(state: ReviewState, entity: string): Bag | undefined {
  const ref = parseRef(entity);
  switch (ref?.kind) {
    case 'review':
      return {...state, ...state.summary} as unknown as Bag;
    case 'access':
      return {
        submitted: state.submitted?.mine,
        independence: state.independence as unknown as Json | undefined,
      };
    case 'rating':
      return (isMine(state, ref.rater) ? state.mine : state.shared?.[ref.rater])?.[ref.criterion];
    case 'agreement':
      return state.agreements?.[ref.criterion];
    default:
      return undefined;
  }
}

const isMine = ({me}: ReviewState, rater: string) =>
  rater === me.id || (rater === 'self' && me.capability === 'host');

/** The value of a field, or `undefined` where there is none yet. */
export function valueIn(state: ReviewState, entity: string, field: string): Json | undefined {
  return bagOf(state, entity)?.[field];
}

/** The revision of a field; 0 where nobody has written it. */
export function revisionIn(state: ReviewState, entity: string, field: string): number {
  return state.revs[entity]?.[field] ?? 0;
}

/** The same state with one field's value and, where given, its revision in place. */
export function withField(
  state: ReviewState,
  entity: string,
  field: string,
  value: Json | undefined,
  revision?: number,
): ReviewState {
  const revs =
    revision === undefined
      ? state.revs
      : {...state.revs, [entity]: {...state.revs[entity], [field]: revision}};
  const next = {...state, revs};
  const ref = parseRef(entity);
  switch (ref?.kind) {
    case 'review':
      return field === 'strengths' || field === 'evenBetterIf'
        ? {...next, summary: {...state.summary, [field]: value}}
        : {...next, [field]: value};
    case 'access':
      if (field === 'independence') return {...next, independence: value} as unknown as ReviewState;
      return state.submitted
        ? {...next, submitted: {...state.submitted, mine: value === true}}
        : next;
    case 'rating': {
      if (!isMine(state, ref.rater)) return next;
      const rating = {...state.mine?.[ref.criterion], [field]: value};
      return {...next, mine: {...state.mine, [ref.criterion]: rating}};
    }
    case 'agreement': {
      const before = state.agreements?.[ref.criterion] ?? {
        state: 'open',
        answer: null,
        rationale: '',
        dissent: [],
      };
      return {
        ...next,
        agreements: {...state.agreements, [ref.criterion]: {...before, [field]: value}},
      };
    }
    default:
      return next;
  }
}

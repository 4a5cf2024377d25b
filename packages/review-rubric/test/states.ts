import type {ReviewRubric} from '@hubkit/review-rubric';
import type {Phase, ReviewState} from '@hubkit/model';
import {MemorySource, NOW, REVIEW, type MemoryReview, type Person} from './memory-review.ts';

export interface State {
  person: Person;
  phase: Phase;
  given?: Partial<ReviewState>;
  change?: (rubric: ReviewRubric, review: MemoryReview) => void;
  /** What people do to get there. */
  act?: (rubric: ReviewRubric) => unknown;
}

const levels = {ratingMode: 'levels'};
const failing =
  (code: string, more = {}) =>
  (rubric: ReviewRubric) => {
    const source = new MemorySource();
    source.failure = {code, message: 'It could not be read.', requestId: 'req-7', ...more};
    rubric.source = source;
  };
const entity = `rating/${REVIEW}/thread/self` as const;

/** Every state that a person can meet. The accessibility tests go through all of them. */
export const states: Readonly<Record<string, State>> = {
  'school drafts': {person: 'host', phase: 'self'},
  'school drafts by levels': {person: 'host', phase: 'self', given: levels},
  'school drafts against its own view': {
    person: 'bex',
    phase: 'independent',
    given: {ratingMode: 'relative'},
  },
  'school has shared': {person: 'host', phase: 'self', given: {selfReview: 'shared'}},
  'reviewer declares ties': {
    person: 'bex',
    phase: 'self',
    given: {independence: {declared: false}},
  },
  'lead waits for the school': {person: 'lead', phase: 'self'},
  'lead may start': {person: 'lead', phase: 'self', given: {selfReview: 'shared'}},
  'reviewer writes': {person: 'bex', phase: 'independent'},
  'reviewer chooses a level': {
    person: 'bex',
    phase: 'independent',
    given: {...levels, mine: {thread: {answer: 'not-seen', note: 'A note.'}}},
  },
  'reviewer has submitted': {
    person: 'tom',
    phase: 'independent',
    given: {submitted: {count: 1, of: 3, mine: true}},
  },
  'lead sees who is in': {person: 'lead', phase: 'independent'},
  'school waits': {person: 'host', phase: 'independent'},
  'team moderates in words': {person: 'bex', phase: 'moderation'},
  'lead moderates levels': {person: 'lead', phase: 'moderation', given: levels},
  'school waits for release': {person: 'host', phase: 'moderation'},
  'school checks facts': {person: 'host', phase: 'agreed', given: levels},
  'lead may reopen': {person: 'lead', phase: 'agreed'},
  'reader reads': {person: 'reader', phase: 'published', given: levels},
  'coordinator sees the process alone': {person: 'coordinator', phase: 'agreed'},
  'own questions alone': {
    person: 'host',
    phase: 'self',
    given: {
      framework: null,
      focus: [],
      mine: {},
      enquiry: [{id: 'q1', question: 'What do pupils say about reading?'}],
    },
  },
  offline: {
    person: 'bex',
    phase: 'independent',
    change: (_, review) => {
      review.connection = {state: 'offline', asOf: NOW};
    },
  },
  'signed out': {
    person: 'bex',
    phase: 'independent',
    change: (_, review) => {
      review.connection = {state: 'signed-out', asOf: NOW};
    },
  },
  'access has ended': {
    person: 'bex',
    phase: 'independent',
    change: (_, review) => {
      review.connection = {state: 'gone', asOf: NOW};
      review.save = {state: 'device', unsent: 2, oldestUnsentAt: NOW};
    },
  },
  'storage is full': {
    person: 'bex',
    phase: 'independent',
    change: (_, review) => {
      review.save = {state: 'not-saved', unsent: 1, oldestUnsentAt: NOW};
    },
  },
  conflict: {
    person: 'host',
    phase: 'self',
    change: (_, review) => {
      const value = (text: string, id: string, name: string) => ({
        value: text,
        who: {id, name},
        at: NOW,
        opId: text,
      });
      review.conflicts = [
        {
          id: 'conflict-1',
          entity,
          field: 'narrative',
          baseRev: 1,
          values: [value('Theirs.', 'gwen', 'Gwen Price'), value('Mine.', 'host', 'Ffion Hughes')],
          history: [],
        },
      ];
    },
  },
  refused: {
    person: 'host',
    phase: 'self',
    change: (_, review) => {
      review.refusals = [
        {
          entity,
          field: 'narrative',
          opId: 'op-1',
          value: 'What was typed.',
          code: 'phase_closed',
          message: 'This part of the review is closed.',
        },
      ];
    },
  },
  'held change': {
    person: 'host',
    phase: 'self',
    change: (_, review) => {
      review.held = [{entity, field: 'narrative', value: 'Newer.'}];
    },
  },
  readonly: {
    person: 'host',
    phase: 'self',
    change: (rubric) => {
      rubric.readonly = true;
    },
  },
  disabled: {
    person: 'host',
    phase: 'self',
    change: (rubric) => {
      rubric.disabled = true;
    },
  },
  loading: {
    person: 'host',
    phase: 'self',
    change: (rubric) => {
      rubric.source = {open: () => new Promise(() => undefined)};
    },
  },
  empty: {person: 'host', phase: 'self', given: {framework: null, focus: [], enquiry: []}},
  'not found': {person: 'host', phase: 'self', change: failing('not_found')},
  'no service': {person: 'host', phase: 'self', change: failing('network')},
  failed: {person: 'host', phase: 'self', change: failing('internal')},
  'question before a step': {
    person: 'lead',
    phase: 'moderation',
    act: (rubric) => {
      rubric.shadowRoot?.querySelector<HTMLButtonElement>('.steps button')?.click();
    },
  },
  'proposal of an action': {
    person: 'host',
    phase: 'agreed',
    act: (rubric) => {
      rubric.shadowRoot?.querySelector<HTMLButtonElement>('button.propose')?.click();
    },
  },
};

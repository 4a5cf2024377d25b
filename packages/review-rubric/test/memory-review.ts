/** A review in memory, with a switch for everything that can happen to one. For tests and for looking at. */
import {
  parseRef,
  type Conflict,
  type ConnectionState,
  type FieldTarget,
  type Framework,
  type HeldChange,
  type Json,
  type LiveReview,
  type Phase,
  type Refusal,
  type ReviewSource,
  type ReviewState,
  type SaveState,
} from '@hubkit/model';

export const NOW = '2027-04-02T14:00:00.000Z';
export const REVIEW = '0197f000-0000-7000-8000-000000000001';

const LEVELS = ['starting', 'developing', 'secure', 'sharing'] as const;
const NAMES = {
  starting: 'Starting',
  developing: 'Developing',
  secure: 'Secure',
  sharing: 'Sharing',
} as const;

const criterion = (id: string, code: string, title: string, enquiryQuestion: string) => ({
  id,
  code,
  title,
  statement: `What is meant by ${title.toLowerCase()}, in one sentence.`,
  enquiryQuestion,
  evidencePrompts: [
    {id: `${id}.p1`, text: 'Ask pupils from three year groups what they learned last year'},
    {id: `${id}.p2`, text: 'Lay books from parallel classes side by side'},
  ],
  levels: LEVELS.map((level, index) => ({
    id: `${id}.${level}`,
    level,
    position: index + 1,
    name: NAMES[level],
    descriptor: `What ${NAMES[level].toLowerCase()} practice looks like here: staff can say it, and pupils meet it on an ordinary day.`,
  })),
});

/** Two areas, four criteria, three modes. */
export const framework: Framework = {
  schema: 'hubkit-review-framework/1',
  id: 'test-framework',
  version: '1.2.0',
  contentHash: 'sha256-0d1f5a7c9e',
  structureHash: 'sha256-77aa',
  language: 'en-GB',
  title: 'A framework for tests',
  guidance: {safeguarding: 'Do not record a safeguarding concern here. Tell the designated lead.'},
  ratingModes: [
    {id: 'enquiry', title: 'Enquiry only'},
    {
      id: 'relative',
      title: 'Against the school’s own view',
      options: [
        {id: 'above', title: 'Above the school’s own view'},
        {id: 'in-line', title: 'In line with the school’s own view'},
        {id: 'below', title: 'Below the school’s own view'},
      ],
    },
    {id: 'levels', title: 'Levels'},
  ],
  defaultRatingMode: 'enquiry',
  otherResponses: [
    {id: 'not-seen', title: 'Not looked at'},
    {id: 'not-enough-evidence', title: 'Not enough evidence'},
    {id: 'na', title: 'Does not apply'},
  ],
  areas: [
    {
      id: 'learning',
      code: 'A',
      title: 'Learning in classrooms',
      summary: 'What pupils are taught, and whether they remember it.',
      criteria: [
        criterion('thread', 'A1', 'A curriculum with a thread', 'Where is the thread strong?'),
        criterion('checking', 'A2', 'Checking, then changing', 'How soon does anyone know?'),
      ],
    },
    {
      id: 'leading',
      code: 'B',
      title: 'Leading',
      criteria: [
        criterion('priorities', 'B1', 'Few priorities', 'What was dropped this year?'),
        criterion(
          'governance',
          'B2',
          'Governance that asks',
          'When did a question change something?',
        ),
      ],
    },
  ],
};

export const people = {
  host: {name: 'Ffion Hughes', capability: 'host'},
  lead: {name: 'Priya Shah', capability: 'lead'},
  bex: {name: 'Bex Turner', capability: 'reviewer'},
  tom: {name: 'Tom Okafor', capability: 'reviewer'},
} as const;
export type Person = keyof typeof people | 'reader' | 'facilitator' | 'partner' | 'coordinator';

/** What each person sees of a review that is full, in a phase: as the service would withhold. */
export function stateFor(
  person: Person,
  phase: Phase,
  given: Partial<ReviewState> = {},
): ReviewState {
  const at = ['self', 'independent', 'moderation', 'agreed', 'published'].indexOf(phase);
  const team = person === 'lead' || person === 'bex' || person === 'tom';
  const capability =
    person in people
      ? people[person as keyof typeof people].capability
      : person === 'partner'
        ? 'host-partner'
        : person === 'coordinator'
          ? null
          : (person as 'reader');
  const name = person in people ? people[person as keyof typeof people].name : 'Sam Reed';
  const self = {thread: {narrative: 'Strong between years four and six.', answer: 'secure'}};
  const rated = {
    lead: {
      thread: {narrative: 'Pupils linked ideas without being asked.', answer: 'secure'},
      checking: {narrative: 'Checks were brief.', answer: 'secure'},
    },
    bex: {
      thread: {narrative: 'Strong in history.', answer: 'developing'},
      checking: {narrative: 'Often after the lesson.', answer: 'starting'},
    },
    tom: {
      thread: {narrative: 'The thread holds.', answer: 'secure'},
      checking: {answer: 'not-seen', reason: 'No time.'},
    },
  };
  const shared: NonNullable<ReviewState['shared']> = {};
  if (team && (at > 0 || given.selfReview === 'shared')) shared['self'] = self;
  if (team && at >= 2) {
    for (const [who, ratings] of Object.entries(rated)) if (who !== person) shared[who] = ratings;
  }
  const released = at >= 3 && (person !== 'reader' && person !== 'facilitator' ? true : at === 4);
  const agreements =
    (team && at >= 2) || (released && capability !== null)
      ? {
          thread: {
            state: 'agreed',
            answer: 'secure',
            rationale: 'The thread is strong, and breaks between key stages.',
            dissent: at >= 3 ? ['One of us saw it in history alone.'] : [],
          },
          ...(at >= 3
            ? {
                checking: {
                  state: 'agreed-to-differ',
                  answer: null,
                  rationale: 'We saw different lessons.',
                  dissent: [],
                },
              }
            : {}),
        }
      : undefined;
  // In the mode of questions there are no levels to have chosen.
  if ((given.ratingMode ?? 'enquiry') === 'enquiry') {
    for (const each of [self, ...Object.values(rated)]) {
      for (const rating of Object.values(each) as {answer?: string}[]) {
        if (rating.answer !== 'not-seen') delete rating.answer;
      }
    }
    if (agreements) agreements.thread.answer = null as never;
  }
  return {
    id: REVIEW,
    version: 7,
    createdAt: NOW,
    subject: {urn: '999001', name: 'Harbour Lane Primary School'},
    framework: {id: framework.id, version: framework.version, contentHash: framework.contentHash},
    ratingMode: 'enquiry',
    focus: ['thread', 'checking'],
    phase,
    selfReview: at > 0 ? 'frozen' : 'draft',
    enquiry: [],
    me: {id: person, name, capability},
    people,
    ...(person === 'host' ? {mine: self} : {}),
    ...(team
      ? {mine: at >= 2 ? rated[person] : {}, independence: {declared: true, links: ''}}
      : {}),
    ...(Object.keys(shared).length ? {shared} : {}),
    ...(team && at === 1
      ? {
          submitted: {
            count: 1,
            of: 3,
            mine: false,
            ...(person === 'lead' ? {who: ['tom']} : {}),
          },
        }
      : {}),
    ...(agreements ? {agreements} : {}),
    summary:
      at >= 3
        ? {strengths: ['Pupils remember.'], evenBetterIf: ['Share it.']}
        : {strengths: [], evenBetterIf: []},
    revs: {},
    conflicts: [],
    ...given,
  };
}

/** One open review. Everything about it can be set; `changed()` tells the element. */
export class MemoryReview implements LiveReview {
  framework: Framework | null;
  state: ReviewState;
  save: SaveState = {state: 'saved', unsent: 0, oldestUnsentAt: null};
  connection: ConnectionState = {state: 'live', asOf: NOW};
  conflicts: Conflict[] = [];
  refusals: Refusal[] = [];
  held: HeldChange[] = [];
  /** Every edit that was handed over. */
  readonly log: {target: FieldTarget; value: Json}[] = [];
  readonly listeners = new Set<() => void>();
  readonly focused: string[] = [];
  readonly calls: string[] = [];
  closed = false;
  /** `device` stops at the device; `not-saved` rejects; `refused` is said no to. */
  keeps: 'saved' | 'device' | 'not-saved' | 'refused' = 'saved';
  /** Waits between handing over and the device, so that a test can stand there. */
  gate: Promise<void> | null = null;

  constructor(state: ReviewState, of: Framework | null = framework) {
    this.state = state;
    this.framework = of;
  }

  changed(): void {
    for (const each of [...this.listeners]) each();
  }

  subscribe(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => {
      this.listeners.delete(changed);
    };
  }

  async set(target: FieldTarget, value: Json): Promise<void> {
    this.log.push({target, value});
    await this.gate;
    if (this.keeps === 'not-saved') {
      this.save = {state: 'not-saved', unsent: 1, oldestUnsentAt: NOW};
      this.changed();
      throw new DOMException('No room', 'QuotaExceededError');
    }
    if (this.keeps === 'refused') {
      this.save = {state: 'refused', unsent: 1, oldestUnsentAt: NOW};
      this.refusals = [
        {
          ...target,
          opId: 'op-1',
          value,
          code: 'phase_closed',
          message: 'This part of the review is closed.',
        },
      ];
      this.changed();
      return;
    }
    this.put(target, value);
    for (const state of this.keeps === 'device'
      ? (['device'] as const)
      : (['device', 'sending', 'saved'] as const)) {
      const unsent = state === 'saved' ? 0 : 1;
      this.save = {state, unsent, oldestUnsentAt: unsent ? NOW : null};
      this.changed();
    }
  }

  /** Puts a value where the service would, and tells the element: as if it came from elsewhere. */
  put({entity, field}: FieldTarget, value: Json): void {
    const ref = parseRef(entity);
    const next = structuredClone(this.state) as unknown as Record<string, Record<string, Json>>;
    const into = (owner: Record<string, Json>, key: string, empty: Json): Record<string, Json> =>
      (owner[key] ??= empty) as Record<string, Json>;
    if (ref?.kind === 'rating') {
      const own = ref.rater === 'self' || ref.rater === this.state.me.id;
      const ratings = own ? into(next, 'mine', {}) : into(into(next, 'shared', {}), ref.rater, {});
      into(ratings, ref.criterion, {})[field] = value;
    } else if (ref?.kind === 'agreement') {
      const empty = {state: 'open', answer: null, rationale: '', dissent: []};
      into(into(next, 'agreements', {}), ref.criterion, empty)[field] = value;
    } else if (ref?.kind === 'access') {
      if (field === 'independence') next['independence'] = value as never;
      else into(next, 'submitted', {count: 0, of: 3, mine: false})['mine'] = value;
    } else if (field === 'strengths' || field === 'evenBetterIf') {
      into(next, 'summary', {})[field] = value;
    } else {
      next[field] = value as never;
    }
    this.state = next as unknown as ReviewState;
    this.changed();
  }

  focus({entity, field}: FieldTarget): void {
    this.focused.push(`${entity} ${field}`);
  }

  release({entity, field}: FieldTarget): void {
    this.calls.push(`release ${entity} ${field}`);
  }

  showHeld({entity, field}: FieldTarget): void {
    const found = this.held.find((each) => each.entity === entity && each.field === field);
    this.held = this.held.filter((each) => each !== found);
    if (found) this.put(found, found.value);
  }

  async resolve(conflictId: string, value: Json): Promise<void> {
    const found = this.conflicts.find(({id}) => id === conflictId);
    this.conflicts = this.conflicts.filter((each) => each !== found);
    this.calls.push(`resolve ${conflictId}`);
    if (found) this.put(found, value);
    return Promise.resolve();
  }

  async discard(opId: string): Promise<void> {
    this.refusals = this.refusals.filter((each) => each.opId !== opId);
    this.save = {state: 'saved', unsent: 0, oldestUnsentAt: null};
    this.calls.push(`discard ${opId}`);
    this.changed();
    return Promise.resolve();
  }

  async retry(): Promise<void> {
    this.calls.push('retry');
    this.connection = {...this.connection, state: 'live'};
    this.changed();
    return Promise.resolve();
  }

  unsentCopy(): Promise<string> {
    this.calls.push('copy');
    return Promise.resolve(JSON.stringify(this.log));
  }

  close(): void {
    this.closed = true;
  }
}

/** Opens reviews from memory; can be slow, and can fail. */
export class MemorySource implements ReviewSource {
  readonly reviews: Map<string, MemoryReview>;
  readonly opened: MemoryReview[] = [];
  /** Rejects with this. */
  failure: unknown = null;
  /** Waits for this. */
  gates = new Map<string, Promise<void>>();

  constructor(...reviews: MemoryReview[]) {
    this.reviews = new Map(reviews.map((each) => [each.state.id, each]));
  }

  async open(reviewId: string): Promise<LiveReview> {
    await this.gates.get(reviewId);
    if (this.failure) throw this.failure as Error;
    const review = this.reviews.get(reviewId);
    if (!review) throw Object.assign(new Error('not found'), {code: 'not_found'});
    review.closed = false;
    this.opened.push(review);
    return review;
  }
}

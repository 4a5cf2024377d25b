import {safeUrl} from '@hubkit/core';
import {
  checkFramework,
  parseRef,
  type Framework,
  type FrameworkContent,
  type Issue,
  type Json,
  type LiveReview,
  type ReviewState,
  type SaveState,
} from '@hubkit/model';
import {keep, kept} from './device.ts';

export interface DraftOptions {
  framework: Framework | FrameworkContent | null;
  src: string;
  name: string;
  base: string;
  signal: AbortSignal;
}

/** Why a framework could not be had. Nothing of it was loaded. */
class FrameworkError extends Error {
  override readonly name = 'FrameworkError';
  readonly code: string;
  readonly issues: readonly Issue[];

  constructor(code: string, message: string, issues: readonly Issue[] = []) {
    super(message);
    this.code = code;
    this.issues = issues;
  }
}

async function fetched(src: string, base: string, signal: AbortSignal): Promise<unknown> {
  const address = safeUrl(src, 'fetch', base);
  const bad = (message: string, pointer = '/') =>
    new FrameworkError('invalid_framework', message, [{pointer, message}]);
  if (!address) throw bad(`“${src}” is not an http or https address.`);
  const answer = await fetch(address, {signal}).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new FrameworkError('failed', `The framework could not be fetched: ${String(error)}`);
  });
  if (!answer.ok) {
    throw new FrameworkError('failed', `The framework’s address answered ${answer.status}.`);
  }
  return answer.json().catch(() => {
    throw bad('This is not JSON.');
  });
}

type Ratings = NonNullable<ReviewState['mine']>;

const SAVED: SaveState = {state: 'saved', unsent: 0, oldestUnsentAt: null};

function stateOf(framework: Framework, ratings: Ratings, version: number): ReviewState {
  return {
    id: 'draft',
    version,
    createdAt: '',
    subject: {urn: '', name: framework.title},
    framework: {
      id: framework.id,
      version: framework.version,
      contentHash: framework.contentHash,
    },
    ratingMode: framework.defaultRatingMode,
    focus: [],
    phase: 'self',
    selfReview: 'draft',
    enquiry: [],
    me: {id: 'me', name: '', capability: 'host'},
    people: {},
    mine: ratings,
    summary: {strengths: [], evenBetterIf: []},
    revs: {},
    conflicts: [],
  };
}

/** A draft of this device alone: no review, no service. It can be emptied, and put back. */
export async function openDraft(
  options: DraftOptions,
): Promise<LiveReview & {empty(): () => void}> {
  const {framework: given, src, name, base, signal} = options;
  const checked = checkFramework(given ?? (await fetched(src, base, signal)));
  if ('issues' in checked) {
    throw new FrameworkError('invalid_framework', 'This framework cannot be used.', checked.issues);
  }
  const framework: Framework = {contentHash: '', structureHash: '', ...checked.framework};
  const key = `${framework.id}@${framework.version}/${name}`;
  let ratings = ((await kept(key)) ?? {}) as Ratings;
  let version = 1;
  let save = SAVED;
  let tell: (() => void) | null = null;

  const put = async (next: Ratings): Promise<void> => {
    ratings = next;
    version++;
    tell?.();
    const done = await keep(key, ratings);
    save = done ? {...SAVED, state: 'device'} : {...SAVED, state: 'not-saved'};
    tell?.();
  };
  const nothing = () => Promise.resolve();
  return {
    framework,
    get state() {
      return stateOf(framework, ratings, version);
    },
    get save() {
      return save;
    },
    connection: {state: 'live', asOf: null},
    conflicts: [],
    refusals: [],
    held: [],
    subscribe(changed) {
      tell = changed;
      return () => {
        tell = null;
      };
    },
    async set({entity, field}, value: Json) {
      const ref = parseRef(entity);
      if (ref?.kind !== 'rating') return;
      await put({...ratings, [ref.criterion]: {...ratings[ref.criterion], [field]: value}});
    },
    empty() {
      const before = ratings;
      void put({});
      return () => void put(before);
    },
    focus() {
      // Nobody else writes here.
    },
    release() {
      // See focus.
    },
    showHeld() {
      // See focus.
    },
    resolve: nothing,
    discard: nothing,
    retry: () => put(ratings),
    unsentCopy: () => Promise.resolve(JSON.stringify(ratings, null, 2)),
    close() {
      tell = null;
    },
  };
}

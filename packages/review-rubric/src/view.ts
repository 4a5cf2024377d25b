import {
  mayNotWrite,
  type Capability,
  type Criterion,
  type Framework,
  type Json,
  type Phase,
  type ReviewState,
  type Situation,
} from '@hubkit/model';

/** What one person says of one criterion, as the review holds it. */
export type Rating = NonNullable<ReviewState['mine']>[string];
export type Agreement = NonNullable<ReviewState['agreements']>[string];

/** A heading with what stands under it. The review’s own questions have no area. */
export interface Section {
  id: string;
  /** Null: the review’s own questions. */
  title: string | null;
  code?: string;
  summary?: string;
  criteria: Criterion[];
}

/** What `mode` may ask for. It narrows; it never widens. */
export type Mode = '' | 'self' | 'reviewer' | 'lead' | 'reader';

/** What the element draws, worked out from what the service returned. */
export interface View {
  state: ReviewState;
  framework: Framework | null;
  phase: Phase;
  capability: Capability | null;
  situation: Situation;
  /** A lone draft on this device, of no review. */
  alone: boolean;
  ratingMode: string;
  /** In the focus, or all where there is none. */
  sections: Section[];
  /** Outside the focus; drawn in the phase `self` alone. */
  rest: Section[];
  /** Ids in the order in which they are drawn. */
  order: string[];
  own: Record<string, Rating>;
  /** Who the reader’s own ratings are kept under. */
  rater: string;
  /** Whether the reader may write their own ratings now. */
  writes: boolean;
  /** A reviewer who has not declared their ties yet: nothing else comes before that. */
  undeclared: boolean;
}

/** A question of the review’s own, as a criterion without levels. */
const asked = ({id, question}: {id: string; question: string}): Criterion => ({
  id,
  title: question,
  enquiryQuestion: question,
  levels: [],
});

function sectionsOf(framework: Framework | null, state: ReviewState): Section[] {
  const areas = (framework?.areas ?? []).map(({id, title, code, summary, criteria}) => ({
    id,
    title,
    criteria,
    ...(code ? {code} : {}),
    ...(summary ? {summary} : {}),
  }));
  const own = state.enquiry.length
    ? [{id: 'own', title: null, criteria: state.enquiry.map(asked)}]
    : [];
  return [...own, ...areas];
}

const pick = (sections: readonly Section[], wanted: (id: string) => boolean): Section[] =>
  sections
    .map((each) => ({...each, criteria: each.criteria.filter(({id}) => wanted(id))}))
    .filter(({criteria}) => criteria.length > 0);

function capabilityFor(given: Capability | null, mode: Mode): Capability | null {
  if (mode === 'reader' && given) return 'reader';
  return mode === 'reviewer' && given === 'lead' ? 'reviewer' : given;
}

/** Works out what to draw. Pure: the same state gives the same view. */
export function viewOf(
  state: ReviewState,
  framework: Framework | null,
  {
    mode = '',
    readonly = false,
    alone = false,
  }: {mode?: Mode; readonly?: boolean; alone?: boolean} = {},
): View {
  const capability = capabilityFor(state.me.capability as Capability | null, mode);
  const phase = state.phase as Phase;
  const situation: Situation = {
    phase,
    selfReview: state.selfReview as Situation['selfReview'],
    capability,
    declared: state.independence?.declared === true,
    submitted: state.submitted?.mine === true,
    member: state.me.id,
  };
  const all = sectionsOf(framework, state);
  // The review’s own questions are always looked at.
  const focus = new Set([...state.focus, ...state.enquiry.map(({id}) => id)]);
  const chosen = state.focus.length > 0;
  const sections = chosen ? pick(all, (id) => focus.has(id)) : all;
  const rest = chosen && phase === 'self' ? pick(all, (id) => !focus.has(id)) : [];
  const rater = capability === 'host' ? 'self' : state.me.id;
  const team = capability === 'lead' || capability === 'reviewer';
  return {
    state,
    framework,
    phase,
    capability,
    situation,
    alone,
    ratingMode: framework ? state.ratingMode : 'enquiry',
    sections,
    rest,
    order: [...sections, ...rest].flatMap(({criteria}) => criteria.map(({id}) => id)),
    own: state.mine ?? (capability === 'host' ? state.shared?.['self'] : undefined) ?? {},
    rater,
    writes: !readonly && mayNotWrite({kind: 'rating', rater}, situation) === null,
    undeclared: team && !situation.declared && phase !== 'published',
  };
}

/** Whether a criterion is answered by words: there is no level to choose. */
export const inWords = (criterion: Criterion, ratingMode: string): boolean =>
  ratingMode === 'enquiry' || (ratingMode === 'levels' && criterion.levels.length === 0);

const filled = (text: string | undefined): boolean => Boolean(text?.trim());

/** Whether nothing is left to do: a level, or words, or another answer with its reason. */
export function isAnswered(
  rating: Rating | undefined,
  criterion: Criterion,
  ratingMode: string,
): boolean {
  if (!rating) return false;
  const {answer = null} = rating;
  if (answer === null) return inWords(criterion, ratingMode) && filled(rating.narrative);
  if (['not-seen', 'not-enough-evidence', 'na'].includes(answer)) return filled(rating.reason);
  return true;
}

export const findCriterion = (view: View, id: string): Criterion | undefined =>
  [...view.sections, ...view.rest].flatMap(({criteria}) => criteria).find((each) => each.id === id);

/** What people say of one criterion, by name: the school’s own view last. */
export function voices(view: View, id: string): {who: string; self: boolean; rating: Rating}[] {
  const {shared = {}, people, me, mine} = view.state;
  const others = Object.entries(shared).filter(([who]) => who !== 'self' && who !== me.id);
  const team = view.capability === 'lead' || view.capability === 'reviewer';
  const own = team ? (mine?.[id] ?? shared[me.id]?.[id]) : undefined;
  const self = shared['self']?.[id];
  return [
    ...(own ? [{who: me.name, self: false, rating: own}] : []),
    ...others.flatMap(([who, ratings]) =>
      ratings[id] ? [{who: people[who]?.name ?? who, self: false, rating: ratings[id]}] : [],
    ),
    ...(self ? [{who: view.state.subject.name, self: true, rating: self}] : []),
  ];
}

export type Spread =
  | {kind: 'nobody'; people: 0}
  | {kind: 'one' | 'agreed' | 'near' | 'apart' | 'other'; people: number};

const RELATIVE = ['below', 'in-line', 'above'];

/** How far apart the team’s levels stand, as a kind of sentence. Other answers are counted beside it, never as a level. */
export function spreadOf(
  ratings: readonly Rating[],
  criterion: Criterion,
  ratingMode: string,
): {spread: Spread; others: Record<string, number>} {
  const others: Record<string, number> = {};
  const places: number[] = [];
  const steps = criterion.levels
    .toSorted((a, b) => a.position - b.position)
    .map(({level}) => level);
  for (const {answer} of ratings) {
    if (answer === null || answer === undefined) continue;
    const place = (ratingMode === 'relative' ? RELATIVE : steps).indexOf(answer);
    if (place >= 0) places.push(place);
    else others[answer] = (others[answer] ?? 0) + 1;
  }
  const people = places.length;
  const gap = people ? Math.max(...places) - Math.min(...places) : 0;
  const kind =
    people === 0
      ? Object.keys(others).length
        ? 'other'
        : 'nobody'
      : people === 1
        ? 'one'
        : gap === 0
          ? 'agreed'
          : gap === 1
            ? 'near'
            : 'apart';
  return {spread: {kind, people} as Spread, others};
}

/** The framework’s word for an answer. */
export function answerTitle(view: View, criterion: Criterion, answer: string): string | null {
  const level = criterion.levels.find((each) => each.level === answer);
  if (level) return level.name;
  const other = view.framework?.otherResponses?.find(({id}) => id === answer);
  if (other) return other.title;
  const mode = view.framework?.ratingModes.find(({id}) => id === view.ratingMode);
  return mode?.options?.find(({id}) => id === answer)?.title ?? null;
}

/** A value that may be handed to anybody: no live object of ours goes out. */
export const plain = <T extends Json>(value: T): T => structuredClone(value);

import type {Entity, Kind} from './entity.ts';
import {capabilities, phases, type Capability, type Phase, type Scope} from './scope.ts';
import {maySee, maySeeField} from './visibility.ts';

/** Who reads a box: its writer alone, or everyone with one of these capabilities. */
export interface Readers {
  now: Capability[];
  /** The next phase in which somebody joins, and who reads then. */
  later: {phase: Phase; capabilities: Capability[]} | null;
}

/** What a box belongs to. */
export interface Box {
  kind: Extract<Kind, 'rating' | 'agreement' | 'review'>;
  field: string;
  /** Of a rating: `self`, or a member. */
  rater?: string;
  criterion?: string;
}

const AT = '1970-01-01T00:00:00.000Z';
const somebodyElse: Scope = {space: '', member: '', org: '', role: 'governor', at: AT};

function readersIn(
  phase: Phase,
  selfReview: string,
  box: Box,
  focus: readonly string[],
): Capability[] {
  const review: Entity = {
    kind: 'review',
    id: 'r',
    version: 1,
    revs: {},
    conflicts: [],
    body: {phase, selfReview, focus: [...focus], publishedAt: null},
  };
  const row: Entity =
    box.kind === 'review'
      ? review
      : {...review, kind: box.kind, body: {rater: box.rater ?? '', criterion: box.criterion ?? ''}};
  return capabilities.filter((capability) => {
    const setting = {review, access: {capability, declared: true}};
    return maySee(row, somebodyElse, setting) && maySeeField(row, box.field, somebodyElse, setting);
  });
}

/**
 * Who can read a box besides its writer, now and when that next changes, read off the rules of visibility themselves.
 *
 * `reader` counts only for whom the school has given a dated grant.
 */
export function readersOf(
  box: Box,
  review: {phase: Phase; selfReview: string; focus: readonly string[]},
): Readers {
  const now = readersIn(review.phase, review.selfReview, box, review.focus);
  const following = phases.slice(phases.indexOf(review.phase) + 1);
  for (const phase of following) {
    // From the visit on the self-review is frozen.
    const then = readersIn(phase, 'frozen', box, review.focus);
    if (then.some((capability) => !now.includes(capability)))
      return {now, later: {phase, capabilities: then}};
  }
  return {now, later: null};
}

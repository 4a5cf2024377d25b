import type {KnownRefusalCode} from '@hubkit/contract';
import type {Capability, Phase} from './scope.ts';

/** Where a review stands and what the writer holds in it. */
export interface Situation {
  phase: Phase;
  selfReview: 'draft' | 'shared' | 'frozen';
  capability: Capability | null;
  /** Whether a reviewer has declared ties to the school. */
  declared: boolean;
  /** Whether the writer has submitted their ratings. */
  submitted: boolean;
  member: string;
}

export type WriteTarget =
  | {kind: 'review'; field: string}
  | {kind: 'access'; member: string; field: string}
  | {kind: 'rating'; rater: string}
  | {kind: 'agreement'; field: string}
  | {kind: 'action'; createdBy: string}
  | {kind: 'comment'; createdBy: string; targetKind: string};

const isTeam = (situation: Situation) =>
  situation.capability === 'lead' || situation.capability === 'reviewer';

function rating(rater: string, situation: Situation): KnownRefusalCode | null {
  const {phase, selfReview, capability} = situation;
  if (rater === 'self') {
    if (capability !== 'host') return 'not_allowed';
    return phase === 'self' && selfReview !== 'frozen' ? null : 'phase_closed';
  }
  if (rater !== situation.member || !isTeam(situation)) return 'not_allowed';
  if (!situation.declared) return 'independence_required';
  if (phase === 'moderation') return null;
  if (phase !== 'independent') return 'phase_closed';
  return situation.submitted ? 'submitted' : null;
}

function access(member: string, field: string, situation: Situation): KnownRefusalCode | null {
  if (member !== situation.member || !isTeam(situation)) return 'not_allowed';
  if (field === 'independence') return situation.phase === 'published' ? 'phase_closed' : null;
  if (!situation.declared) return 'independence_required';
  return situation.phase === 'independent' ? null : 'phase_closed';
}

function review(field: string, situation: Situation): KnownRefusalCode | null {
  const {phase, capability} = situation;
  switch (field) {
    case 'phase':
      return capability === 'lead' || capability === 'host' ? null : 'not_allowed';
    case 'selfReview':
    case 'focus':
    case 'ratingMode':
      if (capability !== 'host') return 'not_allowed';
      return phase === 'self' ? null : 'phase_closed';
    case 'strengths':
    case 'evenBetterIf':
      if (capability !== 'lead') return 'not_allowed';
      return phase === 'moderation' || phase === 'agreed' ? null : 'phase_closed';
    case 'factualCheck':
    case 'hostComment':
      if (capability !== 'host') return 'not_allowed';
      return phase === 'agreed' ? null : 'phase_closed';
    case 'reopenReason':
      if (capability !== 'lead') return 'not_allowed';
      return phase === 'agreed' ? null : 'phase_closed';
    default:
      return 'unknown_field';
  }
}

function agreement(field: string, situation: Situation): KnownRefusalCode | null {
  if (situation.capability !== 'lead') return 'not_allowed';
  if (situation.phase === 'moderation') return null;
  // Released, the lead corrects facts, not findings.
  return situation.phase === 'agreed' && field === 'rationale' ? null : 'phase_closed';
}

/**
 * Why this writer may not write there now, or `null` if they may.
 *
 * The element uses it to explain, the service to enforce. Source: review-rubric.md, *Modes and phases*; domain.md, *Who sees
 * what, when*.
 */
export function mayNotWrite(target: WriteTarget, situation: Situation): KnownRefusalCode | null {
  const refused = byCapability(target, situation);
  if (refused || target.kind === 'access') return refused;
  // Who may not read yet may not write either: the answer to a late change holds what stands there.
  return isTeam(situation) && !situation.declared ? 'independence_required' : null;
}

function byCapability(target: WriteTarget, situation: Situation): KnownRefusalCode | null {
  const {capability, member} = situation;
  if (!capability) return 'not_allowed';
  switch (target.kind) {
    case 'review':
      return review(target.field, situation);
    case 'access':
      return access(target.member, target.field, situation);
    case 'rating':
      return rating(target.rater, situation);
    case 'agreement':
      return agreement(target.field, situation);
    case 'action':
      if (capability === 'host' || capability === 'facilitator') return null;
      return isTeam(situation) && target.createdBy === member ? null : 'not_allowed';
    case 'comment':
      return target.createdBy === member && capability !== 'reader' ? null : 'not_allowed';
  }
}

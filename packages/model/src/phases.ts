import type {KnownRefusalCode} from '@hubkit/contract';
import type {Capability, Phase} from './scope.ts';

/** What a move of the phase depends on. */
export interface PhaseSetting {
  phase: Phase;
  selfReview: string;
  capability: Capability | null;
  /** Criteria in the focus; where none were chosen, all of them. */
  focus: readonly string[];
  /** State of each agreement, by criterion. */
  agreements: Readonly<Record<string, string>>;
  /** Why the lead reopens, if they have said. */
  reopenReason: string;
}

/** What a move changes besides the phase. */
export interface PhaseMove {
  selfReview?: 'frozen';
  reopenReason?: '';
  /** Whether this move publishes the report. */
  publishes?: true;
}

/** Criteria in the focus that the team has neither agreed on nor agreed to differ about. */
export function notAgreed(
  focus: readonly string[],
  agreements: Readonly<Record<string, string>>,
): string[] {
  return focus.filter((id) => !['agreed', 'agreed-to-differ'].includes(agreements[id] ?? 'open'));
}

/**
 * Whether the phase may move there, and what else changes with it.
 *
 * Source: review-rubric.md, *Who moves a phase on*. None moves back, but the lead may reopen moderation until the host
 * has accepted, with a reason.
 */
export function movePhase(to: Phase, setting: PhaseSetting): PhaseMove | {code: KnownRefusalCode} {
  const {phase: from, capability} = setting;
  const by = (who: Capability): {code: KnownRefusalCode} | null =>
    capability === who ? null : {code: 'not_allowed'};
  switch (`${from} ${to}`) {
    case 'self independent':
      return (
        by('lead') ??
        (setting.selfReview === 'shared' ? {selfReview: 'frozen'} : {code: 'not_shared'})
      );
    case 'independent moderation':
      return by('lead') ?? {};
    case 'moderation agreed':
      return (
        by('lead') ??
        (notAgreed(setting.focus, setting.agreements).length
          ? {code: 'not_agreed'}
          : {reopenReason: ''})
      );
    case 'agreed published':
      return by('host') ?? {publishes: true};
    case 'agreed moderation':
      return by('lead') ?? (setting.reopenReason ? {} : {code: 'reason_required'});
    default:
      return {code: 'phase_order'};
  }
}

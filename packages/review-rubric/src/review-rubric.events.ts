import type {Json} from '@hubkit/model';

export interface RatingChange {
  reviewId: string;
  criterionId: string;
  /** `answer`, `narrative`, `reason`, `confidence`, `strengths`, `evenBetterIf` or `note`. */
  field: string;
  value: Json;
  previous: Json;
  /** `sync`: somebody else, or another device, changed it. */
  by: 'input' | 'sync';
}

export interface SaveChange {
  state: 'editing' | 'device' | 'sending' | 'saved' | 'refused' | 'not-saved';
  /** Edits that the service does not have. */
  unsent: number;
  /** When the oldest of them was made. ISO 8601. */
  oldestUnsentAt: string | null;
}

export interface ConflictValue {
  value: Json;
  who: {id: string; name: string};
  at: string;
}

export interface ActionDraft {
  title: string;
  detail: string;
  /** ISO date, or null. */
  due: string | null;
}

export interface AgreementChange {
  criterionId: string;
  state: string;
  answer: string | null;
  rationale: string;
  dissent: string[];
}

const options = <T>(detail: T, cancelable = false) => ({
  detail,
  bubbles: true,
  composed: true,
  cancelable,
});

/** A rating changed. Cancelling it keeps what was there before; what came by `sync` cannot be cancelled. */
export class RatingChangeEvent extends CustomEvent<RatingChange> {
  constructor(detail: RatingChange) {
    super('hub-rating-change', options(detail, detail.by !== 'sync'));
  }
}

/** Edits came to rest somewhere else: on the device, on their way, at the service. */
export class SaveChangeEvent extends CustomEvent<SaveChange> {
  constructor(detail: SaveChange) {
    super('hub-save-change', options(detail));
  }
}

/** Two values of one field were found, and both are kept. */
export class ConflictFindEvent extends CustomEvent<{
  entity: string;
  field: string;
  values: ConflictValue[];
}> {
  constructor(detail: {entity: string; field: string; values: ConflictValue[]}) {
    super('hub-conflict-find', options(detail));
  }
}

/** A person chose between the values of a conflict. */
export class ConflictResolveEvent extends CustomEvent<{
  entity: string;
  field: string;
  chosen: Json;
}> {
  constructor(detail: {entity: string; field: string; chosen: Json}) {
    super('hub-conflict-resolve', options(detail));
  }
}

/** A reviewer submits their ratings. Cancelling it leaves them open. */
export class ReviewSubmitEvent extends CustomEvent<{reviewId: string; missing: string[]}> {
  constructor(detail: {reviewId: string; missing: string[]}) {
    super('hub-review-submit', options(detail, true));
  }
}

/** The lead releases the agreement to the school. Cancelling it keeps it with the team. */
export class ReviewReleaseEvent extends CustomEvent<{reviewId: string; at: string}> {
  constructor(detail: {reviewId: string; at: string}) {
    super('hub-review-release', options(detail, true));
  }
}

/** The school accepts the report. Cancelling it leaves it to be accepted. */
export class ReviewAcceptEvent extends CustomEvent<{reviewId: string; at: string}> {
  constructor(detail: {reviewId: string; at: string}) {
    super('hub-review-accept', options(detail, true));
  }
}

/** The lead changed what the team says of a criterion. Cancelling it keeps what was there before. */
export class AgreementChangeEvent extends CustomEvent<AgreementChange> {
  constructor(detail: AgreementChange) {
    super('hub-agreement-change', options(detail, true));
  }
}

/** Somebody proposes an action. The page, or an action tracker on it, takes the draft from here. */
export class ActionProposeEvent extends CustomEvent<{
  reviewId: string;
  criterionId: string;
  draft: ActionDraft;
}> {
  constructor(detail: {reviewId: string; criterionId: string; draft: ActionDraft}) {
    super('hub-action-propose', options(detail));
  }
}

/** Focus came into a criterion that it was not in. */
export class CriterionEnterEvent extends CustomEvent<{criterionId: string}> {
  constructor(detail: {criterionId: string}) {
    super('hub-criterion-enter', options(detail));
  }
}

declare global {
  interface HTMLElementEventMap {
    'hub-rating-change': RatingChangeEvent;
    'hub-save-change': SaveChangeEvent;
    'hub-conflict-find': ConflictFindEvent;
    'hub-conflict-resolve': ConflictResolveEvent;
    'hub-review-submit': ReviewSubmitEvent;
    'hub-review-release': ReviewReleaseEvent;
    'hub-review-accept': ReviewAcceptEvent;
    'hub-agreement-change': AgreementChangeEvent;
    'hub-action-propose': ActionProposeEvent;
    'hub-criterion-enter': CriterionEnterEvent;
  }
}

import type {Conflict, EntityRef, Framework, ReviewState} from '@hubkit/contract';

/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | {[name: string]: Json};

/** One field of one entity: what an edit, a save and a conflict are about. */
export interface FieldTarget {
  entity: EntityRef;
  field: string;
}

/**
 * Where people's edits stand. The words shown for it never run ahead of the fact.
 *
 * `editing`: typed, not yet on the device. `device`: on this device, not sent. `sending`: on its way. `saved`: the
 * service has all of it. `refused`: the service said no to some of it; it is kept. `not-saved`: the device could not keep it.
 */
export interface SaveState {
  state: 'editing' | 'device' | 'sending' | 'saved' | 'refused' | 'not-saved';
  /** Edits that the service does not have. */
  unsent: number;
  /** When the oldest of them was made, by the device's clock. ISO 8601. */
  oldestUnsentAt: string | null;
}

/**
 * Whether what is drawn comes from the service.
 *
 * `signed-out`: the host's sign-in has ended; writing goes on, `retry()` asks for a token again. `offline`: no answer.
 * `gone`: the service says that this reader may no longer see the review; what is unsent is kept and offered as a copy.
 */
export interface ConnectionState {
  state: 'live' | 'offline' | 'signed-out' | 'gone';
  /** When what is drawn was read from the service. ISO 8601. */
  asOf: string | null;
}

/** An edit that the service did not accept. It is kept until its author lets go of it. */
export interface Refusal extends FieldTarget {
  opId: string;
  value: Json;
  code: string;
  /** In words, for the person. */
  message: string;
}

/** Somebody else's newer value of a field that the reader is editing: shown on request, never put in its place. */
export interface HeldChange extends FieldTarget {
  value: Json;
}

/** One review while it is open: its state with the reader's own edits in it, and the ways to change it. */
export interface LiveReview {
  /** `null`: a narrative review, with its own questions alone. */
  readonly framework: Framework | null;
  readonly state: ReviewState;
  readonly save: SaveState;
  readonly connection: ConnectionState;
  readonly conflicts: readonly Conflict[];
  readonly refusals: readonly Refusal[];
  readonly held: readonly HeldChange[];
  /** Calls back after any of the above has changed. Returns the way to stop. */
  subscribe(changed: () => void): () => void;
  /** Sets one field. Resolves once it is on the device; rejects when the device could not keep it. */
  set(target: FieldTarget, value: Json): Promise<void>;
  /** Says that a field has focus: until `release`, another's change of it is held, not shown in its place. */
  focus(target: FieldTarget): void;
  /** Says that the field has lost focus. */
  release(target: FieldTarget): void;
  /** Shows the held change of a field. */
  showHeld(target: FieldTarget): void;
  /** A person's choice between the values of a conflict. */
  resolve(conflictId: string, value: Json): Promise<void>;
  /** Lets go of a refused edit, after its author has read why. */
  discard(opId: string): Promise<void>;
  /** Asks for a token again where sign-in has ended, and sends what waits. */
  retry(): Promise<void>;
  /** What is not at the service, as JSON, for its author to keep as a file. */
  unsentCopy(): Promise<string>;
  /** Ends the subscription and frees the stream. What is unsent stays on the device and is sent later. */
  close(): void;
}

/** Where an element gets a review from: `client/live`, or a host's own back end. */
export interface ReviewSource {
  /**
   * @throws HubkitError - `not_found`, `unauthenticated` with nothing on the device, `network` with nothing on the device.
   */
  open(reviewId: string, signal?: AbortSignal): Promise<LiveReview>;
}

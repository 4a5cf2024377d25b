import type {Conflict, Framework, Outcome, ReviewState} from '@hubkit/contract';
import {
  equal,
  mergeText,
  type ConnectionState,
  type FieldTarget,
  type HeldChange,
  type Json,
  type LiveReview,
  type Refusal,
  type SaveState,
} from '@hubkit/model';
import {HubkitError} from '../errors.ts';
import {keyOf, type Entry} from '../outbox/entry.ts';
import type {Settled} from '../outbox/outbox.ts';
import type {Snapshot} from '../outbox/device.ts';
import {revisionIn, valueIn, withField} from './fields.ts';

/** What a review asks of the connection that it belongs to. */
export interface ReviewHost {
  /** This person's edits of this review, in order. */
  entries(): readonly Entry[];
  readonly writing: boolean;
  readonly sending: boolean;
  set(target: FieldTarget, value: Json, base: number): Promise<void>;
  discard(opId: string): Promise<void>;
  dropAnswered(): Promise<void>;
  /** Reads the review again. */
  read(): Promise<Snapshot>;
  keep(snapshot: Snapshot): void;
  /** Asks for a token again and sends what waits. */
  retry(): Promise<void>;
  copy(): string;
  closed(): void;
}

/** A text in focus whose author has not been shown what was merged into it. */
interface Beside {
  /** What its author sees as sent. */
  shown: string;
  merged: string;
  revision: number;
  /** What was typed, for each value that was queued in its place. */
  typed: Map<string, string>;
}

interface Seen {
  value: Json | undefined;
  revision: number;
}

/**
 * One open review: what the service last said, with the reader's own waiting edits laid over it.
 *
 * A field that has focus, or edits that wait, keeps the value and the revision that its reader saw: another's newer value
 * is held beside it. Advancing that revision unseen is how edits get overwritten.
 */
export class OpenReview implements LiveReview {
  readonly #host: ReviewHost;
  readonly #listeners = new Set<() => void>();
  readonly #focused = new Set<string>();
  /** What the reader sees of fields that must not change under them. */
  readonly #pinned = new Map<string, Seen & FieldTarget>();
  /** What outcomes told, until a read has caught up with it. */
  readonly #told = new Map<string, Seen & FieldTarget>();
  readonly #beside = new Map<string, Beside>();
  #snapshot: Snapshot;
  #state: ReviewState;
  #connection: ConnectionState;
  #reading = false;
  #readAgain = false;
  #closed = false;

  constructor(host: ReviewHost, snapshot: Snapshot, connection: ConnectionState) {
    this.#host = host;
    this.#snapshot = snapshot;
    this.#connection = connection;
    for (const entry of host.entries()) this.#pinEntry(entry);
    this.#state = this.#compose();
  }

  get framework(): Framework | null {
    return this.#snapshot.framework;
  }

  get state(): ReviewState {
    return this.#state;
  }

  get connection(): ConnectionState {
    return this.#connection;
  }

  get conflicts(): readonly Conflict[] {
    return this.#snapshot.state.conflicts.filter(({resolved}) => !resolved);
  }

  get save(): SaveState {
    const entries = this.#host.entries();
    const waiting = entries.filter(({answered}) => !answered);
    return {
      state: this.#saveWord(waiting),
      unsent: waiting.length,
      oldestUnsentAt: waiting[0]?.operation.at ?? null,
    };
  }

  #saveWord(waiting: readonly Entry[]): SaveState['state'] {
    if (this.#host.writing) return 'editing';
    if (waiting.some(({volatile}) => volatile)) return 'not-saved';
    if (waiting.some(({refused}) => refused)) return 'refused';
    if (!waiting.length) return 'saved';
    return this.#host.sending ? 'sending' : 'device';
  }

  get refusals(): readonly Refusal[] {
    return this.#host.entries().flatMap(({operation, refused}) =>
      refused && operation.kind === 'set'
        ? [
            {
              opId: operation.opId,
              entity: operation.entity,
              field: operation.field,
              value: operation.value as Json,
              ...refused,
            },
          ]
        : [],
    );
  }

  get held(): readonly HeldChange[] {
    const {state} = this.#snapshot;
    return [...this.#pinned.values()].flatMap(({entity, field, revision}) => {
      const value = valueIn(state, entity, field) ?? null;
      const newer =
        revisionIn(state, entity, field) > revision &&
        (this.#told.get(keyOf(entity, field))?.revision ?? 0) < revisionIn(state, entity, field);
      return newer && !equal(value, valueIn(this.#state, entity, field) ?? null)
        ? [{entity, field, value}]
        : [];
    });
  }

  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  async set(target: FieldTarget, value: Json): Promise<void> {
    const {revision} = this.#pin(target);
    const beside = this.#beside.get(keyOf(target.entity, target.field));
    const both =
      beside && typeof value === 'string' ? mergeText(beside.shown, value, beside.merged) : null;
    if (!beside || both === null) return this.#host.set(target, value, revision);
    beside.typed.set(both, value as string);
    await this.#host.set(target, both, beside.revision);
  }

  focus(target: FieldTarget): void {
    this.#focused.add(keyOf(target.entity, target.field));
    this.#pin(target);
  }

  release(target: FieldTarget): void {
    this.#focused.delete(keyOf(target.entity, target.field));
    this.#beside.delete(keyOf(target.entity, target.field));
    this.changed();
  }

  showHeld({entity, field}: FieldTarget): void {
    const key = keyOf(entity, field);
    // An edit that waits stays in its place: nothing has been seen of the other value until it has its outcome.
    if (this.#waiting().has(key)) return;
    this.#beside.delete(key);
    const {state} = this.#snapshot;
    const seen = {
      entity,
      field,
      value: valueIn(state, entity, field),
      revision: revisionIn(state, entity, field),
    };
    this.#pinned.set(key, seen);
    this.changed();
  }

  async resolve(conflictId: string, value: Json): Promise<void> {
    const conflict = this.conflicts.find(({id}) => id === conflictId);
    if (!conflict) return;
    const {entity, field} = conflict;
    this.#beside.delete(keyOf(entity, field));
    // The person has seen both values: theirs is the newest revision.
    await this.#host.set({entity, field}, value, revisionIn(this.#snapshot.state, entity, field));
  }

  discard(opId: string): Promise<void> {
    return this.#host.discard(opId);
  }

  async retry(): Promise<void> {
    try {
      await this.#host.retry();
    } catch (error) {
      this.connected(connectionAfter(error));
      return;
    }
    await this.refresh();
  }

  unsentCopy(): Promise<string> {
    return Promise.resolve(this.#host.copy());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listeners.clear();
    this.#host.closed();
  }

  /** Takes in what the service said of this review's edits. */
  settle(settled: readonly Settled[]): void {
    for (const {entry, outcome, behind, advanced} of settled) {
      const {operation} = entry;
      if (operation.kind !== 'set' || outcome.rev === undefined) continue;
      if (outcome.state !== 'stored' && outcome.state !== 'merged') continue;
      const {entity, field} = operation;
      const key = keyOf(entity, field);
      const told = {entity, field, value: outcome.value as Json, revision: outcome.rev};
      // An answer that comes late tells nothing new.
      if (outcome.rev > revisionIn(this.#snapshot.state, entity, field)) this.#told.set(key, told);
      const beside = this.#besideOf(key, entry, outcome, advanced);
      if (beside) this.#beside.set(key, beside);
      // A merge brings another's lines: where a later edit does not hold them, they have not been shown yet.
      else if (!behind || advanced) this.#pinned.set(key, told);
    }
    if (settled.some(({outcome}) => outcome.state === 'conflict' || outcome.state === 'merged'))
      void this.refresh();
    this.changed();
  }

  /** What a text in focus is to be merged with from now on: whoever types there goes on seeing their own. */
  #besideOf(
    key: string,
    {operation}: Entry,
    {state, rev = 0, value}: Outcome,
    advanced: Settled['advanced'],
  ): Beside | null {
    const there = this.#beside.get(key);
    const sent = operation.kind === 'set' ? operation.value : null;
    if (!this.#focused.has(key) || typeof sent !== 'string' || typeof value !== 'string')
      return null;
    if (!there && state !== 'merged') return null;
    const typed = there?.typed ?? new Map<string, string>();
    if (typeof advanced?.from === 'string' && typeof advanced.to === 'string') {
      typed.set(advanced.to, typed.get(advanced.from) ?? advanced.from);
    }
    return {shown: typed.get(sent) ?? sent, merged: value, revision: rev, typed};
  }

  /** Says how the connection stands, from the last call of any kind. */
  connected(state: ConnectionState['state']): void {
    if (this.#connection.state === state) return;
    this.#connection = {...this.#connection, state};
    this.changed();
  }

  /** Reads again. Calls that come meanwhile become one more read. */
  async refresh(): Promise<void> {
    if (this.#closed) return;
    if (this.#reading) {
      this.#readAgain = true;
      return;
    }
    this.#reading = true;
    try {
      this.#take(await this.#host.read());
    } catch (error) {
      this.connected(connectionAfter(error));
    } finally {
      this.#reading = false;
    }
    if (this.#readAgain) {
      this.#readAgain = false;
      await this.refresh();
    }
  }

  #take(snapshot: Snapshot): void {
    if (this.#closed) return;
    this.#snapshot = snapshot;
    this.#connection = {state: 'live', asOf: snapshot.asOf};
    for (const [key, {entity, field, revision}] of this.#told) {
      if (revisionIn(snapshot.state, entity, field) >= revision) this.#told.delete(key);
    }
    this.#host.keep(snapshot);
    void this.#host.dropAnswered();
    this.changed();
  }

  /** Draws anew and tells whoever listens. */
  changed(): void {
    this.#unpin();
    for (const entry of this.#host.entries()) this.#pinEntry(entry);
    this.#state = this.#compose();
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        // Whoever draws may fail; sending goes on. The page hears of it as of any error.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  #pin({entity, field}: FieldTarget): Seen {
    const key = keyOf(entity, field);
    const seen = this.#pinned.get(key) ?? {
      entity,
      field,
      value: valueIn(this.#state, entity, field),
      revision: revisionIn(this.#state, entity, field),
    };
    this.#pinned.set(key, seen);
    return seen;
  }

  /** An edit that waits keeps the revision that it was made on. */
  #pinEntry({operation, answered}: Entry): void {
    if (operation.kind !== 'set' || answered) return;
    const {entity, field, base} = operation;
    const key = keyOf(entity, field);
    if (!this.#pinned.has(key)) {
      this.#pinned.set(key, {
        entity,
        field,
        value: valueIn(this.#snapshot.state, entity, field),
        revision: base,
      });
    }
  }

  /** Fields that the reader's own edits lie over, refused ones too. */
  #waiting(): Set<string> {
    return new Set(
      this.#host
        .entries()
        .flatMap(({operation, answered}) =>
          operation.kind === 'set' && !answered ? [keyOf(operation.entity, operation.field)] : [],
        ),
    );
  }

  #unpin(): void {
    const waiting = this.#waiting();
    for (const key of [...this.#pinned.keys()]) {
      if (!this.#focused.has(key) && !waiting.has(key)) this.#pinned.delete(key);
    }
  }

  #compose(): ReviewState {
    let {state} = this.#snapshot;
    for (const {entity, field, value, revision} of [
      ...this.#told.values(),
      ...this.#pinned.values(),
    ]) {
      state = withField(state, entity, field, value, revision);
    }
    for (const {operation, answered, refused} of this.#host.entries()) {
      // A refused edit stays in its box until its author lets go of it; one in conflict is shown beside the other. A step
      // of the review that was refused has not happened.
      const isStep = /^(?:review|access)\//.test(operation.entity);
      if (operation.kind === 'set' && !answered && !(refused && isStep)) {
        state = withField(state, operation.entity, operation.field, operation.value as Json);
      }
    }
    return state;
  }
}

/** What a failed call says of the connection. */
export function connectionAfter(error: unknown): ConnectionState['state'] {
  if (!HubkitError.is(error)) return 'offline';
  if (error.code === 'unauthenticated' || error.code === 'clock_skew') return 'signed-out';
  return error.status === 404 || error.status === 403 ? 'gone' : 'offline';
}

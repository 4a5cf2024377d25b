import type {Operation, Outcome} from '@hubkit/contract';
import {mergeText, type FieldTarget, type Json} from '@hubkit/model';
import {HubkitError, isPassing} from '../errors.ts';
import {newId} from '../transport.ts';
import type {Device, Queued} from './device.ts';

/** One edit in the queue, with what the device has not been able to keep of it. */
export interface Entry extends Queued {
  /** Not on the device: gone with the page. */
  volatile: boolean;
  /** Answered with a conflict, and shown until the record of it has been read. */
  answered?: true;
}

/** What an outcome means for what is shown. */
export interface Settled {
  entry: Entry;
  outcome: Outcome;
  /** Whether a later edit of the same field still waits. */
  behind: boolean;
}

export interface OutboxOptions {
  owner: string;
  device: Device;
  send: (operations: Operation[]) => Promise<Outcome[]>;
  onSettled: (settled: Settled[]) => void;
  /** The queue changed, or a send began, ended or failed. */
  onChange: () => void;
  /** A send failed; `null` once one has gone through. */
  onTrouble: (error: unknown) => void;
  /** Another tab of this person changed the queue. */
  onElsewhere: () => void;
}

const MOST = 200;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** Names a field across the queue. */
export const keyOf = (entity: string, field: string) => `${entity} ${field}`;

const fieldOf = ({operation}: Queued) =>
  keyOf(operation.entity, operation.kind === 'set' ? operation.field : operation.kind);

type SetEntry = Entry & {operation: Extract<Operation, {kind: 'set'}>};
const isSet = (entry: Entry): entry is SetEntry => entry.operation.kind === 'set';

/**
 * One person's edits on their way to the service: on the device first, then sent, in order, until each has its outcome.
 *
 * Correctness rests on `opId` alone: whatever is sent twice, by two tabs or after a lost answer, is applied once.
 *
 * @see sync.md, *The client: queue and view*
 */
export class Outbox {
  readonly owner: string;
  readonly #options: OutboxOptions;
  readonly #channel: BroadcastChannel | undefined;
  #entries: Entry[] = [];
  #writing = 0;
  #sending = false;
  #again = false;
  #wait = FIRST_WAIT;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.owner = options.owner;
    this.#options = options;
    if (options.device.keeps && typeof BroadcastChannel !== 'undefined') {
      this.#channel = new BroadcastChannel(`hubkit:outbox:${options.owner}`);
      this.#channel.onmessage = () => {
        void this.load().then(options.onElsewhere);
      };
    }
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Whether an edit is on its way to the device. */
  get writing(): boolean {
    return this.#writing > 0;
  }

  get sending(): boolean {
    return this.#sending;
  }

  /** Reads what the device holds. What was queued before may have been sent: its value is fixed from now on. */
  async load(): Promise<void> {
    const kept = await this.#options.device.operations(this.owner).catch(() => []);
    const known = new Map(this.#entries.map((entry) => [entry.operation.opId, entry]));
    const onDevice = new Set(kept.map(({operation}) => operation.opId));
    const volatile = this.#entries.filter(
      (entry) => entry.volatile && !onDevice.has(entry.operation.opId),
    );
    this.#entries = [
      ...kept.map(
        (each) => known.get(each.operation.opId) ?? {...each, sent: true, volatile: false},
      ),
      ...volatile,
    ].toSorted((a, b) => a.n - b.n);
    this.#options.onChange();
  }

  /**
   * Queues one edit. Resolves once it is on the device; rejects when the device could not keep it, and tries to send it
   * all the same.
   *
   * @param base - the revision that the person saw.
   */
  async set(
    review: string,
    {entity, field}: FieldTarget,
    value: Json,
    base: number,
  ): Promise<void> {
    const last = this.#entries.findLast(
      (entry) => fieldOf(entry) === keyOf(entity, field) && !entry.refused,
    );
    const at = new Date().toISOString();
    let entry: Entry;
    if (last && !last.sent && isSet(last)) {
      last.operation = {...last.operation, value, at};
      entry = last;
    } else {
      const n = Math.max(Date.now() * 1000, (this.#entries.at(-1)?.n ?? 0) + 1);
      const operation: Operation = {kind: 'set', opId: newId(), entity, field, base, value, at};
      entry = {n, owner: this.owner, review, operation, sent: false, volatile: true};
      this.#entries.push(entry);
    }
    await this.#keep(entry);
  }

  async #keep(entry: Entry): Promise<void> {
    this.#writing++;
    this.#options.onChange();
    try {
      await this.#options.device.put([stored(entry)]);
      entry.volatile = false;
    } finally {
      this.#writing--;
      this.#changed();
      void this.flush();
    }
  }

  /** Lets go of a refused edit. */
  async discard(opId: string): Promise<void> {
    const gone = this.#entries.filter(({operation}) => operation.opId === opId);
    await this.#drop(gone);
  }

  /** Lets go of edits whose conflict has been read and is shown in their place. */
  async dropAnswered(): Promise<void> {
    await this.#drop(this.#entries.filter(({answered}) => answered));
  }

  async #drop(gone: readonly Entry[]): Promise<void> {
    if (!gone.length) return;
    this.#entries = this.#entries.filter((entry) => !gone.includes(entry));
    await this.#options.device
      .remove(gone.map(({operation}) => operation.opId))
      .catch(() => undefined);
    this.#changed();
  }

  /** Sends all that waits. One at a time, in this tab and, where the browser has locks, on this device. */
  async flush(): Promise<void> {
    if (this.#closed) return;
    if (this.#sending) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    if (!this.#next().length) return;
    this.#sending = true;
    this.#options.onChange();
    try {
      await this.#alone(async () => {
        while (!this.#closed && (await this.#sendBatch()));
      });
      this.#wait = FIRST_WAIT;
    } catch (error) {
      this.#options.onTrouble(error);
      this.#later();
    } finally {
      this.#sending = false;
      this.#options.onChange();
    }
    if (this.#again) {
      this.#again = false;
      void this.flush();
    }
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    // Missing on plain http. The lock saves traffic; it is not what keeps edits from being applied twice.
    const locks =
      typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
    if (!locks || !this.#options.device.keeps) return work();
    await locks.request(`hubkit:outbox:${this.owner}`, async () => {
      await this.load();
      await work();
    });
  }

  /** What goes next: at most one operation of any field, for the next one's base is its outcome. */
  #next(): Entry[] {
    const taken = new Map<string, Entry>();
    for (const entry of this.#entries) {
      const key = fieldOf(entry);
      if (entry.refused || entry.answered || taken.has(key) || taken.size >= MOST) continue;
      taken.set(key, entry);
    }
    return [...taken.values()];
  }

  async #sendBatch(): Promise<boolean> {
    const batch = this.#next();
    if (!batch.length) return false;
    await this.#markSent(batch);
    let outcomes: Outcome[];
    try {
      outcomes = await this.#options.send(batch.map(({operation}) => operation));
    } catch (error) {
      if (!this.#isFinal(error)) throw error;
      outcomes = await this.#oneByOne(batch);
    }
    this.#options.onTrouble(null);
    await this.#settle(batch, outcomes);
    return true;
  }

  async #markSent(batch: readonly Entry[]): Promise<void> {
    const fresh = batch.filter(({sent}) => !sent);
    for (const entry of fresh) entry.sent = true;
    // Where the device cannot note it, nothing of the entry outlives this page either.
    await this.#options.device
      .put(fresh.filter(({volatile}) => !volatile).map(stored))
      .catch(() => undefined);
  }

  /** Whether the same request will never go through: then the one edit that it fails on is found and set aside. */
  #isFinal(error: unknown): error is HubkitError {
    return (
      HubkitError.is(error) &&
      !isPassing(error) &&
      error.code !== 'unauthenticated' &&
      error.code !== 'clock_skew' &&
      error.code !== 'invalid_response'
    );
  }

  async #oneByOne(batch: readonly Entry[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const {operation} of batch) {
      try {
        outcomes.push(...(await this.#options.send([operation])));
      } catch (error) {
        if (!this.#isFinal(error)) throw error;
        outcomes.push({
          opId: operation.opId,
          state: 'refused',
          code: error.code,
          message: error.message,
        });
      }
    }
    return outcomes;
  }

  async #settle(batch: readonly Entry[], outcomes: readonly Outcome[]): Promise<void> {
    const settled: Settled[] = [];
    const done: Entry[] = [];
    const kept: Entry[] = [];
    batch.forEach((entry, index) => {
      const outcome = outcomes[index];
      if (!outcome) return;
      const next = this.#entries.find(
        (each) =>
          each !== entry && !each.refused && each.n > entry.n && fieldOf(each) === fieldOf(entry),
      );
      if (outcome.state === 'refused') {
        entry.refused = {code: outcome.code ?? 'refused', message: outcome.message ?? ''};
        kept.push(entry);
      } else if (outcome.state === 'conflict') {
        entry.answered = true;
      } else {
        done.push(entry);
        if (next && rebase(next, entry, outcome)) kept.push(next);
      }
      settled.push({entry, outcome, behind: next !== undefined});
    });
    await this.#options.device
      .put(kept.filter(({volatile}) => !volatile).map(stored))
      .catch(() => undefined);
    this.#options.onSettled(settled);
    await this.#drop(done);
    this.#changed();
  }

  #later(): void {
    if (this.#closed) return;
    const wait = this.#wait * (0.5 + Math.random() / 2);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  #changed(): void {
    if (this.#closed) return;
    this.#channel?.postMessage('changed');
    this.#options.onChange();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#channel?.close();
  }
}

/**
 * Moves a waiting edit onto the outcome of the one before it: its author has seen that value.
 *
 * After a merge the author has not seen the other's lines: they are brought into the waiting text, and where that is not
 * clean its base stays, so that the service keeps both.
 */
function rebase(next: Entry, {operation}: Entry, outcome: Outcome): boolean {
  if (!isSet(next) || operation.kind !== 'set' || outcome.rev === undefined) return false;
  let {value} = next.operation;
  if (outcome.state === 'merged') {
    const texts = [operation.value, value, outcome.value];
    const [sent, waiting, merged] = texts.every((text) => typeof text === 'string') ? texts : [];
    const both = sent === undefined ? null : mergeText(sent, waiting ?? '', merged ?? '');
    if (both === null) return false;
    value = both;
  }
  next.operation = {...next.operation, value, base: outcome.rev};
  return true;
}

function stored({n, owner, review, operation, sent, refused}: Entry): Queued {
  return {n, owner, review, operation, sent, ...(refused ? {refused} : {})};
}

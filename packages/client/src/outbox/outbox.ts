import type {Operation, Outcome} from '@hubkit/contract';
import {equal, type FieldTarget, type Json} from '@hubkit/model';
import {HubkitError, isPassing} from '../errors.ts';
import {newId} from '../transport.ts';
import type {Device, Queued} from './device.ts';
import {
  fieldOf,
  isSet,
  keyOf,
  rebase,
  stored,
  valueOf,
  withBase,
  type Entry,
  type SetEntry,
} from './entry.ts';

/** What an outcome means for what is shown. */
export interface Settled {
  entry: Entry;
  outcome: Outcome;
  /** Whether a later edit of the same field still waits. */
  behind: boolean;
  /** What that one said, and says now that it builds on this outcome; `null` where it does not. */
  advanced: {from: Json; to: Json} | null;
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
  readonly #writes = new WeakMap<Entry, Promise<void>>();
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
        void this.load().then(() => {
          options.onElsewhere();
          // The other tab sends them, unless it is gone by then.
          if (!this.#sending && this.#next().length) this.#later();
        });
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
    const before = new Map(this.#entries.map((entry) => [entry, entry.kept]));
    let found: Queued[];
    try {
      found = await this.#options.device.operations(this.owner);
    } catch {
      // What is known stays: it is on the device, or said not to be.
      return;
    }
    const onDevice = new Map(found.map((each) => [each.operation.opId, each]));
    for (const [entry, wasKept] of before) {
      const now = onDevice.get(entry.operation.opId);
      onDevice.delete(entry.operation.opId);
      if (this.#entries.includes(entry) && (now ?? wasKept)) {
        void this.#meet(entry, now).catch(() => undefined);
      }
    }
    for (const {operation} of this.#entries) onDevice.delete(operation.opId);
    this.#add(
      [...onDevice.values()].map((each) => ({
        ...each,
        sent: true,
        volatile: false,
        kept: true,
        mine: false,
      })),
    );
    this.#options.onChange();
  }

  #add(entries: readonly Entry[]): void {
    this.#entries = [...this.#entries, ...entries].toSorted((a, b) => a.n - b.n);
  }

  /**
   * Takes in what has become of an entry on the device, where another tab may have sent it.
   *
   * @returns once what was typed into it since is on the device, as an edit of its own.
   */
  async #meet(entry: Entry, now: Queued | undefined): Promise<void> {
    const newer = entry.mine && entry.volatile && isSet(entry) ? entry.operation : undefined;
    if (!now) {
      // It has had its outcome.
      this.#entries = this.#entries.filter((each) => each !== entry);
      if (newer && !entry.sent) await this.#follow(entry, newer);
      return;
    }
    const isSplit = newer && now.sent && !equal(valueOf(now), newer.value as Json);
    if (entry.volatile && !isSplit) return;
    entry.operation = now.operation;
    entry.sent ||= now.sent;
    if (now.refused) entry.refused = now.refused;
    if (!isSplit) return;
    entry.volatile = false;
    await this.#follow(entry, newer);
  }

  /** Queues a newer value of an edit that has gone already behind it. */
  async #follow(
    {review}: Entry,
    {entity, field, value, base}: SetEntry['operation'],
  ): Promise<void> {
    await this.set(review, {entity, field}, value as Json, base);
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
    // Whoever has seen more since, as when choosing in a conflict, makes an edit of its own.
    if (last && !last.sent && isSet(last) && base <= last.operation.base) {
      last.operation = {...last.operation, value, at, base};
      last.volatile = true;
      entry = last;
    } else {
      const n = Math.max(Date.now() * 1000, (this.#entries.at(-1)?.n ?? 0) + 1);
      const operation: Operation = {kind: 'set', opId: newId(), entity, field, base, value, at};
      const {owner} = this;
      entry = {n, owner, review, operation, sent: false, volatile: true, kept: false, mine: true};
      this.#entries.push(entry);
    }
    await this.#keep(entry);
  }

  async #keep(entry: Entry): Promise<void> {
    this.#writing++;
    this.#options.onChange();
    try {
      await this.#write(entry);
    } finally {
      this.#writing--;
      this.#changed();
      void this.flush();
    }
  }

  async #write(entry: Entry): Promise<void> {
    const {device} = this.#options;
    const before = this.#writes.get(entry);
    const write = async () => {
      await before?.catch(() => undefined);
      const {operation} = entry;
      if (entry.kept) {
        const [now] = await device.change([operation.opId], (each) =>
          each.sent ? each : {...each, operation},
        );
        if (entry.operation !== operation) return;
        await this.#meet(entry, now);
      } else await device.put([stored(entry)]);
      entry.kept = true;
      if (entry.operation === operation) entry.volatile = false;
    };
    const writing = write();
    this.#writes.set(entry, writing);
    await writing;
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
    await this.#forget(gone);
  }

  async #forget(gone: readonly Entry[]): Promise<void> {
    if (!gone.length) {
      this.#changed();
      return;
    }
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
    try {
      this.#options.onChange();
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

  /** Tries once more to keep what the device could not. */
  async keepAll(): Promise<void> {
    if (!this.#options.device.keeps) return;
    const volatile = this.#entries.filter((entry) => entry.volatile);
    await Promise.allSettled(volatile.map((entry) => this.#write(entry)));
    if (volatile.length) this.#changed();
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
    // Another tab may have had the outcome of some meanwhile.
    const going = batch.filter((entry) => this.#entries.includes(entry));
    if (!going.length) return true;
    let outcomes: Outcome[];
    try {
      outcomes = await this.#ask(going);
    } catch (error) {
      if (!this.#isFinal(error)) throw error;
      outcomes = await this.#oneByOne(going);
    }
    this.#options.onTrouble(null);
    await this.#settle(going, outcomes);
    return true;
  }

  async #markSent(batch: readonly Entry[]): Promise<void> {
    for (const entry of batch) entry.sent = true;
    const kept = new Map(
      batch.flatMap((entry) => (entry.kept ? [[entry.operation.opId, entry]] : [])),
    );
    let now: Queued[];
    try {
      now = await this.#options.device.change([...kept.keys()], (each) => {
        const entry = kept.get(each.operation.opId);
        return each.sent || !entry?.mine ? {...each, sent: true} : {...stored(entry), sent: true};
      });
    } catch {
      // What is on the device is taken for sent by every page that reads it there.
      return;
    }
    const onDevice = new Map(now.map((each) => [each.operation.opId, each]));
    for (const [opId, entry] of kept) this.#meetSent(entry, onDevice.get(opId));
  }

  /** As {@link #meet}, for an entry that is about to go: its newest value has been written, unless it had gone before. */
  #meetSent(entry: Entry, now: Queued | undefined): void {
    const {operation, mine} = entry;
    if (!now) {
      this.#entries = this.#entries.filter((each) => each !== entry);
      if (mine && entry.volatile && isSet(entry))
        void this.#follow(entry, entry.operation).catch(() => undefined);
      return;
    }
    entry.operation = now.operation;
    entry.volatile = false;
    if (mine && operation.kind === 'set' && !equal(valueOf(now), operation.value as Json)) {
      void this.#follow(entry, operation).catch(() => undefined);
    }
  }

  /** @throws HubkitError - `invalid_response`: an edit has no outcome. */
  async #ask(entries: readonly Entry[]): Promise<Outcome[]> {
    const outcomes = await this.#options.send(entries.map(({operation}) => operation));
    if (entries.every(({operation}, index) => outcomes[index]?.opId === operation.opId)) {
      return outcomes;
    }
    throw new HubkitError({
      code: 'invalid_response',
      message: 'The service did not say what became of every edit.',
    });
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
    for (const entry of batch) {
      const {operation} = entry;
      try {
        outcomes.push(...(await this.#ask([entry])));
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
    const changed = new Map<string, Entry>();
    batch.forEach((entry, index) => {
      const outcome = outcomes[index];
      if (!outcome) return;
      const next = this.#entries.find(
        (each) =>
          each !== entry && !each.refused && each.n > entry.n && fieldOf(each) === fieldOf(entry),
      );
      let advanced: Settled['advanced'] = null;
      if (outcome.state === 'refused') {
        entry.refused = {code: outcome.code ?? 'refused', message: outcome.message ?? ''};
        changed.set(entry.operation.opId, entry);
      } else if (outcome.state === 'conflict') {
        entry.answered = true;
      } else {
        done.push(entry);
        const from = next && valueOf(next);
        if (next && from !== undefined && rebase(next, entry, outcome)) {
          advanced = {from, to: valueOf(next)};
          changed.set(next.operation.opId, next);
        }
      }
      settled.push({entry, outcome, behind: next !== undefined, advanced});
    });
    this.#entries = this.#entries.filter((entry) => !done.includes(entry));
    this.#options.onSettled(settled);
    // What waits has moved on before what it builds on is let go of.
    if (changed.size) {
      await this.#options.device
        .change([...changed.keys()], (each) => {
          const entry = changed.get(each.operation.opId);
          if (!entry) return each;
          // The page that types there still gives the value: only what it builds on has moved.
          return entry.mine || entry.refused ? stored(entry) : withBase(each, entry);
        })
        .catch(() => undefined);
    }
    await this.#forget(done);
  }

  #later(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
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

import type {Change, Framework} from '@hubkit/contract';
import {jsonText, parseRef, type ConnectionState, type Json, type LiveReview} from '@hubkit/model';
import {HubkitError, isPassing} from '../errors.ts';
import type {Methods} from '../generated/methods.ts';
import {bindMethods} from '../methods.ts';
import {thisDevice, type Device, type Snapshot} from '../outbox/device.ts';
import {Outbox} from '../outbox/outbox.ts';
import {Stream} from '../stream/stream.ts';
import {claimsOf, type TokenHolder} from '../tokens.ts';
import type {Transport} from '../transport.ts';
import {connectionAfter, OpenReview, type ReviewHost} from './review.ts';

export interface LiveOptions {
  transport: Transport;
  space: string;
  fetch: typeof fetch;
  device?: Device;
}

/** An API key has no person: its work is kept under this name. */
const NOBODY = 'key';
/** How long a slow service may keep the last known state from being drawn, in milliseconds. */
const PATIENCE = 1500;

interface Opened {
  id: string;
  person: string;
  review: OpenReview;
}

/** One person's queue here, and the calls that are made as that person or not at all. */
interface Account {
  outbox: Outbox;
  methods: Methods;
}

/** The live entities of one connection: one outbox a person and one stream for all of them. */
export class Live {
  readonly #options: LiveOptions;
  readonly #device: Device;
  readonly #place: string;
  readonly #accounts = new Map<string, Promise<Account>>();
  readonly #opened = new Set<Opened>();
  #opening = 0;
  #stream: Stream | undefined;
  #closed = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#device = options.device ?? thisDevice();
    this.#place = `${options.transport.url}|${options.space}`;
  }

  /** @throws HubkitError - the service said no; or nobody answered and this device has nothing of it. */
  async open(id: string, signal?: AbortSignal): Promise<LiveReview> {
    this.#opening++;
    try {
      return await this.#open(id, signal);
    } finally {
      this.#opening--;
      this.#stopIfIdle();
    }
  }

  async #open(id: string, signal?: AbortSignal): Promise<LiveReview> {
    const {person, trouble} = await this.#whoever();
    this.#throwIfOver(signal);
    const account = await this.#accountOf(person);
    const {snapshot, state} = await this.#first(id, person, account.methods, trouble, signal);
    this.#throwIfOver(signal);
    const opened: Opened = {id, person, review: undefined as unknown as OpenReview};
    opened.review = new OpenReview(this.#hostOf(opened, account), snapshot, {
      state,
      asOf: snapshot.asOf,
    });
    this.#opened.add(opened);
    this.#stream ??= this.#startStream();
    if (state === 'live') void account.outbox.flush();
    return opened.review;
  }

  #throwIfOver(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted();
    if (this.#closed) throw new DOMException('This connection is closed.', 'AbortError');
  }

  close(): void {
    this.#closed = true;
    for (const {review} of [...this.#opened]) review.close();
    this.#stopIfIdle();
  }

  /** Frees what nobody uses. What a device could not keep stays in its queue here: it is nowhere else. */
  #stopIfIdle(): void {
    if (this.#opened.size || (this.#opening && !this.#closed)) return;
    this.#stream?.close();
    this.#stream = undefined;
    for (const [person, account] of this.#accounts) {
      void account.then(({outbox}) => {
        const inUse = this.#opened.size > 0 || this.#opening > 0;
        const isOnly = outbox.entries.some(({volatile}) => volatile);
        if (!this.#closed && (inUse || isOnly)) return;
        outbox.close();
        if (this.#accounts.get(person) === account) this.#accounts.delete(person);
      });
    }
  }

  /** Who works here: the person of the token or, while none can be had, the one whose token came last. */
  async #whoever(): Promise<{person: string; trouble?: unknown}> {
    try {
      const person = personOf(await this.#options.transport.tokens.current());
      await this.#device.savePerson(this.#place, person).catch(() => undefined);
      return {person};
    } catch (trouble) {
      const person = await this.#device.person(this.#place).catch(() => undefined);
      if (person === undefined) throw trouble;
      return {person, trouble};
    }
  }

  /** The first state to draw: from the service; from the device where it fails or lets the reader wait. */
  async #first(
    id: string,
    person: string,
    methods: Methods,
    trouble: unknown,
    signal?: AbortSignal,
  ) {
    const kept = await this.#device.snapshot(this.#owner(person), id).catch(() => undefined);
    if (trouble !== undefined) {
      if (!kept) throw trouble as Error;
      return {snapshot: kept, state: connectionAfter(trouble)};
    }
    const read = this.#read(methods, id, kept?.framework ?? null, signal);
    try {
      const first = kept ? await Promise.race([read, after(PATIENCE)]) : await read;
      if (first) {
        this.#keep(id, person, first);
        return {snapshot: first, state: 'live' as const};
      }
      void read.then(
        () => this.#find(id, person)?.refresh(),
        (error: unknown) => {
          if (!signal?.aborted) this.#find(id, person)?.connected(connectionAfter(error));
        },
      );
      return {snapshot: kept as Snapshot, state: 'offline' as const};
    } catch (error) {
      if (!kept || signal?.aborted || !(isPassing(error) || isSignIn(error))) throw error;
      return {snapshot: kept, state: connectionAfter(error)};
    }
  }

  #find(id: string, person: string): OpenReview | undefined {
    return [...this.#opened].findLast((each) => each.id === id && each.person === person)?.review;
  }

  #hostOf(opened: Opened, {outbox, methods}: Account): ReviewHost {
    const {id, person} = opened;
    const entries = () => outbox.entries.filter(({review}) => review === id);
    return {
      entries,
      get writing() {
        return outbox.writing;
      },
      get sending() {
        return outbox.sending;
      },
      set: (target, value, base) => outbox.set(id, target, value, base),
      discard: (opId) => outbox.discard(opId),
      dropAnswered: () => outbox.dropAnswered(),
      read: () => this.#read(methods, id, opened.review.framework),
      keep: (snapshot) => {
        this.#keep(id, person, snapshot);
      },
      retry: async () => {
        await outbox.keepAll();
        const {tokens} = this.#options.transport;
        const token = await tokens.current();
        // Whoever is asked for may have signed in again since.
        if (personOf(token) !== person) tokens.expire(token);
        await tokens.current();
        this.#stream?.tryNow();
        await outbox.flush();
      },
      copy: () =>
        jsonText({
          schema: 'hubkit-unsent/1',
          service: this.#options.transport.url,
          space: this.#options.space,
          review: id,
          operations: entries().map(({operation}) => operation as unknown as Json),
        }),
      closed: () => {
        this.#opened.delete(opened);
        this.#stopIfIdle();
      },
    };
  }

  #owner(person: string): string {
    return `${this.#place}|${person}`;
  }

  #keep(id: string, person: string, snapshot: Snapshot): void {
    // Drawing without a signal is a promise for later: a full device must not stop what works now.
    void this.#device.saveSnapshot(this.#owner(person), id, snapshot).catch(() => undefined);
  }

  async #read(
    methods: Methods,
    id: string,
    known: Framework | null,
    signal?: AbortSignal,
  ): Promise<Snapshot> {
    const options = signal ? {signal} : {};
    const state = await methods.reviews.get({review: id, ...options});
    const pin = state.framework;
    let framework: Framework | null = null;
    if (pin && known?.contentHash === pin.contentHash) framework = known;
    else if (pin)
      framework = await methods.frameworks.get({
        framework: pin.id,
        version: pin.version,
        ...options,
      });
    return {state, framework, asOf: new Date().toISOString()};
  }

  async #accountOf(person: string): Promise<Account> {
    const waiting = this.#accounts.get(person) ?? this.#makeAccount(person);
    this.#accounts.set(person, waiting);
    return waiting;
  }

  async #makeAccount(person: string): Promise<Account> {
    const {transport, space} = this.#options;
    const methods = bindMethods(transport.with(tokensOf(person, transport.tokens)), space);
    const mine = () => [...this.#opened].filter((each) => each.person === person);
    const outbox: Outbox = new Outbox({
      owner: this.#owner(person),
      device: this.#device,
      send: async (operations) => (await methods.operations.send({body: {operations}})).outcomes,
      onSettled: (settled) => {
        for (const {id, review} of mine())
          review.settle(settled.filter(({entry}) => entry.review === id));
      },
      onChange: () => {
        for (const {review} of mine()) review.changed();
      },
      onTrouble: (error) => {
        for (const {review} of mine()) this.#trouble(review, error);
      },
      onElsewhere: () => {
        for (const {review} of mine()) void review.refresh();
      },
    });
    await outbox.load();
    return {outbox, methods};
  }

  #trouble(review: OpenReview, error: unknown): void {
    const state: ConnectionState['state'] = error === null ? 'live' : connectionAfter(error);
    // A send that goes through says nothing of what is drawn: that is read again.
    if (state === 'live' && review.connection.state !== 'live') void review.refresh();
    else review.connected(state);
  }

  #startStream(): Stream {
    const {transport, space, fetch} = this.#options;
    return new Stream({
      url: `${transport.url}/v1/spaces/${encodeURIComponent(space)}/stream`,
      tokens: transport.tokens,
      fetch,
      onOpen: () => {
        for (const {review} of this.#opened) void review.refresh();
        for (const account of this.#accounts.values())
          void account.then(({outbox}) => outbox.flush());
      },
      onBreak: () => {
        // Whether it is the stream alone or the service is told by a read.
        if (!this.#closed) for (const {review} of this.#opened) void review.refresh();
      },
      onChange: (change) => {
        for (const {id, review} of this.#opened) if (concerns(change, id)) void review.refresh();
      },
    });
  }
}

const isSignIn = (error: unknown) => connectionAfter(error) === 'signed-out';

function concerns({review, entity}: Change, id: string): boolean {
  if (review !== undefined) return review === id;
  const ref = entity === undefined ? null : parseRef(entity);
  return ref !== null && 'review' in ref && ref.review === id;
}

function personOf(token: string): string {
  return claimsOf(token).sub ?? NOBODY;
}

/** Tokens of one person alone: once somebody else has signed in, the first one's work waits for them. */
function tokensOf(person: string, tokens: TokenHolder): TokenHolder {
  return {
    async current() {
      const token = await tokens.current();
      if (personOf(token) === person) return token;
      throw new HubkitError({
        code: 'unauthenticated',
        message: 'Somebody else has signed in.',
        status: 401,
      });
    },
    expire: (used) => {
      tokens.expire(used);
    },
  };
}

async function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

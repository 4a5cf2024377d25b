import type {Capability, Entity, Kind, Scope} from '@hubkit/model';

/**
 * What is stored beside the model's kinds; only the service itself reads these.
 *
 * `key`: an API key. `subject`: which member a host's person is. `part`: how often and as what a member took part in a
 * review. `op`: one accepted operation, for replay and for the text at an older revision. `idem`: an answer already given.
 */
export type InternalKind = 'key' | 'subject' | 'part' | 'op' | 'idem';
export type StoredKind = Kind | InternalKind;

/** One stored row: the model's entity, or one of the service's own. */
export type Row = Omit<Entity, 'kind'> & {kind: StoredKind};
export type Stored<K extends StoredKind> = K extends Kind ? Entity : Row;

/** The properties of internal rows that a list can filter by. The model's `columns` are those of its kinds. */
export const internalColumns = {
  key: [],
  subject: [],
  part: [],
  op: ['entity', 'field', 'rev'],
  idem: ['expires'],
} as const satisfies Record<InternalKind, readonly string[]>;

/** Who hears of a change. Of `capabilities`, those in `declared` hear only once they have declared their ties. */
export interface EventAudience {
  members: readonly string[];
  capabilities: readonly Capability[];
  declared: readonly Capability[];
  roles: readonly string[];
}

/** That something changed: ids alone, never what it says. */
export interface NewEvent {
  kind: Kind;
  id: string;
  /** The review that it belongs to; its readers' access decides who hears. */
  review: string | null;
  op: 'put' | 'remove' | 'visibility';
  version: number;
  audience: EventAudience;
}
export interface StoredEvent extends NewEvent {
  seq: number;
  at: string;
}

/** An answer that was given under an idempotency key, in the same commit as what it says. */
export interface GivenAnswer {
  fingerprint: string;
  status: number;
  etag: string | null;
  body: unknown;
}

export interface Expectation {
  kind: StoredKind;
  id: string;
  /** 0: it must be absent. */
  version: number;
}

/** One atomic changeset. Nothing of it happens unless every expectation holds. */
export interface Changes {
  /** Every entity that the decision read. */
  expect: readonly Expectation[];
  put?: readonly Row[];
  del?: readonly {kind: StoredKind; id: string}[];
  events?: readonly NewEvent[];
  /** What happened to what; the store adds who from the scope, and chains the entries. */
  audit?: readonly {action: string; target: string}[];
  idem?: {actor: string; key: string; expires: string; answer: GivenAnswer};
  ops?: readonly Row[];
}

/** `replay`: the key has its answer already, whatever was asked for now. Nothing was written. */
export type CommitResult =
  {state: 'committed'; seq: number} | {state: 'conflict'} | {state: 'replay'; answer: GivenAnswer};

export interface ReadOptions {
  /**
   * Reads as the service, whoever asks: rules of visibility do not apply. For what a decision must know, and for what is
   * checked against the rules right afterwards; never for what is sent as it is.
   */
  asService?: boolean;
}

export interface ListOptions extends ReadOptions {
  /** Equal to all of these; only declared columns. */
  where?: Readonly<Record<string, string | number>>;
  /** Ids after this one. Lists are in the order of ids, by their bytes. */
  after?: string | undefined;
  limit: number;
}

export interface FeedPage {
  events: StoredEvent[];
  more: boolean;
  /** How far the feed was read. Never shown: it moves with what the reader may not know. */
  scanned: number;
}

/**
 * Where everything is kept. Five reads, each of what the reader in the scope may see, and one write.
 *
 * @see service.md, *Storage*
 */
export interface Store {
  get<K extends StoredKind>(
    scope: Scope,
    kind: K,
    id: string,
    options?: ReadOptions,
  ): Promise<Stored<K> | null>;
  /** In the order of the ids; `null` for what is not there for this reader. */
  getMany<K extends StoredKind>(
    scope: Scope,
    kind: K,
    ids: readonly string[],
    options?: ReadOptions,
  ): Promise<(Stored<K> | null)[]>;
  list<K extends StoredKind>(
    scope: Scope,
    kind: K,
    options: ListOptions,
  ): Promise<{items: Stored<K>[]; more: boolean}>;
  /** Events after `after` that the reader may know of. `latest`: only the last of all of them. */
  feed(scope: Scope, options: {after: number; limit: number} | 'latest'): Promise<FeedPage>;
  /** How many rows there are for each value of a declared column. */
  aggregate(
    scope: Scope,
    kind: StoredKind,
    options: {by: string; where?: Readonly<Record<string, string | number>>; asService?: boolean},
  ): Promise<Record<string, number>>;
  commit(scope: Scope, changes: Changes): Promise<CommitResult>;
  /** Calls back after a commit in that space that wrote events. Returns the way to stop. */
  onCommit(listener: (space: string) => void): () => void;
  close(): Promise<void>;
}

/** The space of what stands above spaces: the spaces themselves and the API keys. No id of a space looks like it. */
export const DIRECTORY = 'directory';

/** The service itself, in a space or in the directory. */
export function serviceScope(space: string, at: string): Scope {
  return {space, member: '', org: '', role: 'governor', at};
}

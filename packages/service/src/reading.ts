import {
  maySee,
  type Capability,
  type Entity,
  type Kind,
  type Scope,
  type Setting,
} from '@hubkit/model';
import type {Expectation, Row, Store, StoredKind} from './store/port.ts';

/**
 * What one decision reads, and writes so far. Everything it has read is expected to be unchanged when it is stored, and
 * later steps of the same decision see what earlier ones wrote.
 */
export interface Reading {
  /** As the service reads it, whoever asks. */
  read: (kind: Kind, id: string) => Promise<Entity | null>;
  readInternal: (kind: StoredKind, id: string) => Promise<Row | null>;
  /** As the reader may see it. */
  readVisible: (kind: Kind, id: string) => Promise<Entity | null>;
  /** All rows of one review, as the service reads them. */
  readAll: (kind: Kind, review: string) => Promise<Entity[]>;
  /** The reader’s own access to a review, if it has not ended. */
  ownAccess: (review: string) => Promise<Entity | null>;
  settingOf: (row: Entity) => Promise<Setting>;
  put: (row: Row) => void;
  remove: (row: Row) => void;
  /** What is to be stored, and what was read for it. */
  changes: () => {
    expect: Expectation[];
    put: Row[];
    del: {kind: StoredKind; id: string}[];
  };
}

/** Whether an access is in force. */
export function inForce(access: Entity | null, at: string): boolean {
  const until = access?.body['until'] as string | null | undefined;
  return until !== undefined && (until === null || until > at);
}

/** The most rows of one kind that one review can have: a framework of a few hundred criteria, and four raters. */
const MOST_ROWS = 10_000;

export function reading(store: Store, scope: Scope): Reading {
  const rows = new Map<string, Row | null>();
  const expected = new Map<string, Expectation>();
  const written = new Map<string, {kind: StoredKind; id: string; row: Row | null}>();
  const nameOf = (kind: StoredKind, id: string) => `${kind}/${id}`;

  const seen = (kind: StoredKind, id: string, row: Row | null): Row | null => {
    const name = nameOf(kind, id);
    const known = rows.get(name);
    if (known !== undefined) return known;
    rows.set(name, row);
    expected.set(name, {kind, id, version: row?.version ?? 0});
    return row;
  };

  const self: Reading = {
    async readInternal(kind, id) {
      const known = rows.get(nameOf(kind, id));
      if (known !== undefined) return known;
      return seen(kind, id, await store.get(scope, kind, id, {asService: true}));
    },
    read: async (kind, id) => (await self.readInternal(kind, id)) as Entity | null,
    async readVisible(kind, id) {
      const row = await self.read(kind, id);
      return row && maySee(row, scope, await self.settingOf(row)) ? row : null;
    },
    async readAll(kind, review) {
      const options = {where: {review}, limit: MOST_ROWS, asService: true};
      const {items} = await store.list(scope, kind, options);
      const stored = new Set(items.map(({id}) => id));
      const added = [...written.values()].flatMap(({row}) => row ?? []);
      return [...items, ...added.filter((row) => row.kind === kind && !stored.has(row.id))]
        .filter(({body}) => body['review'] === review)
        .map((row) => seen(kind, row.id, row) as Entity | null)
        .filter((row) => row !== null);
    },
    async ownAccess(review) {
      const access = await self.read('access', `${review}/${scope.member}`);
      return inForce(access, scope.at) ? access : null;
    },
    async settingOf(row) {
      const id = row.kind === 'review' ? row.id : (row.body['review'] as string | undefined);
      if (id === undefined) return {review: null, access: null};
      const access = await self.ownAccess(id);
      return {
        review: await self.read('review', id),
        access: access && {
          capability: access.body['capability'] as Capability,
          declared: access.body['declared'] === true,
        },
      };
    },
    put(row) {
      const name = nameOf(row.kind, row.id);
      rows.set(name, row);
      written.set(name, {kind: row.kind, id: row.id, row});
    },
    remove({kind, id}) {
      rows.set(nameOf(kind, id), null);
      written.set(nameOf(kind, id), {kind, id, row: null});
    },
    changes() {
      const all = [...written.values()];
      return {
        expect: [...expected.values()],
        put: all.map(({row}) => row).filter((row) => row !== null),
        del: all.filter(({row}) => row === null).map(({kind, id}) => ({kind, id})),
      };
    },
  };
  return self;
}

/** A new row that a plain route writes. */
export function newRow<K extends StoredKind>(kind: K, id: string, body: Row['body']) {
  return {kind, id, version: 1, revs: {}, conflicts: [], body};
}

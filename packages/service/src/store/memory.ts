import {maySee, type Capability, type Entity, type Scope} from '@hubkit/model';
import {chained, type AuditEntry} from './audit.ts';
import {columnValue, requireColumns, requireReadable} from './columns.ts';
import {hears} from './hears.ts';
import {idemRow} from './idem-row.ts';
import type {
  Changes,
  CommitResult,
  GivenAnswer,
  ListOptions,
  Row,
  Store,
  Stored,
  StoredEvent,
  StoredKind,
} from './port.ts';

interface Space {
  rows: Map<StoredKind, Map<string, Row>>;
  events: StoredEvent[];
  seq: number;
  audit: AuditEntry[];
}

const byBytes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A store without files, for tests, stories and trials: the same rules, gone with the process. */
export function createMemoryStore(): Store {
  const spaces = new Map<string, Space>();
  const listeners = new Set<(space: string) => void>();

  const spaceOf = (id: string): Space => {
    const found = spaces.get(id) ?? {rows: new Map(), events: [], seq: 0, audit: []};
    spaces.set(id, found);
    return found;
  };
  const rowsOf = (space: string, kind: StoredKind): Map<string, Row> => {
    const {rows} = spaceOf(space);
    const found = rows.get(kind) ?? new Map<string, Row>();
    rows.set(kind, found);
    return found;
  };

  function accessOf(scope: Scope, review: string | null) {
    const body = rowsOf(scope.space, 'access').get(`${review ?? ''}/${scope.member}`)?.body;
    if (!body || (body['until'] !== null && (body['until'] as string) <= scope.at)) return null;
    return {capability: body['capability'] as Capability, declared: body['declared'] === true};
  }

  function visible(scope: Scope, row: Row): boolean {
    const review = row.kind === 'review' ? row.id : (row.body['review'] as string | undefined);
    return maySee(row as Entity, scope, {
      review: (rowsOf(scope.space, 'review').get(review ?? '') as Entity | undefined) ?? null,
      access: accessOf(scope, review ?? null),
    });
  }

  function select(
    scope: Scope,
    kind: StoredKind,
    {where = {}, asService}: Pick<ListOptions, 'where' | 'asService'>,
  ): Row[] {
    requireReadable(kind, asService);
    requireColumns(kind, Object.keys(where));
    return [...rowsOf(scope.space, kind).values()]
      .filter((row) =>
        Object.entries(where).every(([name, value]) => columnValue(row.body[name]) === value),
      )
      .filter((row) => asService === true || visible(scope, row))
      .toSorted((a, b) => byBytes(a.id, b.id));
  }

  function givenAnswer(scope: Scope, {idem}: Changes): GivenAnswer | null {
    if (!idem) return null;
    const row = rowsOf(scope.space, 'idem').get(`${idem.actor}/${idem.key}`);
    if (!row || (row.body['expires'] as string) <= scope.at) return null;
    return row.body['answer'] as unknown as GivenAnswer;
  }

  function apply(scope: Scope, changes: Changes): CommitResult {
    const given = givenAnswer(scope, changes);
    if (given) return {state: 'replay', answer: given};
    const holds = changes.expect.every(
      ({kind, id, version}) => (rowsOf(scope.space, kind).get(id)?.version ?? 0) === version,
    );
    if (!holds) return {state: 'conflict'};
    const put = (row: Row) =>
      rowsOf(scope.space, row.kind).set(row.id, JSON.parse(JSON.stringify(row)) as Row);
    for (const row of [...(changes.put ?? []), ...(changes.ops ?? [])]) put(row);
    for (const {kind, id} of changes.del ?? []) rowsOf(scope.space, kind).delete(id);
    if (changes.idem) put(idemRow(changes.idem));
    const space = spaceOf(scope.space);
    for (const event of changes.events ?? []) {
      space.seq += 1;
      space.events.push({...event, seq: space.seq, at: scope.at});
    }
    for (const {action, target} of changes.audit ?? []) {
      const line = {at: scope.at, actor: scope.member, action, target};
      space.audit.push(chained(space.audit.at(-1) ?? null, line));
    }
    return {state: 'committed', seq: space.seq};
  }

  const copy = <K extends StoredKind>(row: Row | undefined): Stored<K> | null =>
    row ? (structuredClone(row) as Stored<K>) : null;

  const store: Store = {
    async get(scope, kind, id, options) {
      const [row = null] = await store.getMany(scope, kind, [id], options);
      return row;
    },
    getMany<K extends StoredKind>(
      scope: Scope,
      kind: K,
      ids: readonly string[],
      options?: {asService?: boolean},
    ) {
      requireReadable(kind, options?.asService);
      const found = ids.map((id) => {
        const row = rowsOf(scope.space, kind).get(id);
        return row && (options?.asService === true || visible(scope, row)) ? copy<K>(row) : null;
      });
      return Promise.resolve(found);
    },
    list<K extends StoredKind>(scope: Scope, kind: K, options: ListOptions) {
      const {after = '', limit} = options;
      const rows = select(scope, kind, options).filter(({id}) => id > after);
      const items = rows.slice(0, limit).map((row) => structuredClone(row) as Stored<K>);
      return Promise.resolve({items, more: rows.length > limit});
    },
    feed(scope, options) {
      const {events, seq} = spaceOf(scope.space);
      const heard = events.filter(
        (event) =>
          (options === 'latest' || event.seq > options.after) &&
          hears(event, scope, accessOf(scope, event.review)),
      );
      if (options === 'latest') {
        return Promise.resolve({events: heard.slice(-1), more: false, scanned: seq});
      }
      const page = heard.slice(0, options.limit);
      const more = heard.length > page.length;
      return Promise.resolve({events: page, more, scanned: more ? (page.at(-1)?.seq ?? 0) : seq});
    },
    aggregate(scope, kind, {by, ...options}) {
      requireColumns(kind, [by]);
      const counts = Object.entries(
        Object.groupBy(select(scope, kind, options), ({body}) =>
          String(columnValue(body[by]) ?? ''),
        ),
      ).map(([value, rows]) => [value, rows?.length ?? 0] as const);
      return Promise.resolve(Object.fromEntries(counts));
    },
    async commit(scope, changes) {
      // As in a file, others get their turn between asking and writing.
      await Promise.resolve();
      const result = apply(scope, changes);
      if (result.state === 'committed' && changes.events?.length) {
        for (const listener of listeners) listener(scope.space);
      }
      return result;
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => Promise.resolve(),
  };
  return store;
}

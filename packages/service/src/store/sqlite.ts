import {DatabaseSync, type StatementSync} from 'node:sqlite';
import type {Kind, Scope} from '@hubkit/model';
import {chained} from './audit.ts';
import {columnsOf, columnValue, kinds, requireColumns, requireReadable} from './columns.ts';
import {ownAccess, visibleRows, type Sql} from './compile.ts';
import {idemRow} from './idem-row.ts';
import {migrate} from './migrations.ts';
import type {
  Changes,
  CommitResult,
  FeedPage,
  GivenAnswer,
  ListOptions,
  Row,
  Store,
  Stored,
  StoredEvent,
  StoredKind,
} from './port.ts';

interface Waiting {
  scope: Scope;
  changes: Changes;
  resolve: (result: CommitResult) => void;
  reject: (error: unknown) => void;
}

/** Opens a file, or says in words why it cannot be used. */
function open(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    // Before anything is written: in a file of another program not even the journal mode may change.
    db.exec('PRAGMA busy_timeout = 5000');
    migrate(db, path);
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA foreign_keys = ON');
    // Answers that nobody can ask for any more.
    db.prepare('DELETE FROM "idem" WHERE "expires" <= ?').run(new Date().toISOString());
  } catch (error) {
    db.close();
    if (error instanceof Error && /not a database/.test(error.message)) {
      throw new Error(`${path} is not a database. Name another file for Hubkit.`, {cause: error});
    }
    throw error;
  }
  return db;
}

const SQLITE_BUSY = 5;
const isBusy = (error: unknown) =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

const toRow = (kind: StoredKind, found: Record<string, unknown>): Row => ({
  kind,
  id: found['id'] as string,
  version: found['version'] as number,
  revs: JSON.parse(found['revs'] as string) as Row['revs'],
  body: JSON.parse(found['body'] as string) as Row['body'],
  conflicts: JSON.parse(found['conflicts'] as string) as Row['conflicts'],
});

const toEvent = (found: Record<string, unknown>): StoredEvent => ({
  seq: found['seq'] as number,
  at: found['at'] as string,
  kind: found['kind'] as Kind,
  id: found['id'] as string,
  review: found['review'] as string | null,
  op: found['op'] as StoredEvent['op'],
  version: found['version'] as number,
  audience: JSON.parse(found['audience'] as string) as StoredEvent['audience'],
});

const upsertOf = (kind: StoredKind) => {
  const names = ['version', ...columnsOf[kind], 'revs', 'body', 'conflicts'];
  const all = ['space', 'id', ...names];
  return (
    `INSERT INTO "${kind}" (${all.map((name) => `"${name}"`).join(', ')}) VALUES (${all.map(() => '?').join(', ')}) ` +
    `ON CONFLICT ("space", "id") DO UPDATE SET ${names.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`
  );
};

const upserts = Object.fromEntries(kinds.map((kind) => [kind, upsertOf(kind)]));

const HEARS =
  `((EXISTS (SELECT 1 FROM json_each(t."audience", '$.members') m WHERE m.value = ?)` +
  ` AND (t."review" IS NULL OR t."op" = 'visibility' OR a."id" IS NOT NULL))` +
  ` OR EXISTS (SELECT 1 FROM json_each(t."audience", '$.roles') m WHERE m.value = ?)` +
  ` OR (EXISTS (SELECT 1 FROM json_each(t."audience", '$.capabilities') m WHERE m.value = a."capability")` +
  ` AND (a."declared" = 1 OR NOT EXISTS` +
  ` (SELECT 1 FROM json_each(t."audience", '$.declared') m WHERE m.value = a."capability"))))`;

/**
 * A store in one SQLite file: what `hubkit serve` uses.
 *
 * Commits of one turn of the event loop share one transaction, each under a savepoint of its own; each is acknowledged only
 * after the transaction is on the disk.
 *
 * @param path - a file, made if it is not there; `:memory:` for tests.
 * @throws Error - the file is not ours, or a newer version's.
 */
export function openSqliteStore(path: string): Store {
  const db = open(path);
  const statements = new Map<string, StatementSync>();
  const listeners = new Set<(space: string) => void>();
  let waiting: Waiting[] = [];

  const prepared = (sql: string): StatementSync => {
    const found = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, found);
    return found;
  };
  const run = (sql: string, ...params: (string | number | null)[]) => prepared(sql).run(...params);
  const one = (sql: string, ...params: (string | number | null)[]) => prepared(sql).get(...params);
  const all = (sql: string, ...params: (string | number | null)[]) => prepared(sql).all(...params);

  /** The rows of a kind in the scope's space, as the reader or as the service sees them. */
  function rows(
    scope: Scope,
    kind: StoredKind,
    {where = {}, asService}: Pick<ListOptions, 'where' | 'asService'>,
  ): Sql {
    requireReadable(kind, asService);
    requireColumns(kind, Object.keys(where));
    const seen = asService
      ? {from: {sql: `"${kind}" t`, params: []}, where: {sql: '1', params: []}}
      : visibleRows(kind as Kind, scope);
    const names = Object.keys(where);
    return {
      sql:
        `FROM ${seen.from.sql} WHERE t."space" = ? AND ` +
        `${names.map((name) => `t."${name}" = ? AND `).join('')}${seen.where.sql}`,
      params: [
        ...seen.from.params,
        scope.space,
        ...names.map((name) => where[name] ?? null),
        ...seen.where.params,
      ],
    };
  }

  function put(scope: Scope, row: Row): void {
    run(
      upserts[row.kind] ?? '',
      scope.space,
      row.id,
      row.version,
      ...columnsOf[row.kind].map((name) => columnValue(row.body[name])),
      JSON.stringify(row.revs),
      JSON.stringify(row.body),
      JSON.stringify(row.conflicts),
    );
  }

  function givenAnswer(scope: Scope, {idem}: Changes): GivenAnswer | null {
    if (!idem) return null;
    const found = one(
      'SELECT "body" FROM "idem" WHERE "space" = ? AND "id" = ? AND "expires" > ?',
      scope.space,
      `${idem.actor}/${idem.key}`,
      scope.at,
    );
    return found ? (JSON.parse(found['body'] as string) as {answer: GivenAnswer}).answer : null;
  }

  const versionOf = (scope: Scope, kind: StoredKind, id: string) =>
    (one(`SELECT "version" FROM "${kind}" WHERE "space" = ? AND "id" = ?`, scope.space, id)?.[
      'version'
    ] as number | undefined) ?? 0;

  const headOf = (space: string) =>
    (one('SELECT "seq" FROM "feed_head" WHERE "space" = ?', space)?.['seq'] as
      number | undefined) ?? 0;

  function write(scope: Scope, changes: Changes): number {
    for (const row of [...(changes.put ?? []), ...(changes.ops ?? [])]) put(scope, row);
    for (const {kind, id} of changes.del ?? []) {
      run(`DELETE FROM "${kind}" WHERE "space" = ? AND "id" = ?`, scope.space, id);
    }
    if (changes.idem) put(scope, idemRow(changes.idem));
    let seq = headOf(scope.space);
    for (const event of changes.events ?? []) {
      seq += 1;
      run(
        'INSERT INTO "event" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[scope.space, seq, scope.at, event.kind, event.id, event.review, event.op],
        event.version,
        JSON.stringify(event.audience),
      );
    }
    if (changes.events?.length) {
      run('INSERT OR REPLACE INTO "feed_head" VALUES (?, ?)', scope.space, seq);
    }
    for (const {action, target} of changes.audit ?? []) {
      const last = one(
        'SELECT "n", "hash" FROM "audit" WHERE "space" = ? ORDER BY "n" DESC LIMIT 1',
        scope.space,
      ) as {n: number; hash: string} | undefined;
      const line = chained(last ?? null, {at: scope.at, actor: scope.member, action, target});
      run(
        'INSERT INTO "audit" VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[scope.space, line.n, line.at, line.actor, line.action, line.target],
        line.prev,
        line.hash,
      );
    }
    return seq;
  }

  function apply({scope, changes}: Waiting): CommitResult {
    const given = givenAnswer(scope, changes);
    if (given) return {state: 'replay', answer: given};
    const holds = changes.expect.every(
      ({kind, id, version}) => versionOf(scope, kind, id) === version,
    );
    return holds ? {state: 'committed', seq: write(scope, changes)} : {state: 'conflict'};
  }

  /** One request under its savepoint: if it fails, it alone is undone. */
  function attempt(each: Waiting): () => void {
    run('SAVEPOINT "request"');
    try {
      const result = apply(each);
      run('RELEASE "request"');
      return () => {
        each.resolve(result);
        if (result.state !== 'committed' || !each.changes.events?.length) return;
        for (const listener of listeners) listener(each.scope.space);
      };
    } catch (error) {
      run('ROLLBACK TO "request"');
      run('RELEASE "request"');
      return () => {
        each.reject(error);
      };
    }
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      run('BEGIN IMMEDIATE');
      const answers = group.map(attempt);
      run('COMMIT');
      for (const answer of answers) answer();
    } catch (error) {
      if (db.isTransaction) run('ROLLBACK');
      for (const {resolve, reject} of group) {
        // Another process held the file for too long: read again, as after any change of theirs.
        if (isBusy(error)) resolve({state: 'conflict'});
        else reject(error);
      }
    }
  }

  const store: Store = {
    async get(scope, kind, id, options) {
      const [row = null] = await store.getMany(scope, kind, [id], options);
      return row;
    },
    getMany<K extends StoredKind>(
      scope: Scope,
      kind: K,
      ids: readonly string[],
      options: {asService?: boolean} = {},
    ) {
      const {sql, params} = rows(scope, kind, options);
      const found = ids.map((id) => {
        const row = one(`SELECT t.* ${sql} AND t."id" = ?`, ...params, id);
        return row ? (toRow(kind, row) as Stored<K>) : null;
      });
      return Promise.resolve(found);
    },
    list<K extends StoredKind>(scope: Scope, kind: K, options: ListOptions) {
      const {sql, params} = rows(scope, kind, options);
      const found = all(
        `SELECT t.* ${sql} AND t."id" > ? ORDER BY t."id" LIMIT ?`,
        ...params,
        options.after ?? '',
        options.limit + 1,
      );
      const items = found.slice(0, options.limit).map((row) => toRow(kind, row) as Stored<K>);
      return Promise.resolve({items, more: found.length > options.limit});
    },
    feed(scope, options): Promise<FeedPage> {
      const latest = options === 'latest';
      const access = ownAccess('t."review"', scope);
      // The head first: what is committed after it is read again next time, never skipped.
      const head = headOf(scope.space);
      const found = all(
        `SELECT t.* FROM "event" t ${access.sql} WHERE t."space" = ? AND t."seq" > ? AND ${HEARS} ` +
          `ORDER BY t."seq" ${latest ? 'DESC' : 'ASC'} LIMIT ?`,
        ...access.params,
        ...[scope.space, latest ? 0 : options.after, scope.member, scope.role],
        latest ? 1 : options.limit + 1,
      ).map(toEvent);
      if (latest) return Promise.resolve({events: found, more: false, scanned: head});
      const events = found.slice(0, options.limit);
      const last = events.at(-1)?.seq ?? 0;
      const more = found.length > events.length;
      return Promise.resolve({events, more, scanned: more ? last : Math.max(head, last)});
    },
    aggregate(scope, kind, {by, ...options}) {
      requireColumns(kind, [by]);
      const {sql, params} = rows(scope, kind, options);
      const found = all(
        `SELECT t."${by}" AS "value", count(*) AS "n" ${sql} GROUP BY t."${by}"`,
        ...params,
      ).map((row) => [String(row['value'] ?? ''), row['n'] as number] as const);
      return Promise.resolve(Object.fromEntries(found));
    },
    commit(scope, changes) {
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({scope, changes, resolve, reject});
      });
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      flush();
      statements.clear();
      db.close();
      return Promise.resolve();
    },
  };
  return store;
}

import type {DatabaseSync} from 'node:sqlite';
import {columnsOf, kinds} from './columns.ts';

/** Marks a database file as ours, in its header: the letters `Hubk`. */
const APPLICATION_ID = 0x48_75_62_6b;

function tablesOfKinds(): string[] {
  return kinds.flatMap((kind) => {
    const columns = columnsOf[kind];
    const declared = columns.map((name) => `"${name}" ANY, `).join('');
    return [
      `CREATE TABLE "${kind}" ("space" TEXT NOT NULL, "id" TEXT NOT NULL, "version" INTEGER NOT NULL, ${declared}` +
        '"revs" TEXT NOT NULL, "body" TEXT NOT NULL, "conflicts" TEXT NOT NULL, ' +
        'PRIMARY KEY ("space", "id")) STRICT, WITHOUT ROWID',
      ...columns.map(
        (name) => `CREATE INDEX "${kind}_${name}" ON "${kind}" ("space", "${name}", "id")`,
      ),
    ];
  });
}

/** Each step once, in order; a step that was released never changes. */
const steps: readonly (() => readonly string[])[] = [
  () => [
    ...tablesOfKinds(),
    'CREATE INDEX "op_history" ON "op" ("space", "entity", "field", "rev")',
    'CREATE TABLE "feed_head" ("space" TEXT PRIMARY KEY, "seq" INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE TABLE "event" ("space" TEXT NOT NULL, "seq" INTEGER NOT NULL, "at" TEXT NOT NULL, "kind" TEXT NOT NULL, ' +
      '"id" TEXT NOT NULL, "review" TEXT, "op" TEXT NOT NULL, "version" INTEGER NOT NULL, "audience" TEXT NOT NULL, ' +
      'PRIMARY KEY ("space", "seq")) STRICT, WITHOUT ROWID',
    'CREATE TABLE "audit" ("space" TEXT NOT NULL, "n" INTEGER NOT NULL, "at" TEXT NOT NULL, "actor" TEXT NOT NULL, ' +
      '"action" TEXT NOT NULL, "target" TEXT NOT NULL, "prev" TEXT NOT NULL, "hash" TEXT NOT NULL, ' +
      'PRIMARY KEY ("space", "n")) STRICT, WITHOUT ROWID',
  ],
];

const pragma = (db: DatabaseSync, name: string): number =>
  Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0);

/**
 * Brings a database file up to what this version writes.
 *
 * @throws Error - the file is another program's, or a newer version of ours made it. Nothing was changed.
 */
export function migrate(db: DatabaseSync, path: string): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const id = pragma(db, 'application_id');
    const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get();
    if (id !== APPLICATION_ID && (id !== 0 || Number(tables?.['n']) > 0)) {
      throw new Error(`${path} is a database of another program. Name another file for Hubkit.`);
    }
    const version = pragma(db, 'user_version');
    if (version > steps.length) {
      throw new Error(
        `${path} was written by a newer Hubkit. Use that version, or restore an older copy.`,
      );
    }
    for (const step of steps.slice(version)) for (const sql of step()) db.exec(sql);
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    db.exec(`PRAGMA user_version = ${steps.length}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

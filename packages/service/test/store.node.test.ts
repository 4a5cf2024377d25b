import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {
  capabilities,
  maySee,
  phases,
  roles,
  type Capability,
  type Entity,
  type Kind,
  type Scope,
  type Setting,
} from '@hubkit/model';
import fc from 'fast-check';
import {columnsOf} from '../src/store/columns.ts';
import {hears} from '../src/store/hears.ts';
import {createMemoryStore} from '../src/store/memory.ts';
import type {Changes, Row, Store, StoredKind} from '../src/store/port.ts';
import {openSqliteStore} from '../src/store/sqlite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hubkit-store-'));
const open: Store[] = [];
const opened = (store: Store): Store => {
  open.push(store);
  return store;
};
after(async () => {
  for (const store of open) await store.close();
});

// Few names, so that rows meet each other.
const spaces = ['s1', 's2'];
const members = ['m1', 'm2', 'm3'];
const reviews = ['r1', 'r2'];
const criteria = ['c1', 'c2'];
const kinds: Kind[] = [
  ...(['space', 'member', 'framework', 'review', 'access'] as const),
  ...(['rating', 'agreement', 'action', 'comment'] as const),
];
const days = [1, 20, 29, 30, 31, 60].map((day) => new Date(Date.UTC(2027, 0, day)).toISOString());
const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const scope: fc.Arbitrary<Scope> = fc.record({
  space: pick(...spaces),
  member: pick(...members),
  org: pick('o1'),
  role: pick(...roles),
  at: pick(...days),
});

const bodyOf: Partial<Record<Kind, fc.Arbitrary<Record<string, unknown>>>> = {
  review: fc.record({
    phase: pick(...phases),
    selfReview: pick('draft', 'shared', 'frozen'),
    focus: fc.subarray(criteria),
    publishedAt: pick(null, ...days),
  }),
  access: fc.record({
    capability: pick(...capabilities),
    until: pick(null, ...days),
    declared: fc.boolean(),
  }),
  action: fc.record({review: pick(...reviews), createdBy: pick(...members)}),
  comment: fc.record({
    review: pick(...reviews),
    target: pick('agreement/r1/c1', 'action/a1'),
    targetKind: pick('agreement', 'action'),
    createdBy: pick(...members),
  }),
  member: fc.record({subject: pick(...members)}),
  framework: fc.record({slug: pick('f1', 'f2'), release: pick('1', '2')}),
};

/** A row whose id says what its columns say, as every row of ours does. */
const row: fc.Arbitrary<Row> = fc
  .record({
    kind: pick(...kinds),
    review: pick(...reviews),
    criterion: pick(...criteria),
    member: pick(...members),
    rater: pick('self', ...members),
    version: fc.integer({min: 1, max: 3}),
    text: fc.string({unit: 'binary', maxLength: 6}),
  })
  .chain(({kind, review, criterion, member, rater, version, text}) => {
    const places: Record<Kind, [string, Record<string, unknown>]> = {
      space: [review, {}],
      member: [member, {}],
      framework: [criterion, {}],
      review: [review, {}],
      access: [`${review}/${member}`, {review, member}],
      rating: [`${review}/${criterion}/${rater}`, {review, criterion, rater}],
      agreement: [`${review}/${criterion}`, {review, criterion}],
      action: [member, {}],
      comment: [member, {}],
    };
    const [id, place] = places[kind];
    return (bodyOf[kind] ?? fc.constant({})).map((body) => ({
      ...{kind, id, version, revs: {text: version}, conflicts: []},
      body: {...body, ...place, text: text.isWellFormed() ? text : ''},
    }));
  });

const event = fc.record({
  kind: pick(...kinds),
  id: pick('x'),
  review: pick(null, ...reviews),
  op: pick('put' as const, 'remove' as const, 'visibility' as const),
  version: pick(1, 2),
  audience: fc
    .record({
      members: fc.subarray(members),
      capabilities: fc.subarray([...capabilities]),
      roles: fc.subarray([...roles], {maxLength: 1}),
      undeclared: fc.boolean(),
    })
    .map(({undeclared, ...rest}) => ({...rest, declared: undeclared ? [] : rest.capabilities})),
});

const changes: fc.Arbitrary<Changes> = fc.record(
  {
    expect: fc.array(
      row.map(({kind, id, version}) => ({kind, id, version: version - 1})),
      {maxLength: 1},
    ),
    put: fc.array(row, {maxLength: 3}),
    del: fc.array(
      row.map(({kind, id}) => ({kind, id})),
      {maxLength: 1},
    ),
    events: fc.array(event, {maxLength: 2}),
    audit: fc.constant([{action: 'set', target: 'x'}]),
    idem: fc.record({
      actor: pick('a1', 'a2'),
      key: pick('k1', 'k2', 'k3'),
      expires: pick(...days),
      answer: fc.record({
        fingerprint: pick('f1', 'f2'),
        status: pick(200),
        etag: pick(null, '"1"'),
        body: fc.constant({fine: true}),
      }),
    }),
  },
  {requiredKeys: ['expect']},
);

const column = (kind: StoredKind) => pick(...columnsOf[kind]);
const where = (kind: Kind) => {
  if (!columnsOf[kind].length) return fc.constant({});
  const values = [...reviews, ...members, ...criteria, 'self', 'host', 'independent', 1, 0];
  return fc.option(
    fc.tuple(column(kind), pick(...values)).map(([name, value]) => ({[name]: value})),
    {nil: {}},
  );
};

type Command = (store: Store) => Promise<unknown>;
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(scope, fc.array(changes, {minLength: 1, maxLength: 3})).map(
      ([reader, group]): Command =>
        (store) =>
          Promise.all(group.map((each) => store.commit(reader, each))),
    ),
  },
  fc.tuple(scope, row).map(
    ([reader, {kind, id}]): Command =>
      (store) =>
        store.get(reader, kind as Kind, id),
  ),
  pick(...kinds).chain((kind) =>
    fc
      .tuple(scope, where(kind), fc.integer({min: 1, max: 4}), pick('', 'm1', 'r1', 'r1/c1/m2'))
      .map(
        ([reader, filter, limit, afterId]): Command =>
          (store) =>
            store.list(reader, kind, {where: filter, limit, after: afterId}),
      ),
  ),
  fc.tuple(scope, fc.integer({min: 0, max: 9}), fc.integer({min: 1, max: 3})).map(
    ([reader, from, limit]): Command =>
      (store) =>
        store.feed(reader, {after: from, limit}),
  ),
  scope.map(
    (reader): Command =>
      (store) =>
        store.feed(reader, 'latest'),
  ),
  pick(...kinds.filter((kind) => columnsOf[kind].length > 0)).chain((kind) =>
    fc.tuple(scope, column(kind)).map(
      ([reader, by]): Command =>
        (store) =>
          store.aggregate(reader, kind, {by}),
    ),
  ),
);

/** The reader's place by the rows themselves, read as the service. */
async function settingOf(store: Store, reader: Scope, review: string): Promise<Setting> {
  const asService = {asService: true};
  const access = await store.get(reader, 'access', `${review}/${reader.member}`, asService);
  const until = access?.body['until'] as string | null | undefined;
  const ended = until === undefined || (until !== null && until <= reader.at);
  return {
    review: await store.get(reader, 'review', review, asService),
    access:
      access && !ended
        ? {
            capability: access.body['capability'] as Capability,
            declared: access.body['declared'] === true,
          }
        : null,
  };
}

const reviewOf = (entity: Entity) =>
  entity.kind === 'review' ? entity.id : ((entity.body['review'] as string | undefined) ?? '');

describe('the stores', () => {
  test('answer alike, whatever is written and asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, {minLength: 5, maxLength: 40}), async (commands) => {
        const memory = createMemoryStore();
        const sqlite = openSqliteStore(':memory:');
        try {
          for (const each of commands) {
            const expected = await each(memory);
            assert.deepEqual(plain(await each(sqlite)), plain(expected));
          }
        } finally {
          await sqlite.close();
        }
      }),
      {numRuns: 400},
    );
  });

  test('show exactly the rows and events that the rules let a reader see', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, {minLength: 5, maxLength: 40}),
        fc.array(event, {maxLength: 8}),
        fc.array(scope, {minLength: 1, maxLength: 6}),
        async (rows, events, readers) => {
          const sqlite = openSqliteStore(':memory:');
          try {
            for (const space of spaces) {
              await sqlite.commit({...readers[0]!, space}, {expect: [], put: rows, events});
            }
            for (const reader of readers) {
              for (const kind of kinds) {
                const all = await sqlite.list(reader, kind, {limit: 1000, asService: true});
                const seen = await sqlite.list(reader, kind, {limit: 1000});
                const expected = [];
                for (const each of all.items) {
                  const setting = await settingOf(sqlite, reader, reviewOf(each));
                  if (maySee(each, reader, setting)) expected.push(each.id);
                }
                assert.deepEqual(
                  seen.items.map(({id}) => id),
                  expected,
                );
              }
              const heard = [];
              for (const [index, each] of events.entries()) {
                const {access} = await settingOf(sqlite, reader, each.review ?? '');
                if (hears(each, reader, access)) heard.push(index + 1);
              }
              const feed = await sqlite.feed(reader, {after: 0, limit: 100});
              assert.deepEqual(
                feed.events.map(({seq}) => seq),
                heard,
              );
            }
          } finally {
            await sqlite.close();
          }
        },
      ),
      {numRuns: 150},
    );
  });

  test('filter by declared columns alone', () => {
    const reader = fc.sample(scope, 1)[0]!;
    for (const store of [createMemoryStore(), opened(openSqliteStore(':memory:'))]) {
      const undeclared = {where: {'text" OR 1=1 --': 'x'}, limit: 1};
      assert.throws(() => store.list(reader, 'rating', undeclared), /no column/);
      assert.throws(() => store.list(reader, 'op', {limit: 1}), /service alone/);
    }
  });

  test('keep a chain in the audit that shows what was altered', async () => {
    const file = path.join(folder, 'audit.db');
    const store = openSqliteStore(file);
    const reader = fc.sample(scope, 1)[0]!;
    for (const target of ['a', 'b', 'c']) {
      await store.commit(reader, {expect: [], audit: [{action: 'set', target}]});
    }
    await store.close();
    const db = new DatabaseSync(file);
    const lines = db.prepare('SELECT * FROM "audit" ORDER BY "n"').all();
    db.close();
    assert.deepEqual(
      lines.map(({n, target}) => [n, target]),
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    );
    assert.equal(lines[2]!['prev'], lines[1]!['hash']);
  });
});

describe('an SQLite file', () => {
  test('keeps what was acknowledged when it is opened again', async () => {
    const file = path.join(folder, 'again.db');
    const reader = fc.sample(scope, 1)[0]!;
    const first = openSqliteStore(file);
    const put: Row[] = [
      {kind: 'space', id: 'x', version: 1, revs: {}, conflicts: [], body: {name: 'Söme näme'}},
    ];
    await first.commit(reader, {expect: [], put});
    await first.close();
    const second = opened(openSqliteStore(file));
    assert.equal((await second.get(reader, 'space', 'x'))?.body['name'], 'Söme näme');
  });

  test('that is another program’s is refused, and left as it is', () => {
    const file = path.join(folder, 'other.db');
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE "notes" ("text" TEXT)');
    db.close();
    assert.throws(() => openSqliteStore(file), /another program.*Name another file/);
    const text = path.join(folder, 'notes.txt');
    writeFileSync(text, 'Not a database at all, but long enough to be looked at as one.'.repeat(9));
    assert.throws(() => openSqliteStore(text), /not a database/);
  });

  test('of a newer version is refused', async () => {
    const file = path.join(folder, 'newer.db');
    await openSqliteStore(file).close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    assert.throws(() => openSqliteStore(file), /newer Hubkit/);
  });
});

/** Without prototypes, as rows of a database have none. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

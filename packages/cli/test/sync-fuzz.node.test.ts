import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, test} from 'node:test';
import type {Json} from '@hubkit/client';
import type {Device} from '@hubkit/client/outbox';
import type {Operation, Outcome} from '@hubkit/contract';
import {criterion, tape, visit, type Page, type Person} from './visit.ts';

// The fuzz of sync.md, against the real client and the real service. It asks of every accepted write: did it replace
// something that its author had not been shown? Words are lines that occur once in all runs, so that a line says who
// has seen it; a level is known by its revision.

const RUNS = Number(process.env['HUBKIT_FUZZ_RUNS'] ?? 100);
const FIRST = Number(process.env['HUBKIT_FUZZ_SEED'] ?? 1);
const STEPS = 30;
const RUNS_A_SERVICE = 5;
const FIELDS = [
  {on: criterion, field: 'note'},
  {on: criterion, field: 'answer'},
  {on: 'belonging.attendance', field: 'note'},
] as const;
const LEVELS = ['starting', 'developing', 'secure', 'sharing'];
// The second device of the first person has a place of its own, as its browser would have.
const DEVICES: {person: Person; url: string}[] = [
  {person: 'head', url: 'https://hub.example'},
  {person: 'colleague', url: 'https://hub.example'},
  {person: 'head', url: 'https://HUB.example'},
];

type Visit = Awaited<ReturnType<typeof visit>>;
type Field = (typeof FIELDS)[number];
const nameOf = ({on, field}: Field) => `${on} ${field}`;
const linesOf = (value: unknown) =>
  typeof value === 'string' ? value.split('\n').filter((line) => line !== '') : [];

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Hands {
  person: Person;
  url: string;
  device: Device;
  pages: (Page | null)[];
  /** The box with focus: as long as it has, a person sees what they type there, whatever arrives. */
  boxes: Map<Page, {at: Field; text: string}>;
  seen: Set<string>;
  /** How much of it had been seen when an edit was sent first. */
  sent: Map<string, number>;
  /** What was typed last in each field and reached the device. */
  last: Map<string, Json>;
  /** For the wrong rule: the newest revision that any outcome told of. */
  told: Map<string, number>;
}

interface Found {
  unseen: string[];
  writes: number;
  merged: number;
  conflicts: number;
}

const tick = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

async function run(at: Visit, seed: number, isBroken = false): Promise<Found> {
  const random = mulberry32(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  let typed = 0;
  const refOf = ({on}: Field) => at.ref('head', on) as never;
  const before = new Set((await operations(at)).map(({id}) => id));

  const told = new Map<string, number>();
  const hands: Hands[] = DEVICES.map((each) => ({
    ...each,
    device: tape(),
    pages: [null],
    boxes: new Map(),
    seen: new Set(),
    sent: new Map(),
    last: new Map(),
    told,
  }));
  // Two tabs of one person.
  hands[0]?.pages.push(null);

  const look = (hand: Hands, page: Page) => {
    const {state} = page.review;
    for (const each of FIELDS) {
      const box = hand.boxes.get(page);
      const shown = box?.at === each ? box.text : page.value(each.field, each.on);
      for (const line of linesOf(shown)) hand.seen.add(line);
      if (each.field === 'answer') {
        hand.seen.add(
          `${String(state.revs[refOf(each)]?.[each.field] ?? 0)} ${JSON.stringify(shown)}`,
        );
      }
    }
    for (const {values} of page.review.conflicts) {
      for (const {value, opId} of values) {
        hand.seen.add(opId);
        for (const line of linesOf(value)) hand.seen.add(line);
      }
    }
  };

  const open = async (hand: Hands, tab: number) => {
    const page = await at.open(
      hand.person,
      hand.device,
      {
        sends: (batch) => {
          for (const {opId} of batch) {
            if (!hand.sent.has(opId)) hand.sent.set(opId, hand.seen.size);
          }
          return isBroken ? batch.map((each) => advanced(each, hand)) : batch;
        },
        answers: (batch, outcomes) => {
          tell(batch, outcomes, hand);
        },
      },
      hand.url,
    );
    hand.pages[tab] = page;
    page.review.subscribe(() => {
      look(hand, page);
    });
    look(hand, page);
  };
  for (const hand of hands) for (const tab of hand.pages.keys()) await open(hand, tab);

  const type = (hand: Hands, page: Page, each: Field) => {
    const box = hand.boxes.get(page);
    const name = nameOf(each);
    let value: Json;
    if (each.field === 'answer') value = pick(LEVELS);
    else {
      const lines = linesOf(box?.at === each ? box.text : page.value(each.field, each.on));
      const line = `r${String(seed)}n${String(typed++)}`;
      const place = below(lines.length + 1);
      if (lines.length > 4 || random() < 0.4) lines.splice(place, 1, line);
      else lines.splice(place, 0, line);
      value = lines.join('\n');
      if (box?.at === each) box.text = value;
    }
    look(hand, page);
    return page.set(each.field, value, each.on).then(() => hand.last.set(name, value));
  };

  for (let step = 0; step < STEPS; step++) {
    const hand = pick(hands);
    const tab = below(hand.pages.length);
    const page = hand.pages[tab];
    const x = random();
    if (!page) {
      if (x < 0.4) await open(hand, tab);
      continue;
    }
    const {review, network} = page;
    if (x < 0.45) {
      const box = hand.boxes.get(page);
      await type(hand, page, box && random() < 0.8 ? box.at : pick(FIELDS));
    } else if (x < 0.55) network.offline = !network.offline;
    else if (x < 0.6) network.loseRequest = true;
    else if (x < 0.66) network.loseResponse = true;
    else if (x < 0.7) {
      hand.boxes.delete(page);
      page.kill();
      hand.pages[tab] = null;
    } else if (x < 0.78) {
      const box = hand.boxes.get(page);
      const target = ({on, field}: Field) => ({entity: refOf({on, field} as Field), field});
      if (box) {
        hand.boxes.delete(page);
        review.release(target(box.at));
      } else {
        const each = FIELDS[below(2) * 2] as Field;
        hand.boxes.set(page, {at: each, text: linesOf(page.value(each.field, each.on)).join('\n')});
        review.focus(target(each));
      }
    } else if (x < 0.84) {
      const [conflict] = review.conflicts;
      const box = hand.boxes.get(page);
      const inBox = box && conflict?.field === 'note' && conflict.entity === refOf(box.at);
      if (conflict && !inBox) {
        look(hand, page);
        const value = pick(conflict.values).value as Json;
        await review.resolve(conflict.id, value);
        const chosen = FIELDS.find(
          (each) => refOf(each) === conflict.entity && each.field === conflict.field,
        );
        if (chosen) hand.last.set(nameOf(chosen), value);
      }
    } else if (x < 0.9) await tick(below(3));
    else if (random() < 0.5) await review.retry();
    else void review.retry();
  }

  // All is quiet, and everybody is online.
  for (const hand of hands) {
    for (const [page, {at: each}] of hand.boxes) {
      page.review.release({entity: refOf(each), field: each.field});
    }
    hand.boxes.clear();
    for (const [tab, page] of hand.pages.entries()) {
      if (page)
        Object.assign(page.network, {offline: false, loseRequest: false, loseResponse: false});
      else await open(hand, tab);
    }
  }
  const pages = hands.flatMap((hand) => hand.pages.filter((page) => page !== null));
  for (let turn = 0; turn < 30; turn++) {
    for (const {review} of pages) await review.retry();
    await tick(1);
    if (pages.every(({review}) => review.save.unsent === 0)) break;
  }
  for (const {review} of pages) await review.retry();
  try {
    return await judge(at, hands, pages, before);
  } finally {
    for (const page of pages) page.kill();
  }
}

const fieldOf = (operation: Operation) =>
  operation.kind === 'set' ? `${operation.entity} ${operation.field}` : '';

/** A wrong rule: what waits moves onto the newest revision, seen or not. */
function advanced(operation: Operation, {told}: Hands): Operation {
  const rev = told.get(fieldOf(operation)) ?? 0;
  return operation.kind === 'set' && operation.base < rev ? {...operation, base: rev} : operation;
}

function tell(batch: Operation[], outcomes: Outcome[], {told, seen}: Hands): void {
  batch.forEach((operation, index) => {
    const outcome = outcomes[index];
    // Its author chose that value, whoever wrote it first.
    if (outcome?.state === 'stored')
      seen.add(`${String(outcome.rev)} ${JSON.stringify(outcome.value)}`);
    const newest = Math.max(told.get(fieldOf(operation)) ?? 0, outcome?.rev ?? 0);
    told.set(fieldOf(operation), newest);
  });
}

interface Kept {
  id: string;
  entity: string;
  field: string;
  rev: number | null;
  value: Json;
  outcome: Outcome;
}

async function operations({store, space}: Visit): Promise<Kept[]> {
  const scope = {space, member: '', org: '', role: 'governor', at: '2027-02-03T10:00:00Z'} as const;
  const {items} = await store.list(scope, 'op', {limit: 100_000, asService: true});
  return items.map(({id, body}) => ({id, ...(body as unknown as Omit<Kept, 'id'>)}));
}

async function judge(
  at: Visit,
  hands: readonly Hands[],
  pages: readonly Page[],
  before: ReadonlySet<string>,
): Promise<Found> {
  const all = await operations(at);
  const fresh = all.filter(({id}) => !before.has(id));
  const unseen: string[] = [];
  for (const each of FIELDS) {
    const entity = at.ref('head', each.on);
    const history = all
      .filter((op) => op.entity === entity && op.field === each.field && op.rev !== null)
      .toSorted((a, b) => (a.rev ?? 0) - (b.rev ?? 0) || (a.id < b.id ? -1 : 1))
      // Choosing what stands in a conflict makes no revision.
      .filter(
        (op, index, ops) => op.rev !== ops[index - 1]?.rev || op.value !== ops[index - 1]?.value,
      );
    for (const [index, op] of history.entries()) {
      const old = history[index - 1];
      if (!old || before.has(op.id) || old.value === op.value) continue;
      assert.equal(op.rev, (old.rev ?? 0) + 1, 'each write makes one revision');
      const hand = hands.find(({sent}) => sent.has(op.id));
      assert.ok(hand, 'a write has an author');
      const {sent} = hand;
      const seen = new Set([...hand.seen].slice(0, sent.get(op.id)));
      if (sent.has(old.id) && op.outcome.state !== 'merged' && each.field === 'answer') continue;
      const lost =
        each.field === 'answer'
          ? seen.has(`${String(old.rev)} ${JSON.stringify(old.value)}`) || seen.has(old.id)
            ? []
            : [old.value]
          : linesOf(old.value).filter(
              (line) => !linesOf(op.value).includes(line) && !seen.has(line),
            );
      for (const line of lost)
        unseen.push(`${nameOf(each)} ${String(op.rev)}: ${JSON.stringify(line)}`);
    }
  }

  const entities = await Promise.all(
    FIELDS.map(async ({on}) => {
      const id = at.ref('head', on).slice('rating/'.length);
      const scope = {
        space: at.space,
        member: '',
        org: '',
        role: 'governor',
        at: '2027-02-03T10:00:00Z',
      } as const;
      return await at.store.get(scope, 'rating', id, {asService: true});
    }),
  );
  const records = entities.flatMap((entity) => entity?.conflicts ?? []);
  const everything = [
    ...all.map(({value}) => value),
    ...records.flatMap(({values, history}) => [...values, ...history].map(({value}) => value)),
  ];
  const lines = new Set(everything.flatMap(linesOf));
  for (const {last} of hands) {
    for (const [name, value] of last) {
      const kept = name.endsWith('answer')
        ? everything.includes(value)
        : linesOf(value).every((line) => lines.has(line));
      assert.ok(kept, `lost: ${name} ${JSON.stringify(value)}`);
    }
  }

  for (const {review} of pages) {
    assert.deepEqual(
      [review.save.unsent, review.save.state, review.connection.state],
      [0, 'saved', 'live'],
    );
  }
  for (const each of FIELDS) {
    const entity = entities[FIELDS.indexOf(each)];
    const value = entity?.body[each.field];
    for (const page of pages) {
      assert.equal(page.value(each.field, each.on), value, `every page draws ${nameOf(each)}`);
    }
  }
  return {
    unseen,
    writes: fresh.filter(({rev}) => rev !== null).length,
    merged: fresh.filter(({outcome}) => outcome.state === 'merged').length,
    conflicts: fresh.filter(({outcome}) => outcome.state === 'conflict').length,
  };
}

async function runs(first: number, count: number, isBroken = false): Promise<Found> {
  const sum: Found = {unseen: [], writes: 0, merged: 0, conflicts: 0};
  for (let seed = first; seed < first + count; seed += RUNS_A_SERVICE) {
    const at = await visit('self');
    try {
      for (let each = seed; each < Math.min(seed + RUNS_A_SERVICE, first + count); each++) {
        const found = await run(at, each, isBroken).catch((error: unknown) => {
          throw new Error(`seed ${String(each)} of the runs from ${String(seed)}`, {cause: error});
        });
        sum.unseen.push(...found.unseen.map((line) => `seed ${String(each)}: ${line}`));
        for (const name of ['writes', 'merged', 'conflicts'] as const) sum[name] += found[name];
      }
    } finally {
      await at.close();
    }
  }
  return sum;
}

test('whatever is lost, killed and typed at once: nothing unseen is replaced, nothing typed is lost', async (context) => {
  const {unseen, ...figures} = await runs(FIRST, RUNS);
  context.diagnostic(JSON.stringify({runs: RUNS, ...figures}));
  assert.deepEqual(unseen, []);
  assert.ok(figures.merged > 0 && figures.conflicts > 0, 'the runs meet merges and conflicts');
});

test('the same question finds the wrong rule that looks right', async () => {
  const {unseen} = await runs(FIRST, 20, true);
  assert.notEqual(unseen.length, 0);
});

describe('what the fuzz does not meet', () => {
  let at: Visit;
  let pages: Page[];
  const open = async (...options: Parameters<Visit['open']>) => {
    const page = await at.open(...options);
    pages.push(page);
    return page;
  };
  beforeEach(async () => {
    at = await visit('self');
    pages = [];
  });
  afterEach(async () => {
    for (const page of pages) page.kill();
    await at.close();
  });

  test('a second tab that sends first loses nothing of what is typed on in the first', async () => {
    const device = tape();
    const one = await open('head', device);
    one.network.offline = true;
    await one.set('note', 'First words');
    const two = await open('head', device);
    await two.settle();
    await one.set('note', 'First words, and more');
    one.network.offline = false;
    await one.settle();
    await two.review.retry();
    const kept = JSON.stringify([(await at.at('head', 'note')).value, two.review.conflicts]);
    assert.match(kept, /First words, and more/);
  });

  test('another who signs in while a review is open reads and sends nothing as the first (C05)', async () => {
    const page = await open('head');
    page.network.person = 'a';
    page.network.offline = true;
    await page.set('note', 'Mine alone.');
    page.network.offline = false;
    // The first one's token has ended: the next comes from whoever is signed in now.
    await page.expire();
    await page.review.retry();
    const {connection, state, save} = page.review;
    assert.deepEqual(
      [connection.state, state.me.name, save.unsent, (await at.at('head', 'note')).value],
      ['signed-out', 'Person head', 1, undefined],
    );
    page.network.person = 'head';
    await page.settle();
    assert.equal((await at.at('head', 'note')).value, 'Mine alone.');
  });

  test('a review that opens while the last one closes still sends', async () => {
    const page = await open('head');
    const opening = page.hub.live.reviews.open(at.review);
    page.review.close();
    const next = await opening;
    await next.set({entity: at.ref('head') as never, field: 'note'}, 'After the change.');
    for (let turn = 0; turn < 20 && next.save.unsent > 0; turn++) await next.retry();
    assert.equal((await at.at('head', 'note')).value, 'After the change.');
  });

  test('what a full device could not keep is there when its review is opened again, and is kept once it can', async () => {
    const device = tape();
    const page = await open('head', device);
    page.network.offline = true;
    device.full = true;
    await assert.rejects(page.set('note', 'Nowhere else.'));
    page.review.close();
    const again = await page.hub.live.reviews.open(at.review);
    assert.equal(again.save.state, 'not-saved');
    device.full = false;
    await again.retry();
    assert.notEqual(again.save.state, 'not-saved');
    assert.equal((await device.operations(`https://hub.example|${at.space}|head`)).length, 1);
  });
});

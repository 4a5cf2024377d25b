import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {rowRules, type Predicate} from '@hubkit/model';
import fc from 'fast-check';
import {createMemoryStore} from '../src/store/memory.ts';
import {knownOf} from './known.ts';
import {readStream, type StreamReader} from './stream-reader.ts';
import {callsOf, table, type Known, type TableCall} from './table.ts';
import {
  C1,
  C2,
  createTeam,
  ok,
  rate,
  sendOne,
  testId,
  toIndependent,
  type Person,
  type Reply,
  type Team,
} from './world.ts';

const RATERS = ['lead', 'ann', 'bex'] as const;
const PEOPLE = [...RATERS, 'host', 'facilitator', 'coordinator', 'outsider'] as const;
type Name = (typeof PEOPLE)[number];

/** Text that only this rater writes, and only into ratings. */
const canaryOf = (name: string) => `CANARY-${name}-`;

/** Puts the caller's canary wherever a rating would take text. */
function marked(made: TableCall, name: Name): TableCall {
  const mark = (value: unknown) =>
    typeof value === 'string' ? `${canaryOf(name)}${value.slice(0, 20)}` : value;
  const {body} = made.options as {body?: Record<string, unknown>};
  if (!body) return made;
  const texts = (fields: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [
        field,
        field === 'answer' || field === 'confidence' ? value : mark(value),
      ]),
    );
  let next = body;
  if (made.name === 'reviews.ratings.patch') next = texts(body);
  if (made.name === 'operations.send' && Array.isArray(body['operations'])) {
    next = {
      operations: (body['operations'] as Record<string, unknown>[]).map((operation) => {
        const {entity, field, value} = operation;
        const isText = field !== 'answer' && field !== 'confidence';
        return String(entity).startsWith('rating/') && isText && 'value' in operation
          ? {...operation, value: mark(value)}
          : operation;
      }),
    };
  }
  return {...made, options: {...made.options, body: next}};
}

/** What of another's sealed rating stands in something that a reader received; `null`: nothing. */
function leak(text: string, reader: Name, team: Team, phase: string): string | null {
  const sealed = phase === 'self' || phase === 'independent';
  const inTeam = (RATERS as readonly string[]).includes(reader);
  for (const author of RATERS) {
    if (author === reader || (inTeam && !sealed)) continue;
    if (text.includes(canaryOf(author))) return `${reader} reads what ${author} wrote`;
    const ref = new RegExp(`rating/[^"]*/${team[author].id}`);
    if (ref.test(text)) return `${reader} hears that ${author} rates`;
  }
  return null;
}

const wholeText = (reply: Reply) => reply.text + JSON.stringify([...reply.headers]);

interface Step {
  name: Name;
  made: TableCall;
}

/** Random calls of everyone to every route; what was received is looked at after each. */
async function findLeak(team: Team, steps: readonly Step[]): Promise<string | null> {
  const {world, review} = team;
  const streams = new Map<Name, StreamReader>();
  for (const name of PEOPLE) {
    if (name !== 'outsider') streams.set(name, await readStream(team[name], world.at('/stream')));
  }
  const places = new Map<Name, string>();
  for (const name of PEOPLE) {
    places.set(name, (await team[name].get(world.at('/changes'))).body.cursor);
  }
  const phaseNow = async () =>
    (await team.coordinator.get(world.at(`/reviews/${review}`))).body.phase;
  const looks = [`/reviews/${review}`, `/reviews/${review}/ratings`, `/reviews/${review}/access`];
  try {
    // Whatever the steps are, each rater saves once while everyone listens.
    for (const name of RATERS) {
      const entity = `rating/${review}/${C2}/${team[name].id}`;
      const set = {kind: 'set', entity, field: 'note', base: 0, value: `${canaryOf(name)}next`};
      ok(await sendOne(team[name], world.space, set));
    }
    for (const {name, made} of steps) {
      const {method, path, options} = marked(made, name);
      if (made.name === 'stream.open') continue;
      const caller = team[name];
      // What a caller sent may come back to them; what they sent of another's is none of it.
      const reply = await caller.send(method, path, options);
      const phase = await phaseNow();
      const found = leak(wholeText(reply), name, team, phase);
      if (found) return `${found}: ${made.name}`;
    }
    const phase = await phaseNow();
    for (const name of PEOPLE) {
      for (const path of [...looks, `/changes?after=${places.get(name) ?? ''}`]) {
        const found = leak(wholeText(await team[name].get(world.at(path))), name, team, phase);
        if (found) return `${found}: GET ${path}`;
      }
    }
    for (const [name, stream] of streams) {
      const path = world.at(`/changes?limit=200&after=${places.get(name) ?? ''}`);
      // The stream sends what the list holds: once the last of it is there, all before it is.
      const last = (await team[name].get(path)).body.items.at(-1);
      if (last) await stream.until(last.cursor);
      const found = leak(stream.text, name, team, phase);
      if (found) return `${found}: stream`;
    }
    return null;
  } finally {
    for (const stream of streams.values()) await stream.close();
  }
}

/** Rows of the table that people may call; members are not removed, or soon nobody is left. */
const rows = table.filter(({name}) => name !== 'embedTokens.create');

const stepsOf = (known: Known): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.constantFrom(...PEOPLE).chain((name) =>
      fc
        .oneof(
          {weight: 1, arbitrary: fc.constantFrom(...rows).chain((row) => callsOf(row, known))},
          {
            weight: 1,
            arbitrary: fc
              .constantFrom(
                ...rows.filter((row) =>
                  ['reviews.ratings.patch', 'operations.send', 'reviews.get'].includes(row.name),
                ),
              )
              .chain((row) => callsOf(row, known)),
          },
        )
        .map((made) => ({name, made})),
    ),
    {minLength: 10, maxLength: 40},
  );

/** A team at work, sealed: each rater has written something already. */
async function sealedTeam(store = createMemoryStore()): Promise<{team: Team; known: Known}> {
  const team = await createTeam({store});
  const known = await knownOf(team);
  await toIndependent(team);
  for (const name of RATERS) {
    ok(await rate(team, team[name], C1, 0, {answer: 'secure', note: `${canaryOf(name)}first`}));
  }
  return {team, known};
}

async function searchForLeaks(runs: number, make = () => sealedTeam()): Promise<string | null> {
  for (let run = 0; run < runs; run += 1) {
    const {team, known} = await make();
    const [steps = []] = fc.sample(stepsOf(known), 1);
    const found = await findLeak(team, steps);
    if (found) return found;
  }
  return null;
}

/** Makes a rule wrong for a while. The rules are data: what reads them reads the wrong one. */
async function withRule<T>(kind: 'rating', rule: Predicate, work: () => Promise<T>): Promise<T> {
  const rules = rowRules as Record<string, Predicate>;
  const right = rules[kind]!;
  rules[kind] = rule;
  try {
    return await work();
  } finally {
    rules[kind] = right;
  }
}

describe('a sealed rating', () => {
  test('shows in no answer, header or stream of anyone else, whatever is called', async () => {
    assert.equal(await searchForLeaks(60), null);
  });

  test('would be found if the rule were wrong', async () => {
    const team: Predicate = {capability: ['lead', 'reviewer']};
    const wrong: Predicate = {any: [rowRules.rating, team]};
    assert.ok(await withRule('rating', wrong, () => searchForLeaks(5)));
    const host: Predicate = {any: [rowRules.rating, {capability: ['host']}]};
    assert.ok(await withRule('rating', host, () => searchForLeaks(5)));
  });

  test('would be found if the feed alone told of it', async () => {
    const leaky = async () => {
      const store = createMemoryStore();
      const feed = store.feed.bind(store);
      let member = '';
      // Everyone is sent what Ann may hear.
      store.feed = (scope, options) => feed(member ? {...scope, member} : scope, options);
      const made = await sealedTeam(store);
      member = made.team.ann.id;
      return made;
    };
    assert.match((await searchForLeaks(5, leaky)) ?? '', /hears that ann rates/);
  });
});

const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIMES = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
/** Cursors by their length alone: they are the same size wherever they point. */
const SEALED = /[\w-]{50,}/g;
const alike = (text: string) =>
  text
    .replaceAll(UUIDS, '<id>')
    .replaceAll(TIMES, '<time>')
    .replaceAll(SEALED, (sealed) => `<${sealed.length}>`);

/** Everything that Bex receives while Ann saves, submits nothing and is refused, so many times. */
async function whatBexReceives(saves: number): Promise<string[]> {
  const team = await createTeam();
  const {world, review, ann, bex, host} = team;
  await toIndependent(team);
  const received: string[] = [];
  const keep = (reply: Reply) => {
    const headers = [...reply.headers].map(([name, value]) => `${name}: ${value}`);
    received.push(alike([reply.status, ...headers, reply.text].join('\n')));
    return reply;
  };
  const stream = await readStream(bex, world.at('/stream'));
  const {cursor} = keep(await bex.get(world.at('/changes'))).body;
  let version = 0;
  let own = 0;
  for (let round = 0; round < 3; round += 1) {
    for (let save = 0; save < saves; save += 1) {
      const criterion = save % 2 ? C1 : C2;
      const entity = `rating/${review}/${criterion}/${ann.id}`;
      const set = {kind: 'set', entity, field: 'note', base: save, value: `Note ${save}`};
      ok(await sendOne(ann, world.space, set));
      ok(await sendOne(ann, world.space, {...set, base: 0, value: 'In conflict.'}));
      await rate(team, ann, C1, 99, {note: 'Too late.'});
    }
    const at = (path: string) => world.at(`/reviews/${review}${path}`);
    for (const path of ['', '/ratings', '/agreements', '/access', '/ratings?limit=1']) {
      keep(await bex.get(at(path)));
    }
    const whole = ['/reviews', '/changes', '/actions', '/members', '/frameworks', ''];
    for (const path of [...whole, `/changes?after=${cursor}`, `/changes?after=${cursor}&limit=1`]) {
      keep(await bex.get(world.at(path)));
    }
    keep(await bex.get(world.at(`/comments?target=agreement/${review}/${C1}`)));
    const reached = keep(await rate(team, bex, C1, version, {note: `Own ${round}`}));
    version = reached.body.version;
    keep(await rate(team, bex, C1, 99, {note: 'Late.'}));
    const theirs = {kind: 'set', entity: `rating/${review}/${C1}/${ann.id}`, field: 'note'};
    keep(await sendOne(bex, world.space, {...theirs, base: 0, value: 'Not mine.'}));
    keep(await sendOne(bex, world.space, {...theirs, field: 'answer', base: 7, value: 'secure'}));
    const free = {kind: 'set', entity: `rating/${review}/${C2}/${bex.id}`, field: 'answer'};
    keep(await sendOne(bex, world.space, {...free, base: own, value: ['secure', null][own % 2]}));
    own += 1;
    keep(await bex.post(world.at('/operations'), {operations: 'x'}));
    keep(await bex.get(world.at(`/actions/${testId()}`)));
  }
  keep(await host.get(world.at(`/reviews/${review}`)));
  keep(await host.get(world.at('/changes')));
  ok(await bex.post(world.at(`/reviews/${review}/submit`)));
  received.push(alike(await stream.until(`"entity":"review/${review}"`)));
  await stream.close();
  return received;
}

test('what one reviewer receives is the same to the byte, however often another saves', async () => {
  const [never, once, often] = [
    await whatBexReceives(0),
    await whatBexReceives(1),
    await whatBexReceives(25),
  ];
  assert.deepEqual(once, never);
  assert.deepEqual(often, never);
});

test('a page of a list says nothing of the rows between those that are seen', async () => {
  const team: Team = await createTeam();
  const {world, review, ann, bex} = team;
  await toIndependent(team);
  const both = async (by: Person) => {
    for (const criterion of [C1, C2]) ok(await rate(team, by, criterion, 0, {answer: 'secure'}));
  };
  await both(ann);
  await both(bex);
  const path = world.at(`/reviews/${review}/ratings?limit=1`);
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: Reply = await bex.get(next ? `${path}&cursor=${next}` : path);
    for (const {rater} of page.body.items) seen.push(rater);
    ({next} = page.body);
  }
  assert.deepEqual(seen, [bex.id, bex.id]);
});

import {readFileSync} from 'node:fs';
import {connect, type HubClient, type Json, type LiveReview} from '@hubkit/client';
import type {Device, Queued, Snapshot} from '@hubkit/client/outbox';
import type {Operation, Outcome} from '@hubkit/contract';
import {createApiKey, createMemoryStore, createService, createSigningKey} from '@hubkit/service';

const ORIGIN = 'https://intranet.example';
const URL_OF_SERVICE = 'https://hub.example';
const sample = new URL('../../model/test/fixtures/sample-framework.json', import.meta.url);

export const criterion = 'learning.checking-understanding';
export const people = {
  head: 'host',
  colleague: 'host',
  a: 'reviewer',
  b: 'reviewer',
  lead: 'lead',
} as const;
export type Person = keyof typeof people;

/** A device that outlives the page: what is on it is what IndexedDB would hold. */
export function tape(): Device & {full: boolean} {
  const operations = new Map<string, Queued>();
  const snapshots = new Map<string, Snapshot>();
  const persons = new Map<string, string>();
  const device = {
    full: false,
    keeps: true,
    operations: (owner: string) =>
      Promise.resolve(
        structuredClone([...operations.values()].filter((each) => each.owner === owner)),
      ),
    put: (queued: readonly Queued[]) => {
      if (device.full) return Promise.reject(new DOMException('No room.', 'QuotaExceededError'));
      for (const each of queued) operations.set(each.operation.opId, structuredClone(each));
      return Promise.resolve();
    },
    change: (opIds: readonly string[], to: (queued: Queued) => Queued) => {
      if (device.full) return Promise.reject(new DOMException('No room.', 'QuotaExceededError'));
      const changed = opIds.flatMap((opId) => {
        const queued = operations.get(opId);
        return queued ? [structuredClone(to(structuredClone(queued)))] : [];
      });
      for (const each of changed) operations.set(each.operation.opId, each);
      return Promise.resolve(structuredClone(changed));
    },
    remove: (opIds: readonly string[]) => {
      for (const opId of opIds) operations.delete(opId);
      return Promise.resolve();
    },
    snapshot: (owner: string, review: string) =>
      Promise.resolve(structuredClone(snapshots.get(`${owner} ${review}`))),
    saveSnapshot: (owner: string, review: string, snapshot: Snapshot) => {
      snapshots.set(`${owner} ${review}`, structuredClone(snapshot));
      return Promise.resolve();
    },
    person: (place: string) => Promise.resolve(persons.get(place)),
    savePerson: (place: string, person: string) => {
      persons.set(place, person);
      return Promise.resolve();
    },
  };
  return device;
}

/** What stands between a device and the service. Each loss drops exactly one batch of operations. */
export interface Network {
  offline: boolean;
  signedOut: boolean;
  loseRequest: boolean;
  loseResponse: boolean;
  /** Who signs in on this page, if another than who opened it. */
  person?: Person;
  /** What becomes of a batch on its way. */
  sends?: (operations: Operation[]) => Operation[];
  answers?: (operations: Operation[], outcomes: Outcome[]) => void;
}

/** A page of one person on one device. */
export interface Page {
  hub: HubClient;
  review: LiveReview;
  network: Network;
  set: (field: string, value: Json, on?: string) => Promise<void>;
  value: (field: string, on?: string) => Json | undefined;
  /** Sends what waits and reads again, until nothing more happens. */
  settle: () => Promise<void>;
  /** The service takes this page's token no more: the next call is refused once. */
  expire: () => Promise<void>;
  /** The page is gone at once, as when a tab is killed. */
  kill: () => void;
}

/** A service in this process with one review, and pages of its people. */
export async function visit(phase: 'self' | 'independent' = 'independent') {
  const store = createMemoryStore();
  const pepper = 'p'.repeat(40);
  const service = await createService({
    store,
    pepper,
    signingKey: await createSigningKey(),
    url: URL_OF_SERVICE,
    origins: [ORIGIN],
  });
  const {key} = await createApiKey({
    store,
    pepper,
    name: 'test',
    scopes: ['read', 'write', 'admin', 'mint'],
  });
  const reach = (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    request.headers.set('origin', ORIGIN);
    return service.fetch(request);
  };
  const root = connect({url: URL_OF_SERVICE, token: key, fetch: reach});
  const {id: space} = await root.spaces.create({body: {kind: 'programme', name: 'Test'}});
  const members = {} as Record<Person, string>;
  for (const subject of Object.keys(people) as Person[]) {
    const organisation = {id: space, name: 'A school'};
    members[subject] = (
      await root.members.create({
        space,
        body: {subject, name: `Person ${subject}`, role: 'school', organisation},
      })
    ).id;
  }
  const framework = await root.frameworks.create({
    space,
    body: JSON.parse(readFileSync(sample, 'utf8')) as never,
  });
  const {id: review} = await root.reviews.create({
    space,
    body: {
      subject: {urn: '999001', name: 'Saltmarsh Primary'},
      framework: {id: framework.id, version: framework.version},
      ratingMode: 'levels',
      focus: [criterion],
    },
  });
  const access = {} as Record<Person, number>;
  for (const person of Object.keys(people) as Person[]) {
    const given = await root.reviews.access.create({
      space,
      review,
      body: {member: members[person], capability: people[person]},
    });
    access[person] = given.version ?? 1;
  }
  const tokenOf = (subject: string) => () =>
    root.embedTokens.create({body: {space, subject, origins: [ORIGIN]}});
  const as = (person: Person) =>
    connect({url: URL_OF_SERVICE, space, token: tokenOf(person), fetch: reach});

  /** Sets one field over the plain routes, at once. */
  async function say(person: Person, entity: string, field: string, value: Json): Promise<void> {
    const hub = as(person);
    const state = await hub.reviews.get({review});
    const base = state.revs[entity]?.[field] ?? 0;
    const operation = {
      kind: 'set' as const,
      opId: crypto.randomUUID(),
      entity: entity as never,
      field,
      base,
      value,
      at: '2027-02-03T10:00:00Z',
    };
    const {outcomes} = await hub.operations.send({body: {operations: [operation]}});
    if (outcomes[0]?.state !== 'stored') throw new Error(JSON.stringify(outcomes[0]));
  }
  if (phase === 'independent') {
    await say('head', `review/${review}`, 'selfReview', 'shared');
    const declare = (person: Person) =>
      say(person, `access/${review}/${members[person]}`, 'independence', {
        declared: true,
        links: '',
      });
    await declare('lead');
    await say('lead', `review/${review}`, 'phase', 'independent');
    for (const person of ['a', 'b'] as const) await declare(person);
  }

  const rater = (person: Person) => (people[person] === 'host' ? 'self' : members[person]);

  async function open(
    person: Person,
    device: Device = tape(),
    network: Partial<Network> = {},
    url = URL_OF_SERVICE,
  ): Promise<Page> {
    const state: Network = {
      offline: false,
      signedOut: false,
      loseRequest: false,
      loseResponse: false,
      ...network,
    };
    let last: string | null = null;
    let ended: string | null = '';
    const hub = connect({
      url,
      space,
      device,
      retries: 0,
      token: () => {
        if (state.offline) return Promise.reject(new TypeError('Failed to fetch'));
        return state.signedOut
          ? Promise.reject(new Error('Signed out'))
          : tokenOf(state.person ?? person)();
      },
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (state.offline) throw new TypeError('Failed to fetch');
        if (ended === request.headers.get('authorization')) {
          return new Response('{}', {status: 401, headers: {'content-type': 'application/json'}});
        }
        last = request.headers.get('authorization');
        const isBatch = request.url.endsWith('/operations');
        if (isBatch && state.loseRequest) {
          state.loseRequest = false;
          throw new TypeError('Failed to fetch');
        }
        let response: Response;
        if (isBatch && (state.sends ?? state.answers)) {
          const body = (await request.clone().json()) as {operations: Operation[]};
          const operations = state.sends?.(body.operations) ?? body.operations;
          response = await reach(new Request(request, {body: JSON.stringify({operations})}));
          if (response.ok) {
            const answer = (await response.clone().json()) as {outcomes: Outcome[]};
            state.answers?.(operations, answer.outcomes);
          }
        } else response = await reach(request);
        if (isBatch && state.loseResponse) {
          state.loseResponse = false;
          throw new TypeError('Failed to fetch');
        }
        return response;
      },
    });
    const live = await hub.live.reviews.open(review);
    const entity = (on: string) => `rating/${review}/${on}/${rater(person)}` as const;
    return {
      hub,
      review: live,
      network: state,
      set: (field, value, on = criterion) => live.set({entity: entity(on), field}, value),
      value: (field, on = criterion) =>
        (live.state.mine?.[on] as Record<string, Json> | undefined)?.[field],
      async settle() {
        for (let turn = 0; turn < 50; turn++) {
          await live.retry().catch(() => undefined);
          await new Promise((resolve) => setTimeout(resolve, 2));
          const {state: word} = live.save;
          if (word === 'saved' || word === 'refused') return;
        }
      },
      expire: async () => {
        ended = last;
        // Whatever is called first learns of it.
        await live.retry();
      },
      kill: () => {
        hub.close();
      },
    };
  }

  return {
    store,
    root,
    space,
    review,
    members,
    as,
    say,
    open,
    ref: (person: Person, on = criterion) => `rating/${review}/${on}/${rater(person)}`,
    async endAccess(person: Person): Promise<void> {
      await root.reviews.access.delete({
        space,
        review,
        member: members[person],
        ifMatch: `"${String(access[person])}"`,
      });
    },
    async at(
      person: Person,
      field: string,
      on = criterion,
    ): Promise<{value: Json | undefined; rev: number}> {
      const state = await as(person).reviews.get({review});
      const entity = `rating/${review}/${on}/${rater(person)}`;
      return {
        value: (state.mine?.[on] as Record<string, Json> | undefined)?.[field],
        rev: state.revs[entity]?.[field] ?? 0,
      };
    },
    async close(): Promise<void> {
      await service.close();
      await store.close();
    },
  };
}

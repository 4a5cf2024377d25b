import {readFileSync} from 'node:fs';
import type {
  Access,
  Change,
  Comment,
  Conflict,
  Issue,
  Member,
  Outcome,
  Rating,
  ReviewState,
} from '@hubkit/contract';
import type {Capability, Role} from '@hubkit/model';
import {createApiKey} from '../src/keys.ts';
import {createService, type Service, type ServiceOptions} from '../src/service.ts';
import {createMemoryStore} from '../src/store/memory.ts';
import type {Store} from '../src/store/port.ts';
import {createSigningKey, mintEmbedToken} from '../src/tokens.ts';

export const URL_OF_SERVICE = 'https://hub.example';
export const ORIGIN = 'https://portal.example';
export const PEPPER = 'a pepper that is long enough for every test';
export const signingKey = await createSigningKey();
export const frameworkFile = JSON.parse(
  readFileSync(new URL('fixtures/sample-framework.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;
export const C1 = 'learning.curriculum-thread';
export const C2 = 'learning.checking-understanding';

let counter = 0;
/** Ids that are the same in every run. */
export function testId(): string {
  counter += 1;
  return `0190a000-0000-7000-8000-${counter.toString(16).padStart(12, '0')}`;
}
export const newKey = () => `key-${testId()}`;

type Named<T> = Record<string, T>;

/** What tests look for in bodies, by name: it is there, or the test fails. The contract test holds each to its schema. */
export interface Body {
  id: string;
  version: number;
  code: string;
  token: string;
  outcomes: Outcome[];
  issues: Issue[];
  items: (Change & Rating & Access & Comment)[];
  next: string | null;
  cursor: string;
  more: boolean;
  member: Member | null;
  phase: string;
  me: ReviewState['me'];
  people: ReviewState['people'];
  mine: Named<Named<unknown>>;
  shared: Named<Named<Named<unknown>>>;
  submitted: {count: number; of: number; mine: boolean; who?: string[]} | boolean;
  agreements: Named<Named<unknown>>;
  revs: Named<Named<number>>;
  conflicts: Conflict[];
}

export interface Reply {
  status: number;
  headers: Headers;
  body: Body;
  text: string;
}

export interface CallOptions {
  body?: unknown;
  ifMatch?: number | string;
  key?: string | null;
  headers?: Record<string, string>;
  raw?: string;
}

/** Somebody who calls the service. */
export interface Caller {
  bearer: string;
  send: (method: string, path: string, options?: CallOptions) => Promise<Reply>;
  get: (path: string) => Promise<Reply>;
  post: (path: string, body?: unknown) => Promise<Reply>;
  patch: (path: string, ifMatch: number, body: unknown) => Promise<Reply>;
  open: (path: string, headers?: Record<string, string>) => Promise<Response>;
}

export function callerOf(service: Service, bearer: string): Caller {
  const request = (method: string, path: string, options: CallOptions = {}) => {
    const {body, raw, ifMatch, key = newKey(), headers = {}} = options;
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    return new Request(`${URL_OF_SERVICE}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        origin: ORIGIN,
        ...(text === undefined ? {} : {'content-type': 'application/json'}),
        ...(method === 'GET' || key === null ? {} : {'idempotency-key': key}),
        ...(ifMatch === undefined
          ? {}
          : {'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch}),
        ...headers,
      },
      ...(text === undefined ? {} : {body: text}),
    });
  };
  const send = async (method: string, path: string, options?: CallOptions): Promise<Reply> => {
    const response = await service.fetch(request(method, path, options));
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const body = (isJson ? JSON.parse(text) : undefined) as Body;
    return {status: response.status, headers: response.headers, body, text};
  };
  return {
    bearer,
    send,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body === undefined ? {} : {body}),
    patch: (path, ifMatch, body) => send('PATCH', path, {ifMatch, body}),
    open: (path, headers = {}) => service.fetch(request('GET', path, {headers})),
  };
}

export interface Person extends Caller {
  id: string;
  subject: string;
}

export interface World {
  store: Store;
  service: Service;
  space: string;
  admin: Caller;
  /** A person with a role, signed in. */
  person: (subject: string, role?: Role) => Promise<Person>;
  /** A review with the sample framework, rated by levels. */
  review: (options?: Record<string, unknown>) => Promise<string>;
  give: (review: string, person: Person, capability: Capability, until?: string) => Promise<void>;
  /** Declares ties as a lead or reviewer must. */
  declare: (review: string, person: Person) => Promise<void>;
  at: (path: string) => string;
}

export function ok(reply: Reply): Reply {
  if (reply.status >= 300) throw new Error(`${reply.status}: ${reply.text}`);
  return reply;
}

type Options = Partial<ServiceOptions>;

/** A service with one space, its framework and an administrator's key. */
export async function createWorld(options: Options = {}): Promise<World> {
  const store = options.store ?? createMemoryStore();
  const service = await createService({
    signingKey,
    pepper: PEPPER,
    url: URL_OF_SERVICE,
    origins: [ORIGIN],
    ...options,
    store,
  });
  const now = options.clock?.() ?? Date.now();
  const scopes = ['read', 'write', 'admin', 'mint'] as const;
  const {key} = await createApiKey({store, pepper: PEPPER, name: 'Administrator', scopes, now});
  const admin = callerOf(service, key);
  const space = testId();
  ok(await admin.post('/spaces', {id: space, kind: 'programme', name: 'Northern Lights'}));
  const at = (path: string) => `/spaces/${space}${path}`;
  ok(await admin.post(at('/frameworks'), frameworkFile));

  async function person(subject: string, role: Role = 'school'): Promise<Person> {
    const id = testId();
    const organisation = {id: testId(), name: 'A school'};
    const name = `Person ${subject}`;
    ok(await admin.post(at('/members'), {id, subject, name, role, organisation}));
    const minted = await mintEmbedToken({
      ...{signingKey, url: URL_OF_SERVICE, space, subject, origins: [ORIGIN], lifetime: 3600},
      now: options.clock?.() ?? Date.now(),
    });
    return {...callerOf(service, minted.token), id, subject};
  }

  return {
    ...{store, service, space, admin, person, at},
    async review(extra = {}) {
      const id = testId();
      const framework = {id: frameworkFile['id'], version: frameworkFile['version']};
      const subject = {urn: '100001', name: 'Sample Primary'};
      const body = {id, subject, framework, ratingMode: 'levels', focus: [C1, C2], ...extra};
      ok(await admin.post(at('/reviews'), body));
      return id;
    },
    async give(review, {id}, capability, until) {
      const body = {member: id, capability, ...(until === undefined ? {} : {until})};
      ok(await admin.post(at(`/reviews/${review}/access`), body));
    },
    async declare(review, member) {
      const entity = `access/${review}/${member.id}`;
      const value = {declared: true};
      ok(
        await sendOne(member, space, {kind: 'set', entity, field: 'independence', base: 0, value}),
      );
    },
  };
}

/** Sends one operation; its outcome is the first. */
export async function sendOne(
  caller: Caller,
  space: string,
  operation: Record<string, unknown>,
): Promise<Reply> {
  const whole = {opId: testId(), at: '2027-01-11T09:00:00.000Z', ...operation};
  return await caller.post(`/spaces/${space}/operations`, {operations: [whole]});
}

export interface Team {
  world: World;
  review: string;
  host: Person;
  lead: Person;
  ann: Person;
  bex: Person;
  facilitator: Person;
  coordinator: Person;
  outsider: Person;
}

/** A review with everyone in it, in phase `self`. */
export async function createTeam(options: Options = {}): Promise<Team> {
  const world = await createWorld(options);
  const review = await world.review();
  const people = {
    host: await world.person('host'),
    lead: await world.person('lead'),
    ann: await world.person('ann'),
    bex: await world.person('bex'),
    facilitator: await world.person('facilitator'),
    coordinator: await world.person('coordinator', 'coordinator'),
    outsider: await world.person('outsider'),
  };
  await world.give(review, people.host, 'host');
  await world.give(review, people.lead, 'lead');
  await world.give(review, people.ann, 'reviewer');
  await world.give(review, people.bex, 'reviewer');
  await world.give(review, people.facilitator, 'facilitator');
  for (const person of [people.lead, people.ann, people.bex]) await world.declare(review, person);
  return {world, review, ...people};
}

/** Sets one field of the review, at its current revision. */
export async function setReview(team: Team, by: Person, field: string, value: unknown) {
  const path = team.world.at(`/reviews/${team.review}`);
  const {version} = (await by.get(path)).body;
  return await by.patch(path, version, {[field]: value});
}

export async function toIndependent(team: Team): Promise<void> {
  ok(await setReview(team, team.host, 'selfReview', 'shared'));
  ok(await setReview(team, team.lead, 'phase', 'independent'));
}

export async function rate(
  team: Team,
  by: Person,
  criterion: string,
  version: number,
  body: unknown,
) {
  return await by.patch(
    team.world.at(`/reviews/${team.review}/ratings/${criterion}`),
    version,
    body,
  );
}

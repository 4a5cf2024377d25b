import {newRow} from './reading.ts';
import {newId} from './ids.ts';
import {DIRECTORY, serviceScope, type Changes, type Store} from './store/port.ts';

async function stored(
  store: Store,
  space: string,
  now: number,
  changes: Changes,
  taken: string,
): Promise<void> {
  const scope = serviceScope(space, new Date(now).toISOString());
  const result = await store.commit(scope, changes);
  if (result.state !== 'committed') throw new Error(taken);
}

export interface SpaceOptions {
  id?: string;
  kind: 'programme' | 'trust' | 'authority' | 'partnership' | 'school';
  name: string;
  now?: number;
}

/** Makes a space from the command line, where there is no key yet. */
export async function createSpace(
  store: Store,
  {kind, name, now = Date.now(), id = newId(now)}: SpaceOptions,
): Promise<{id: string}> {
  const row = newRow('space', id, {kind, name, createdAt: new Date(now).toISOString()});
  const audit = [{action: 'space.create', target: `space/${id}`}];
  const changes = {expect: [{kind: 'space', id, version: 0}] as const, put: [row], audit};
  await stored(store, DIRECTORY, now, changes, `There is a space ${id} already.`);
  return {id};
}

export interface MemberOptions {
  space: string;
  id?: string;
  /** The host’s own opaque id of the person, never an e-mail address. */
  subject: string;
  name: string;
  role: string;
  organisation: {id: string; name: string; urn?: string};
  now?: number;
}

/** Adds a member from the command line. */
export async function addMember(
  store: Store,
  {space, subject, name, role, organisation, now = Date.now(), id = newId(now)}: MemberOptions,
): Promise<{id: string}> {
  const createdAt = new Date(now).toISOString();
  const directory = serviceScope(DIRECTORY, createdAt);
  const found = await store.get(directory, 'space', space, {asService: true});
  if (!found) throw new Error(`There is no space ${space}. “hubkit space create” makes one.`);
  const member = newRow('member', id, {subject, name, role, organisation, createdAt});
  const changes: Changes = {
    expect: [
      {kind: 'subject', id: subject, version: 0},
      {kind: 'member', id, version: 0},
    ],
    put: [member, newRow('subject', subject, {member: id})],
    audit: [{action: 'member.create', target: `member/${id}`}],
  };
  await stored(store, space, now, changes, `The space has a member “${subject}” already.`);
  return {id};
}

import {roles, type Role} from '@hubkit/model';
import type {Call, Handlers} from '../call.ts';
import {visibilityFor, changeEvent} from '../events.ts';
import {CallProblem, invalid} from '../http/problem.ts';
import {newId} from '../ids.ts';
import {pageOf} from '../pages.ts';
import {requireVersion, visible} from '../patch.ts';
import {findMember} from '../principal.ts';
import {newRow, reading} from '../reading.ts';
import {memberShape} from '../shapes.ts';
import type {NewEvent, Row} from '../store/port.ts';

/** Whose role would mean nothing would be nobody. */
function requireRole(role: string | undefined): void {
  if (role !== undefined && !roles.includes(role as Role)) {
    throw invalid('/role', `This must be one of: ${roles.join(', ')}.`);
  }
}

async function me(call: Call<'me.get'>) {
  const {principal, store, scope} = call;
  const [space = null] = principal.spaces?.length === 1 ? principal.spaces : [];
  const isToken = principal.via === 'token' && space !== null;
  const member = isToken ? await findMember(store, space, principal.subject, scope.at) : null;
  const {expiresAt, scopes} = principal;
  return {
    body: {
      member: member && memberShape(member),
      space,
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      scopes: [...scopes],
    },
  };
}

/** Ends a membership, and with it every access; what the person wrote stays. */
function remove(call: Call<'members.delete'>) {
  return call.write(async () => {
    const {store, scope, params} = call;
    const reads = reading(store, scope);
    const member = await reads.readVisible('member', params['member'] ?? '');
    if (!member) throw new CallProblem('not_found');
    requireVersion(call, member.version);
    const subject = await reads.readInternal('subject', member.body['subject'] as string);
    const where = {member: member.id};
    const {items} = await store.list(scope, 'access', {where, limit: 10_000, asService: true});
    const events: NewEvent[] = [];
    for (const {id} of items) {
      const access = await reads.read('access', id);
      const review = access && (await reads.read('review', access.body['review'] as string));
      if (!access || !review) continue;
      reads.remove(access);
      events.push(changeEvent(access, [], review, scope.at, 'remove'));
      events.push(visibilityFor(member.id, review));
    }
    if (subject) reads.remove(subject);
    reads.remove(member);
    const audit = [{action: 'member.delete', target: `member/${member.id}`}];
    return {changes: {...reads.changes(), events, audit}, answer: {body: undefined}};
  });
}

export const members: Handlers<
  'me.get' | 'members.list' | 'members.create' | 'members.get' | 'members.patch' | 'members.delete'
> = {
  'me.get': me,
  'members.list': async (call) => ({
    body: await pageOf(call, call.query, {kind: 'member'}, (rows) => rows.map(memberShape)),
  }),
  'members.create': (call) =>
    call.write(async () => {
      const {subject, name, role, organisation, id = newId(call.clock())} = call.body;
      requireRole(role);
      const reads = reading(call.store, call.scope);
      const taken =
        (await reads.readInternal('subject', subject)) ?? (await reads.read('member', id));
      if (taken) throw new CallProblem('already_exists');
      const createdAt = call.scope.at;
      const body: Row['body'] = {
        subject,
        name,
        role,
        organisation: {...organisation} as never,
        createdAt,
      };
      const row = newRow('member', id, body);
      reads.put(row);
      reads.put(newRow('subject', subject, {member: id}));
      const audit = [{action: 'member.create', target: `member/${id}`}];
      return {
        changes: {...reads.changes(), audit},
        answer: {body: memberShape(row), version: row.version},
      };
    }),
  'members.get': async (call) => {
    const row = await visible(call, 'member', call.params['member'] ?? '');
    return {body: memberShape(row), version: row.version};
  },
  'members.patch': (call) =>
    call.write(async () => {
      requireRole(call.body.role);
      const reads = reading(call.store, call.scope);
      const row = await reads.readVisible('member', call.params['member'] ?? '');
      if (!row) throw new CallProblem('not_found');
      requireVersion(call, row.version);
      const next = {
        ...row,
        version: row.version + 1,
        body: {...row.body, ...(call.body as Row['body'])},
      };
      reads.put(next);
      const audit = [{action: 'member.patch', target: `member/${row.id}`}];
      return {
        changes: {...reads.changes(), audit},
        answer: {body: memberShape(next), version: next.version},
      };
    }),
  'members.delete': remove,
};

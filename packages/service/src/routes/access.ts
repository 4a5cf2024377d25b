import type {Capability, Entity, Scope, Setting} from '@hubkit/model';
import type {Call, Handlers} from '../call.ts';
import {changeEvent, visibilityFor} from '../events.ts';
import {CallProblem, refuse} from '../http/problem.ts';
import {pageOf} from '../pages.ts';
import {requireVersion, visible} from '../patch.ts';
import {inForce, newRow, reading} from '../reading.ts';
import {accessShape} from '../shapes.ts';
import type {Row} from '../store/port.ts';

/** What a coordinator may propose. The rest is the school’s alone to give. */
const PROPOSED: readonly Capability[] = ['host', 'lead', 'reviewer', 'facilitator'];
const TEAM: readonly string[] = ['lead', 'reviewer'];

/** As whom the caller gives or ends access; `null`: not at all. */
function standing(scope: Scope, setting: Setting): 'host' | 'coordinator' | null {
  if (setting.access?.capability === 'host') return 'host';
  return scope.role === 'coordinator' ? 'coordinator' : null;
}

/** A reader's grant has an end, and every end lies ahead. */
function endOf(capability: Capability, until: string | null | undefined, at: string) {
  const end = until ? new Date(until).toISOString() : null;
  if (capability === 'reader' && end === null) {
    throw refuse('/until', 'out_of_range', 'A reader’s access needs an end.');
  }
  if (end !== null && end <= at) {
    throw refuse('/until', 'out_of_range', 'This end lies in the past.');
  }
  return end;
}

/** Who facilitates has never judged, and who judges has never facilitated (domain.md). */
function requireOtherPart(capability: Capability, part: Row | null): void {
  const past = (part?.body['capabilities'] ?? []) as string[];
  const mixed =
    (capability === 'facilitator' && past.some((each) => TEAM.includes(each))) ||
    (TEAM.includes(capability) && past.includes('facilitator'));
  if (mixed) {
    const message = 'A facilitator of a review is never also one of its reviewers.';
    throw refuse('/capability', 'not_allowed', message);
  }
}

function give(call: Call<'reviews.access.create'>) {
  return call.write(async () => {
    const {scope, store, body} = call;
    const reads = reading(store, scope);
    const review = await reads.readVisible('review', call.params['review'] ?? '');
    if (!review) throw new CallProblem('not_found');
    const setting = await reads.settingOf(review);
    const as = standing(scope, setting);
    const {capability} = body;
    if (!as || (as === 'coordinator' && !PROPOSED.includes(capability))) {
      throw new CallProblem('forbidden');
    }
    if (as === 'coordinator' && body.member === scope.member) {
      throw refuse('/member', 'not_allowed', 'Nobody gives access to themselves.');
    }
    const until = endOf(capability, body.until, scope.at);
    const member = await reads.read('member', body.member);
    if (!member) throw refuse('/member', 'not_found', 'This space has no such member.');
    const id = `${review.id}/${member.id}`;
    const before = await reads.read('access', id);
    if (inForce(before, scope.at)) throw new CallProblem('already_exists');
    const part = await reads.readInternal('part', id);
    requireOtherPart(capability, part);
    const name = member.body['name'] as string;
    const past = (part?.body['capabilities'] ?? []) as string[];
    const grant = past.length + 1;
    const row: Entity = {
      ...newRow('access', id, {
        review: review.id,
        member: member.id,
        capability,
        until,
        declared: false,
        grant,
        givenBy: scope.member,
        givenAs: as,
        createdAt: scope.at,
        updatedAt: scope.at,
      }),
      version: (before?.version ?? 0) + 1,
    };
    const taken = {
      ...newRow('part', id, {capabilities: [...past, capability], name}),
      version: grant,
    };
    reads.put(row);
    reads.put(taken);
    // A membership ends with every access: its end reads this row too, so the two cannot both win.
    const subject = await reads.readInternal('subject', member.body['subject'] as string);
    if (subject) reads.put({...subject, version: subject.version + 1});
    return {
      changes: {
        ...reads.changes(),
        events: [changeEvent(row, [], review, scope.at), visibilityFor(member.id, review)],
        audit: [{action: `access.give.${capability}`, target: `access/${id}`}],
      },
      answer: {body: accessShape(row, name, scope, setting)},
    };
  });
}

function end(call: Call<'reviews.access.delete'>) {
  return call.write(async () => {
    const {scope, store, params} = call;
    const reads = reading(store, scope);
    const review = await reads.readVisible('review', params['review'] ?? '');
    const id = `${params['review'] ?? ''}/${params['member'] ?? ''}`;
    const access = await reads.readVisible('access', id);
    if (!review || !access) throw new CallProblem('not_found');
    const as = standing(scope, await reads.settingOf(review));
    const gaveIt =
      access.body['givenBy'] === scope.member ||
      (as === 'coordinator' && access.body['givenAs'] === 'coordinator');
    if (as !== 'host' && !gaveIt) throw new CallProblem('forbidden');
    requireVersion(call, access.body['grant'] as number);
    reads.remove(access);
    return {
      changes: {
        ...reads.changes(),
        events: [
          changeEvent(access, [], review, scope.at, 'remove'),
          visibilityFor(access.body['member'] as string, review),
        ],
        audit: [{action: 'access.end', target: `access/${id}`}],
      },
      answer: {body: undefined},
    };
  });
}

export const access: Handlers<
  'reviews.access.list' | 'reviews.access.create' | 'reviews.access.delete'
> = {
  'reviews.access.list': async (call) => {
    const {store, scope} = call;
    const review = await visible(call, 'review', call.params['review'] ?? '');
    const setting = await reading(store, scope).settingOf(review);
    const list = {kind: 'access', where: {review: review.id}} as const;
    const body = await pageOf(call, call.query, list, async (rows) => {
      const ids = rows.map((row) => row.body['member'] as string);
      const members = await store.getMany(scope, 'member', ids, {asService: true});
      return rows.map((row, index) => {
        const name = (members[index]?.body['name'] ?? '') as string;
        return accessShape(row, name, scope, setting);
      });
    });
    return {body};
  },
  'reviews.access.create': give,
  'reviews.access.delete': end,
};

import {
  audienceOf,
  capabilities,
  maySee,
  maySeeField,
  type Capability,
  type Entity,
  type Scope,
} from '@hubkit/model';
import type {EventAudience, NewEvent} from './store/port.ts';

/** Everyone who takes part in a review, and those who look after its process. */
const everyone: EventAudience = {
  members: [],
  capabilities,
  declared: [],
  roles: ['coordinator'],
};

/** Who may know that these fields of a row changed: the model’s audience, and who of them must have declared ties. */
function audience(
  row: Entity,
  changed: readonly string[],
  review: Entity | null,
  at: string,
): EventAudience {
  const found = audienceOf(row, changed, review, at);
  const nobody: Scope = {space: '', member: '', org: '', role: 'governor', at};
  const knowsUndeclared = (capability: Capability) => {
    const setting = {review, access: {capability, declared: false}};
    if (!maySee(row, nobody, setting)) return false;
    return (
      changed.length === 0 || changed.some((field) => maySeeField(row, field, nobody, setting))
    );
  };
  return {...found, declared: found.capabilities.filter((each) => !knowsUndeclared(each))};
}

const reviewOf = (row: Entity) =>
  row.kind === 'review' ? row.id : ((row.body['review'] as string | undefined) ?? null);

/** That a row was written or removed. */
export function changeEvent(
  row: Entity,
  changed: readonly string[],
  review: Entity | null,
  at: string,
  op: 'put' | 'remove' = 'put',
): NewEvent {
  return {
    kind: row.kind,
    id: row.id,
    review: reviewOf(row),
    op,
    // What moves the version of an access is not for all who see it: `grant` moves when it is given again.
    version: row.kind === 'access' ? (row.body['grant'] as number) : row.version,
    audience: audience(row, changed, review, at),
  };
}

/** That somebody sees more or less of a review than before: they read it again whole. */
export function visibilityEvent(review: Entity, to: EventAudience = everyone): NewEvent {
  const {id, version} = review;
  return {kind: 'review', id, review: id, op: 'visibility', version, audience: to};
}

/** That one person sees more or less of a review than before. */
export function visibilityFor(member: string, review: Entity): NewEvent {
  return visibilityEvent(review, {members: [member], capabilities: [], declared: [], roles: []});
}

/** What of a review decides who sees which of its rows. */
const REVEALING = ['phase', 'selfReview', 'focus'];

/** The events of one write that an operation made. */
export function operationEvents(
  row: Entity,
  changed: readonly string[],
  review: Entity | null,
  at: string,
): NewEvent[] {
  if (row.kind === 'review' && changed.some((field) => REVEALING.includes(field))) {
    return [visibilityEvent(row)];
  }
  const events = [changeEvent(row, changed, review, at)];
  if (row.kind !== 'access' || !review) return events;
  if (changed.includes('submitted')) {
    // How many are in is for the whole team; who is in, only for the lead.
    const {id, version} = review;
    const to = {members: [], capabilities: ['lead', 'reviewer'] as const, declared: [], roles: []};
    events.push({kind: 'review', id, review: id, op: 'put', version, audience: to});
  }
  if (changed.includes('independence')) {
    events.push(visibilityFor(row.body['member'] as string, review));
  }
  return events;
}

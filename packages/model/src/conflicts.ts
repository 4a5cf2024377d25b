import type {Conflict, Operation, PersonRef} from '@hubkit/contract';
import type {Entity} from './entity.ts';
import type {Json} from './ports.ts';

/** Who wrote something, when, and by which operation. */
export interface Authored {
  who: PersonRef;
  /** ISO 8601. */
  at: string;
  opId: string;
}

const isOpen = (field: string) => (each: Conflict) => each.field === field && !each.resolved;

/** Whether two values of a field wait for a person's choice. */
export function hasOpenConflict(entity: Entity, field: string): boolean {
  return entity.conflicts.some(isOpen(field));
}

/** Notes who wrote a field last: the author that a later conflict names. */
export function signed(entity: Entity, field: string, {who, at, opId}: Authored): Entity {
  const lastWrites = {
    ...(entity.body['lastWrites'] as Record<string, Json> | undefined),
    [field]: {who: {...who}, at, opId},
  };
  return {...entity, body: {...entity.body, lastWrites}};
}

/** The value that stands, with its author. */
function standing(entity: Entity, field: string, value: Json) {
  const last = (entity.body['lastWrites'] as Record<string, Authored> | undefined)?.[field];
  return {
    value,
    who: last?.who ?? {id: '', name: ''},
    at: last?.at ?? (entity.body['createdAt'] as string),
    opId: last?.opId ?? '00000000-0000-0000-0000-000000000000',
  };
}

/** Marks the open conflict of a field as chosen: its record keeps every value. */
export function settled(
  entity: Entity,
  field: string,
  chosen: Json,
  {who, at, opId}: Authored,
): Entity {
  if (!hasOpenConflict(entity, field)) return entity;
  const open = isOpen(field);
  return {
    ...entity,
    conflicts: entity.conflicts.map((each) =>
      open(each) ? {...each, resolved: {opId, chosen, who, at}} : each,
    ),
  };
}

/**
 * Keeps both values beside each other. What stands in the entity stays until a person chooses.
 *
 * An operation of an author who is in the open conflict already joins it: their earlier value moves to its history.
 */
export function withConflict(
  entity: Entity,
  {opId, entity: ref, field, base, at}: Extract<Operation, {kind: 'set'}>,
  value: Json,
  current: Json,
  who: PersonRef,
): {entity: Entity; conflict: Conflict} {
  const stands = standing(entity, field, current);
  const mine = {value, who, at, opId};
  const open = entity.conflicts.find(isOpen(field));
  const others = open?.values.slice(1) ?? [];
  const conflict: Conflict = {
    id: open?.id ?? opId,
    entity: open?.entity ?? ref,
    field,
    baseRev: open?.baseRev ?? base,
    values: [stands, ...others.filter((each) => each.who.id !== who.id), mine],
    history: [...(open?.history ?? []), ...others.filter((each) => each.who.id === who.id)],
  };
  const conflicts = [...entity.conflicts.filter((each) => each !== open), conflict];
  return {entity: {...entity, version: entity.version + 1, conflicts}, conflict};
}

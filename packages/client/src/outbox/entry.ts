import type {Operation, Outcome} from '@hubkit/contract';
import {mergeText, type Json} from '@hubkit/model';
import type {Queued} from './device.ts';

/** One edit in the queue, with what the device has not been able to keep of it. */
export interface Entry extends Queued {
  /** Its newest value is not on the device: gone with the page. */
  volatile: boolean;
  /** Whether any value of it is on the device. */
  kept: boolean;
  /** Made by this page: no other changes its value. */
  mine: boolean;
  /** Answered with a conflict, and shown until the record of it has been read. */
  answered?: true;
}

/** Names a field across the queue. */
export const keyOf = (entity: string, field: string) => `${entity} ${field}`;

/** The field that an edit is of; of a `create` or `remove`, its entity. */
export const fieldOf = ({operation}: Queued) =>
  keyOf(operation.entity, operation.kind === 'set' ? operation.field : operation.kind);

export type SetEntry = Entry & {operation: Extract<Operation, {kind: 'set'}>};
export const isSet = (entry: Entry): entry is SetEntry => entry.operation.kind === 'set';

/**
 * Moves a waiting edit onto the outcome of the one before it: its author has seen that value.
 *
 * After a merge the author has not seen the other's lines: they are brought into the waiting text, and where that is not
 * clean its base stays, so that the service keeps both.
 */
export function rebase(next: Entry, {operation}: Entry, outcome: Outcome): boolean {
  if (!isSet(next) || operation.kind !== 'set' || outcome.rev === undefined) return false;
  // Typed on less than the sent one holds: its author has not seen that value.
  if (next.operation.base < operation.base) return false;
  // Its value is fixed: only the service can merge it.
  if (outcome.state === 'merged' && next.sent) return false;
  let {value} = next.operation;
  if (outcome.state === 'merged') {
    const texts = [operation.value, value, outcome.value];
    const [sent, waiting, merged] = texts.every((text) => typeof text === 'string') ? texts : [];
    const both = sent === undefined ? null : mergeText(sent, waiting ?? '', merged ?? '');
    if (both === null) return false;
    value = both;
  }
  next.operation = {...next.operation, value, base: outcome.rev};
  return true;
}

/** The value that an edit sets. */
export const valueOf = ({operation}: Queued) =>
  operation.kind === 'set' ? (operation.value as Json) : null;

/** What another page gave the value of, on the base of this page's entry. */
export function withBase(queued: Queued, {operation}: Entry): Queued {
  return queued.operation.kind === 'set' && operation.kind === 'set'
    ? {...queued, operation: {...queued.operation, base: operation.base}}
    : queued;
}

/** An entry as the device keeps it. */
export function stored({n, owner, review, operation, sent, refused}: Entry): Queued {
  return {n, owner, review, operation, sent, ...(refused ? {refused} : {})};
}

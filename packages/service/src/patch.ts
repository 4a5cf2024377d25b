import type {Operation, Outcome, SetOperation} from '@hubkit/contract';
import {parseRef, type Entity, type Kind} from '@hubkit/model';
import type {Call} from './call.ts';
import {CallProblem} from './http/problem.ts';
import {newId} from './ids.ts';
import {decideBatch} from './operations.ts';
import {reading, type Reading} from './reading.ts';
import type {Changes} from './store/port.ts';

/** A refused outcome as a problem. `pointer` is where the caller wrote what was refused. */
export function refusal(outcome: Outcome, pointer: string): CallProblem {
  const {code = 'not_allowed', message = ''} = outcome;
  return new CallProblem('refused', {issues: [{pointer, message, code}]});
}

/**
 * Decides operations that a plain call stands for: all of them, or none.
 *
 * @throws CallProblem - `refused`, with the rule and the place of the first.
 */
export async function decideAll(
  call: Call,
  operations: readonly Operation[],
  pointerOf: (operation: Operation, outcome: Outcome) => string,
  reads?: Reading,
): Promise<Changes | null> {
  const {outcomes, changes} = await decideBatch(operations, call, reads);
  outcomes.forEach((outcome, index) => {
    const operation = operations[index];
    if (operation && outcome.state === 'refused') {
      throw refusal(outcome, pointerOf(operation, outcome));
    }
    // The base was read in the same decision, so only a removal can be late.
    if (outcome.state === 'conflict') throw new CallProblem('stale_version');
  });
  return changes;
}

/** @throws CallProblem - `stale_version`: the caller saw another version, or may not see it at all. */
export function requireVersion(call: Call, version: number): void {
  if (call.ifMatch !== version) throw new CallProblem('stale_version');
}

/** @throws CallProblem - `not_found`. */
export async function visible(
  call: Pick<Call, 'store' | 'scope'>,
  kind: Kind,
  id: string,
): Promise<Entity> {
  const row = await call.store.get(call.scope, kind, id);
  if (!row) throw new CallProblem('not_found');
  return row;
}

/** One `set` of each field of a body, at the revisions that stand; the phase last, since it reads the others. */
function setsOf(
  call: Call,
  entity: SetOperation['entity'],
  row: Entity | null,
  fields: Readonly<Record<string, unknown>>,
): SetOperation[] {
  const now = call.clock();
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => Number(a === 'phase') - Number(b === 'phase'))
    .map(([field, value]) => ({
      opId: newId(now),
      entity,
      at: call.scope.at,
      kind: 'set',
      field,
      base: row?.revs[field] ?? 0,
      value,
    }));
}

/**
 * A PATCH as operations: sets the fields of one entity if it still has the version that the caller saw.
 *
 * @returns what to commit, and the entity as it then is; `null` when it is still absent.
 * @throws CallProblem - `stale_version`, `refused`.
 */
export async function patchEntity(
  call: Call,
  entity: SetOperation['entity'],
  fields: Readonly<Record<string, unknown>>,
): Promise<{changes: Changes | null; row: Entity | null}> {
  const ref = parseRef(entity);
  if (!ref) throw new CallProblem('not_found');
  const reads = reading(call.store, call.scope);
  requireVersion(call, (await reads.readVisible(ref.kind, ref.id))?.version ?? 0);
  const sets = setsOf(call, entity, await reads.read(ref.kind, ref.id), fields);
  const pointerOf = (operation: Operation) =>
    operation.kind === 'set' ? `/${operation.field}` : '/';
  const changes = await decideAll(call, sets, pointerOf, reads);
  // Who set something may see what became of it; who set nothing sees what they may see anyway.
  const row = await (sets.length ? reads.read : reads.readVisible)(ref.kind, ref.id);
  return {changes, row};
}

import {refusals, type KnownRefusalCode, type Operation, type Outcome} from '@hubkit/contract';
import {
  decide,
  maySee,
  maySeeField,
  parseRef,
  refOf,
  type DecisionContext,
  type Entity,
  type ParsedRef,
  type Scope,
} from '@hubkit/model';
import {operationEvents, changeEvent} from './events.ts';
import type {Frameworks} from './frameworks.ts';
import {invalid} from './http/problem.ts';
import {newRow, reading, type Reading} from './reading.ts';
import type {Changes, NewEvent, Row, Store} from './store/port.ts';

/** Who decides, where, with what. */
export interface Decider {
  store: Store;
  frameworks: Frameworks;
  scope: Scope;
  who: DecisionContext['who'];
}

/** What becomes of a batch: the outcomes, in order, and what is to be stored for them. */
export interface DecidedBatch {
  outcomes: Outcome[];
  /** `null`: nothing changes and nothing is worth keeping. */
  changes: Changes | null;
}

type Json = Row['body'][string];

/** The places that an operation writes: a batch may touch each of them once. */
function touched(operation: Operation): string[] {
  const {entity} = operation;
  if (operation.kind === 'set') return [`${entity} ${operation.field}`];
  if (operation.kind === 'remove') return [`${entity} `];
  return [`${entity} `, ...Object.keys(operation.fields).map((field) => `${entity} ${field}`)];
}

/** @throws CallProblem - two operations of one field, or with one id: the second would conflict with its own author. */
function requireDistinct(operations: readonly Operation[]): void {
  const ids = new Set<string>();
  const places = new Set<string>();
  operations.forEach((operation, index) => {
    if (ids.has(operation.opId)) {
      throw invalid(`/operations/${index}/opId`, 'Two operations of a batch have one id.');
    }
    ids.add(operation.opId);
    const twice = touched(operation).some((place) => places.has(place));
    if (twice) {
      throw invalid(`/operations/${index}`, 'A batch holds one operation of any one field.');
    }
    for (const place of touched(operation)) places.add(place);
  });
}

const refused = (opId: string, code: KnownRefusalCode): Outcome => ({opId, state: 'refused', code});

function inWords(outcome: Outcome): Outcome {
  if (outcome.state !== 'refused') return outcome;
  const {code = 'not_allowed'} = outcome;
  const message = (refusals as Record<string, string>)[code] ?? refusals.not_allowed;
  return {...outcome, message};
}

/** The text that a field held at a revision, where it is still known. */
async function valueAt(
  {store, scope}: Decider,
  entity: string,
  field: string,
  rev: number,
): Promise<Json | undefined> {
  if (rev === 0) return '';
  const at = async (name: string, revision: number) => {
    const where = {entity, field: name, rev: revision};
    const {items} = await store.list(scope, 'op', {where, limit: 1, asService: true});
    return items[0]?.body['value'];
  };
  const set = await at(field, rev);
  if (set !== undefined || rev > 1) return set;
  return ((await at('', 1)) as Record<string, Json> | undefined)?.[field];
}

/** Whether something had this id before: what is said of it, and its history, must not pass to another. */
async function wasThere({kind, id}: ParsedRef, {store, scope}: Decider): Promise<boolean> {
  const where = {entity: refOf(kind, id)};
  return (await store.list(scope, 'op', {where, limit: 1, asService: true})).items.length > 0;
}

/** The row that an operation is about, as far as its author may know of it. */
async function entityFor(
  operation: Operation,
  ref: ParsedRef,
  reads: Reading,
): Promise<Entity | null> {
  const hidden = ref.kind === 'action' || ref.kind === 'comment' || ref.kind === 'access';
  // A `create` must know of what it cannot see: the id is taken.
  return hidden && operation.kind !== 'create'
    ? await reads.readVisible(ref.kind, ref.id)
    : await reads.read(ref.kind, ref.id);
}

async function contextOf(
  operation: Operation,
  ref: ParsedRef,
  reads: Reading,
  decider: Decider,
): Promise<DecisionContext> {
  const {scope, who, frameworks} = decider;
  const entity = await entityFor(operation, ref, reads);
  const parent = operation.kind === 'create' ? parseRef(operation.parent ?? '') : null;
  const target = ref.kind === 'comment' && parent ? parent : null;
  const commentTarget = target ? await reads.readVisible(target.kind, target.id) : null;
  const reviewId =
    'review' in ref
      ? ref.review
      : ((entity ?? commentTarget)?.body['review'] ??
        (parent?.kind === 'review' ? parent.id : undefined));
  const review = typeof reviewId === 'string' ? await reads.readVisible('review', reviewId) : null;
  const moves = operation.kind === 'set' && ref.kind === 'review' && operation.field === 'phase';
  const context: DecisionContext = {
    scope,
    who,
    entity,
    review,
    access: review ? await reads.ownAccess(review.id) : null,
    framework: await frameworks.of(review, scope),
    agreements: moves ? await reads.readAll('agreement', ref.id) : [],
    commentTarget,
  };
  const rev = entity && operation.kind === 'set' ? (entity.revs[operation.field] ?? 0) : 0;
  if (operation.kind !== 'set' || operation.base >= rev) return context;
  const baseValue = await valueAt(decider, operation.entity, operation.field, operation.base);
  return baseValue === undefined ? context : {...context, baseValue};
}

/** An accepted operation as it is kept: its outcome for replay, its value for merging later ones. */
function record(operation: Operation, outcome: Outcome, written: boolean, {scope}: Decider): Row {
  const isSet = operation.kind === 'set';
  const value = isSet
    ? (outcome.value ?? operation.value)
    : operation.kind === 'create'
      ? operation.fields
      : null;
  return newRow('op', operation.opId, {
    entity: operation.entity,
    field: isSet ? operation.field : '',
    base: operation.kind === 'create' ? 0 : operation.base,
    // Only what was written is history: a conflict’s value never stood.
    rev: written && operation.kind !== 'remove' ? (outcome.rev ?? null) : null,
    value: value as Json,
    member: scope.member,
    at: operation.at,
    group: operation.groupId ?? null,
    outcome: outcome as unknown as Json,
  });
}

/** A stored outcome as its author may read it now: without another’s value that has since been withheld. */
async function replayed(row: Row, reads: Reading, {scope}: Decider): Promise<Outcome> {
  const outcome = row.body['outcome'] as unknown as Outcome;
  if (row.body['member'] !== scope.member) return refused(row.id, 'op_id_taken');
  if (outcome.state !== 'merged' && outcome.state !== 'conflict') return outcome;
  return await readable(
    outcome,
    row.body['entity'] as string,
    row.body['field'] as string,
    reads,
    scope,
  );
}

async function readable(
  outcome: Outcome,
  entity: string,
  field: string,
  reads: Reading,
  scope: Scope,
): Promise<Outcome> {
  const ref = parseRef(entity);
  const now = ref && (await reads.read(ref.kind, ref.id));
  const setting = now && (await reads.settingOf(now));
  const may = setting && maySee(now, scope, setting) && maySeeField(now, field, scope, setting);
  if (may) return outcome;
  const rest = {...outcome};
  delete rest.value;
  return rest;
}

/** Outcomes that were given before, as their author may read them now. */
export async function stillReadable(
  outcomes: readonly Outcome[],
  operations: readonly Operation[],
  {store, scope}: Pick<Decider, 'store' | 'scope'>,
): Promise<Outcome[]> {
  const reads = reading(store, scope);
  return await Promise.all(
    outcomes.map(async (outcome, index) => {
      const operation = operations[index];
      const others = outcome.state === 'merged' || outcome.state === 'conflict';
      if (!others || operation?.kind !== 'set') return outcome;
      return await readable(outcome, operation.entity, operation.field, reads, scope);
    }),
  );
}

/**
 * Decides a batch: each operation in turn, seeing what those before it did, all stored in one commit.
 *
 * @param reads - what the same decision has read already.
 * @throws CallProblem - `invalid_request`: the batch touches one field twice.
 * @see sync.md, *The server decides*
 */
export async function decideBatch(
  operations: readonly Operation[],
  decider: Decider,
  reads: Reading = reading(decider.store, decider.scope),
): Promise<DecidedBatch> {
  requireDistinct(operations);
  const {scope} = decider;
  const outcomes: Outcome[] = [];
  const ops: Row[] = [];
  const events: NewEvent[] = [];
  const audit: {action: string; target: string}[] = [];

  for (const operation of operations) {
    const known = await reads.readInternal('op', operation.opId);
    const ref = parseRef(operation.entity);
    if (known || !ref) {
      outcomes.push(
        known ? await replayed(known, reads, decider) : refused(operation.opId, 'not_found'),
      );
      continue;
    }
    const context = await contextOf(operation, ref, reads, decider);
    if (operation.kind === 'create' && !context.entity && (await wasThere(ref, decider))) {
      outcomes.push(refused(operation.opId, 'op_id_taken'));
      continue;
    }
    const {outcome, next, removed, changed} = decide(operation, context);
    outcomes.push(outcome);
    // A refusal changes nothing, and is decided anew when the same operation comes again.
    if (outcome.state === 'refused') continue;
    const written = next !== undefined && outcome.state !== 'conflict';
    ops.push(record(operation, outcome, written, decider));
    if (!next) continue;
    if (removed) {
      reads.remove(next);
      events.push(changeEvent(next, [], context.review, scope.at, 'remove'));
    } else {
      reads.put(next);
      const review = next.kind === 'review' ? next : context.review;
      events.push(...operationEvents(next, changed, review, scope.at));
    }
    audit.push({action: operation.kind, target: operation.entity});
  }
  const changes = ops.length ? {...reads.changes(), events, audit, ops} : null;
  return {outcomes: outcomes.map(inWords), changes};
}

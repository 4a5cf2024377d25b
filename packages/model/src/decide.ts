import type {Framework, KnownRefusalCode, Operation, Outcome, PersonRef} from '@hubkit/contract';
import {hasOpenConflict, settled, signed, withConflict} from './conflicts.ts';
import {parseRef, type Entity, type ParsedRef} from './entity.ts';
import {equal} from './equal.ts';
import {checkValue, criteriaOf, fieldOf} from './fields.ts';
import {mergeText} from './merge.ts';
import {movePhase} from './phases.ts';
import type {Json} from './ports.ts';
import type {Capability, Phase, Scope} from './scope.ts';
import {mayNotWrite, type Situation, type WriteTarget} from './writing.ts';

/** All that a decision reads. Whoever stores its result must expect exactly these to be unchanged. */
export interface DecisionContext {
  scope: Scope;
  who: PersonRef;
  /** The entity itself, if it is there. */
  entity: Entity | null;
  /** The review that it belongs to, if the writer may see it. */
  review: Entity | null;
  /** The writer’s own access to that review, if it has not ended. */
  access: Entity | null;
  framework: Framework | null;
  /** For a move of the phase: every agreement of the review. */
  agreements: readonly Entity[];
  /** The field’s value at the operation’s base, if it is still known. */
  baseValue?: Json;
  /** For a comment: what it is about, if the writer may see it. */
  commentTarget?: Entity | null;
}

export interface Decision {
  outcome: Outcome;
  /** The entity as it is to be stored; absent when nothing changes. */
  next?: Entity;
  /** To the bin. */
  removed?: true;
  /** Fields whose value or conflicts changed. */
  changed: string[];
}

const refuse = (operation: Operation, code: KnownRefusalCode, pointer = '/entity'): Decision => ({
  outcome: {opId: operation.opId, state: 'refused', code, pointer},
  changed: [],
});

/** Where the writer stands, for the rules of writing. */
export function situationOf({
  scope,
  review,
  access,
}: Pick<DecisionContext, 'scope' | 'review' | 'access'>): Situation {
  return {
    phase: (review?.body['phase'] ?? 'self') as Phase,
    selfReview: (review?.body['selfReview'] ?? 'draft') as Situation['selfReview'],
    capability: (access?.body['capability'] ?? null) as Capability | null,
    declared: access?.body['declared'] === true,
    submitted: access?.body['submitted'] === true,
    member: scope.member,
  };
}

function writeTarget(ref: ParsedRef, field: string, {entity, scope}: DecisionContext): WriteTarget {
  const createdBy = (entity?.body['createdBy'] ?? scope.member) as string;
  switch (ref.kind) {
    case 'review':
      return {kind: 'review', field};
    case 'access':
      return {kind: 'access', member: ref.member, field};
    case 'rating':
      return {kind: 'rating', rater: ref.rater};
    case 'agreement':
      return {kind: 'agreement', field};
    case 'action':
      return {kind: 'action', createdBy};
    case 'comment':
      return {kind: 'comment', createdBy, targetKind: (entity?.body['targetKind'] ?? '') as string};
  }
}

const enquiryIds = (review: Entity | null) =>
  ((review?.body['enquiry'] ?? []) as {id: string}[]).map(({id}) => id);

/** Criteria that the team must agree on before the school sees anything. */
export function focusOf(review: Entity, framework: Framework | null): string[] {
  const focus = review.body['focus'] as string[];
  return focus.length ? focus : [...criteriaOf(framework).map(({id}) => id), ...enquiryIds(review)];
}

function check(ref: ParsedRef, field: string, value: Json, context: DecisionContext) {
  return checkValue(ref.kind, field, value, {
    framework: context.framework,
    ratingMode: (context.review?.body['ratingMode'] ?? 'enquiry') as string,
    enquiry: enquiryIds(context.review),
    ...('criterion' in ref ? {criterion: ref.criterion} : {}),
  });
}

/** An entity that nobody has written yet: ratings and agreements need no `create`. */
function absent(ref: ParsedRef, {scope}: DecisionContext): Entity {
  const {kind, id, ...rest} = ref;
  const createdBy = kind === 'action' || kind === 'comment' ? {createdBy: scope.member} : {};
  return {
    kind,
    id,
    version: 0,
    revs: {},
    conflicts: [],
    body: {...rest, ...createdBy, createdAt: scope.at},
  };
}

const emptyOf = (ref: ParsedRef, field: string): Json => {
  const spec = fieldOf(ref.kind, field);
  if (spec?.is === 'text' || spec?.is === 'line') return '';
  if (spec?.is === 'flag') return false;
  if (spec?.is === 'texts' || spec?.is === 'criteria') return [];
  if (ref.kind === 'agreement' && field === 'state') return 'open';
  return null;
};

function written(entity: Entity, field: string, value: Json, at: string): Entity {
  return {
    ...entity,
    version: entity.version + 1,
    revs: {...entity.revs, [field]: (entity.revs[field] ?? 0) + 1},
    body: {...entity.body, [field]: value, updatedAt: at},
  };
}

type SetOperation = Extract<Operation, {kind: 'set'}>;

function conflicted(
  entity: Entity,
  current: Json,
  operation: SetOperation,
  value: Json,
  context: DecisionContext,
): Decision {
  const {entity: next, conflict} = withConflict(entity, operation, value, current, context.who);
  const {opId, field} = operation;
  const rev = entity.revs[field] ?? 0;
  return {
    outcome: {opId, state: 'conflict', rev, value: current, conflictId: conflict.id},
    next,
    changed: [field],
  };
}

function withDerived(entity: Entity, field: string, value: Json): Entity {
  if (entity.kind !== 'access' || field !== 'independence') return entity;
  return {...entity, body: {...entity.body, declared: (value as {declared: boolean}).declared}};
}

function move(
  entity: Entity,
  to: Phase,
  context: DecisionContext,
): Entity | {code: KnownRefusalCode} {
  const result = movePhase(to, {
    phase: entity.body['phase'] as Phase,
    selfReview: entity.body['selfReview'] as string,
    capability: situationOf(context).capability,
    focus: focusOf(entity, context.framework),
    agreements: Object.fromEntries(
      context.agreements.map(({body}) => [body['criterion'], body['state'] ?? 'open']),
    ) as Record<string, string>,
    reopenReason: (entity.body['reopenReason'] ?? '') as string,
  });
  if ('code' in result) return result;
  const {at} = context.scope;
  const {publishes, ...also} = result;
  let next = entity;
  for (const [field, value] of Object.entries(also)) next = written(next, field, value, at);
  return publishes ? {...next, body: {...next.body, publishedAt: at}} : next;
}

function decideSet(operation: SetOperation, ref: ParsedRef, context: DecisionContext): Decision {
  const {field, base} = operation;
  if (
    (ref.kind === 'action' || ref.kind === 'comment' || ref.kind === 'access') &&
    !context.entity
  ) {
    return refuse(operation, 'not_found');
  }
  if (ref.kind === 'comment') return refuse(operation, 'not_allowed', '/field');
  if (!fieldOf(ref.kind, field)) return refuse(operation, 'unknown_field', '/field');
  const forbidden = mayNotWrite(writeTarget(ref, field, context), situationOf(context));
  if (forbidden) return refuse(operation, forbidden);
  const checked = check(ref, field, operation.value as Json, context);
  if ('code' in checked) return refuse(operation, checked.code, '/value');
  let {value} = checked;

  const entity = context.entity ?? absent(ref, context);
  const rev = entity.revs[field] ?? 0;
  const current = entity.body[field] ?? emptyOf(ref, field);
  const open = hasOpenConflict(entity, field);
  const author = {who: context.who, at: context.scope.at, opId: operation.opId};
  if (equal(value, current)) {
    const stored: Outcome = {opId: operation.opId, state: 'stored', rev, value: current};
    if (!open || base !== rev) return {outcome: stored, changed: []};
    const next = settled({...entity, version: entity.version + 1}, field, value, author);
    return {outcome: stored, next, changed: [field]};
  }
  // Before any conflict: what the rules refuse leaves no trace in the review.
  const moved =
    ref.kind === 'review' && field === 'phase' ? move(entity, value as Phase, context) : entity;
  if ('code' in moved) return refuse(operation, moved.code, '/value');
  let state: 'stored' | 'merged' = 'stored';
  if (base !== rev) {
    const spec = fieldOf(ref.kind, field);
    const mergeable =
      spec?.is === 'text' && typeof context.baseValue === 'string' && base < rev && !open;
    const merged = mergeable
      ? mergeText(context.baseValue as string, value as string, current as string)
      : null;
    if (merged === null || merged.length > (spec?.is === 'text' ? spec.max : 0)) {
      return conflicted(entity, current, operation, value, context);
    }
    value = merged;
    state = 'merged';
  }
  let next = written(moved, field, value, context.scope.at);
  next = withDerived(signed(next, field, author), field, value);
  if (base === rev) next = settled(next, field, value, author);
  // One decision is one version, however many fields it moves.
  next = {...next, version: entity.version + 1};
  return {outcome: {opId: operation.opId, state, rev: rev + 1, value}, next, changed: [field]};
}

type CreateOperation = Extract<Operation, {kind: 'create'}>;

const REQUIRED: Partial<Record<ParsedRef['kind'], string>> = {action: 'title', comment: 'text'};

function decideCreate(
  operation: CreateOperation,
  ref: ParsedRef,
  context: DecisionContext,
): Decision {
  const required = REQUIRED[ref.kind];
  if (!required) return refuse(operation, 'not_allowed');
  const {entity, scope} = context;
  if (entity) {
    // Sent twice, it is one; of another author's nothing is said but that the id is taken.
    return entity.body['createdBy'] === scope.member
      ? {
          outcome: {opId: operation.opId, state: 'stored', rev: 1, value: null},
          changed: [],
        }
      : refuse(operation, 'op_id_taken');
  }
  const about = ref.kind === 'comment' ? context.commentTarget : context.review;
  if (!about) return refuse(operation, 'not_found', '/parent');
  const targetKind = about.kind;
  if (ref.kind === 'comment' && targetKind !== 'agreement' && targetKind !== 'action') {
    return refuse(operation, 'not_allowed', '/parent');
  }
  const situation = situationOf(context);
  const forbidden = mayNotWrite(writeTarget(ref, '', context), situation);
  if (forbidden) return refuse(operation, forbidden);
  if (!(required in operation.fields))
    return refuse(operation, 'out_of_range', `/fields/${required}`);
  const body: Record<string, Json> = {};
  for (const [field, raw] of Object.entries(operation.fields)) {
    const checked = check(ref, field, raw as Json, context);
    if ('code' in checked) return refuse(operation, checked.code, `/fields/${field}`);
    body[field] = checked.value;
  }
  const made = absent(ref, context);
  const place: Record<string, Json> =
    ref.kind === 'comment'
      ? {target: operation.parent as string, targetKind, author: {...context.who}}
      : {status: 'proposed'};
  const next: Entity = {
    ...made,
    version: 1,
    revs: Object.fromEntries(Object.keys(body).map((field) => [field, 1])),
    body: {
      ...made.body,
      review: context.review?.id ?? null,
      ...place,
      ...body,
      updatedAt: scope.at,
    },
  };
  return {
    outcome: {opId: operation.opId, state: 'stored', rev: 1, value: null},
    next,
    changed: Object.keys(body),
  };
}

type RemoveOperation = Extract<Operation, {kind: 'remove'}>;

function decideRemove(
  operation: RemoveOperation,
  ref: ParsedRef,
  context: DecisionContext,
): Decision {
  const {entity} = context;
  if (!entity) return refuse(operation, 'not_found');
  if (ref.kind !== 'action' && ref.kind !== 'comment') return refuse(operation, 'not_allowed');
  const forbidden = mayNotWrite(writeTarget(ref, '', context), situationOf(context));
  if (forbidden) return refuse(operation, forbidden);
  const {opId} = operation;
  if (operation.base !== entity.version) {
    return {outcome: {opId, state: 'conflict', rev: entity.version, value: null}, changed: []};
  }
  return {
    outcome: {opId, state: 'stored', rev: entity.version + 1, value: null},
    next: {...entity, version: entity.version + 1},
    removed: true,
    changed: [],
  };
}

/**
 * What becomes of one operation. Pure: the same context gives the same decision, on the device and in the service.
 *
 * A known `opId` never gets here: its stored outcome is replayed.
 *
 * @see sync.md, *The server decides*
 */
export function decide(operation: Operation, context: DecisionContext): Decision {
  const ref = parseRef(operation.entity);
  if (!ref) return refuse(operation, 'not_found');
  if (!context.review && operation.kind !== 'create') return refuse(operation, 'not_found');
  if ('criterion' in ref) {
    const known =
      criteriaOf(context.framework).some(({id}) => id === ref.criterion) ||
      enquiryIds(context.review).includes(ref.criterion);
    if (!known) return refuse(operation, 'not_found');
  }
  switch (operation.kind) {
    case 'set':
      return decideSet(operation, ref, context);
    case 'create':
      return decideCreate(operation, ref, context);
    case 'remove':
      return decideRemove(operation, ref, context);
  }
}

import * as z from 'zod/mini';
import {Instant, open, Uuid} from '../open.ts';
import {refusalCodes} from '../problem.ts';
import {route} from '../route.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const criterion = '[A-Za-z0-9][A-Za-z0-9._-]{0,119}';
const refPattern = new RegExp(
  `^(?:review/${uuid}|access/${uuid}/${uuid}|rating/${uuid}/${criterion}/(?:${uuid}|self)` +
    `|agreement/${uuid}/${criterion}|action/${uuid}|comment/${uuid})$`,
);

/** The path of one entity. Made on the device, so that work without a signal can refer to it. */
export const EntityRef = z.string().check(z.maxLength(260), z.regex(refPattern));

/** A property of the entity. */
export const FieldPath = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/));
const revision = z.int().check(z.minimum(0));
const head = {
  opId: Uuid,
  entity: EntityRef,
  /** The device's clock: shown, never used for order. */
  at: Instant,
  groupId: z.optional(Uuid),
};

/** Sets one field. `base` is the revision that the person saw. */
export const SetOperation = z.strictObject({
  ...head,
  kind: z.literal('set'),
  field: FieldPath,
  base: revision,
  value: z.unknown(),
});
/** Makes one entity, with an id made on the device. Sent twice, it is one. */
export const CreateOperation = z.strictObject({
  ...head,
  kind: z.literal('create'),
  parent: z.optional(EntityRef),
  fields: z.record(FieldPath, z.unknown()),
});
/** Puts one entity in the bin. `base` is the version that the person saw. */
export const RemoveOperation = z.strictObject({...head, kind: z.literal('remove'), base: revision});
/** One change that a person made. */
export const Operation = z.discriminatedUnion('kind', [
  SetOperation,
  CreateOperation,
  RemoveOperation,
]);
/** What became of one operation. */
export const Outcome = z.object({
  opId: Uuid,
  state: open('stored', 'merged', 'conflict', 'refused'),
  rev: z.optional(revision),
  value: z.optional(z.unknown()),
  conflictId: z.optional(Uuid),
  code: z.optional(open(...refusalCodes)),
  message: z.optional(z.string()),
  /** JSON pointer to what is wrong in the operation, when it was refused. */
  pointer: z.optional(z.string()),
});
/** Up to 200 operations, at most one of any one field. */
export const OperationBatch = z.strictObject({
  operations: z.array(Operation).check(z.minLength(1), z.maxLength(200)),
});
/** One outcome for each operation, in order. */
export const OutcomeBatch = z.object({outcomes: z.array(Outcome)});

export const operations = {
  /** Sends what people changed; answers with an outcome for each. */
  'operations.send': route({
    method: 'POST',
    path: '/spaces/{space}/operations',
    scope: 'write',
    body: OperationBatch,
    returns: OutcomeBatch,
    bodyLimit: 2_000_000,
    errors: ['busy'],
  }),
};

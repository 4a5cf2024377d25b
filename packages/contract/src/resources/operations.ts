import * as z from 'zod/mini';
import {docs, Instant, named, open, Uuid} from '../open.ts';
import {refusals, type KnownRefusalCode} from '../problem.ts';
import {route} from '../route.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const criterion = '[A-Za-z0-9][A-Za-z0-9._-]{0,119}';
const refPattern = new RegExp(
  `^(?:review/${uuid}|access/${uuid}/${uuid}|rating/${uuid}/${criterion}/(?:${uuid}|self)` +
    `|agreement/${uuid}/${criterion}|action/${uuid}|comment/${uuid})$`,
);

export const EntityRef = named(
  'EntityRef',
  'The path of one entity. Made on the device, so that work without a signal can refer to it.',
  z.string().check(z.maxLength(260), z.regex(refPattern)),
);
docs.add(EntityRef, {
  ...docs.get(EntityRef),
  typescript:
    '`review/${string}` | `access/${string}` | `rating/${string}` | `agreement/${string}` | `action/${string}` | `comment/${string}`',
});

export const FieldPath = named(
  'FieldPath',
  'A property of the entity.',
  z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/)),
);
const revision = z.int().check(z.minimum(0));
const head = {
  opId: Uuid,
  entity: EntityRef,
  /** The device's clock: shown, never used for order. */
  at: Instant,
  groupId: z.optional(Uuid),
};

export const SetOperation = named(
  'SetOperation',
  'Sets one field. `base` is the revision that the person saw.',
  z.strictObject({
    ...head,
    kind: z.literal('set'),
    field: FieldPath,
    base: revision,
    value: z.unknown(),
  }),
);
export const CreateOperation = named(
  'CreateOperation',
  'Makes one entity, with an id made on the device. Sent twice, it is one.',
  z.strictObject({
    ...head,
    kind: z.literal('create'),
    parent: z.optional(EntityRef),
    fields: z.record(FieldPath, z.unknown()),
  }),
);
export const RemoveOperation = named(
  'RemoveOperation',
  'Puts one entity in the bin. `base` is the version that the person saw.',
  z.strictObject({...head, kind: z.literal('remove'), base: revision}),
);
export const Operation = named(
  'Operation',
  'One change that a person made.',
  z.discriminatedUnion('kind', [SetOperation, CreateOperation, RemoveOperation]),
);
export const Outcome = named(
  'Outcome',
  'What became of one operation.',
  z.object({
    opId: Uuid,
    state: open('stored', 'merged', 'conflict', 'refused'),
    rev: z.optional(revision),
    value: z.optional(z.unknown()),
    conflictId: z.optional(Uuid),
    code: z.optional(open(...(Object.keys(refusals) as KnownRefusalCode[]))),
    message: z.optional(z.string()),
    /** JSON pointer to what is wrong in the operation, when it was refused. */
    pointer: z.optional(z.string()),
  }),
);
export const OperationBatch = named(
  'OperationBatch',
  'Up to 200 operations, at most one of any one field.',
  z.strictObject({operations: z.array(Operation).check(z.minLength(1), z.maxLength(200))}),
);
export const OutcomeBatch = named(
  'OutcomeBatch',
  'One outcome for each operation, in order.',
  z.object({outcomes: z.array(Outcome)}),
);

export const operations = {
  'operations.send': route({
    method: 'POST',
    path: '/spaces/{space}/operations',
    summary: 'Sends what people changed; answers with an outcome for each.',
    scope: 'write',
    body: OperationBatch,
    returns: OutcomeBatch,
    bodyLimit: 2_000_000,
    errors: ['busy'],
  }),
};

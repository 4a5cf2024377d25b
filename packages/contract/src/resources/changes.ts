import * as z from 'zod/mini';
import {Instant, open, Version} from '../open.ts';
import {route} from '../route.ts';
import {EntityRef} from './operations.ts';

const cursor = z.string().check(z.maxLength(400));

/** Something that the caller may see has changed. Ids only: read it again under your own rights. */
export const Change = z.object({
  cursor,
  at: Instant,
  /** Absent: what may be seen of the review has changed. Read all of it again. */
  entity: z.optional(EntityRef),
  review: z.optional(z.string()),
  op: open('put', 'remove', 'visibility'),
  version: z.optional(Version),
});
/** Changes after a cursor, oldest first. Ask again from `cursor`, which moves only with what the caller may see. */
export const ChangePage = z.object({items: z.array(Change), cursor, more: z.boolean()});

export const changes = {
  /** What changed after a cursor. Without one: the cursor of now, and nothing else. */
  'changes.list': route({
    method: 'GET',
    path: '/spaces/{space}/changes',
    scope: 'read',
    query: z.strictObject({
      after: z.optional(cursor),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(200))),
    }),
    returns: ChangePage,
  }),
  /** Changes as server-sent events named `change`, from `Last-Event-ID` on; `reauth` ends it when the token does. */
  'stream.open': route({
    method: 'GET',
    path: '/spaces/{space}/stream',
    scope: 'read',
    returns: Change,
    kind: 'stream',
  }),
};

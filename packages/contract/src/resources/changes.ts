import * as z from 'zod/mini';
import {Instant, named, open, Version} from '../open.ts';
import {route} from '../route.ts';
import {EntityRef} from './operations.ts';

const cursor = z.string().check(z.maxLength(400));

export const Change = named(
  'Change',
  'Something that the caller may see has changed. Ids only: read it again under your own rights.',
  z.object({
    cursor,
    at: Instant,
    /** Absent: what may be seen of the review has changed. Read all of it again. */
    entity: z.optional(EntityRef),
    review: z.optional(z.string()),
    op: open('put', 'remove', 'visibility'),
    version: z.optional(Version),
  }),
);
export const ChangePage = named(
  'ChangePage',
  'Changes after a cursor, oldest first. Ask again from `cursor`, which moves only with what the caller may see.',
  z.object({items: z.array(Change), cursor, more: z.boolean()}),
);

export const changes = {
  'changes.list': route({
    method: 'GET',
    path: '/spaces/{space}/changes',
    summary: 'What changed after a cursor. Without one: the cursor of now, and nothing else.',
    scope: 'read',
    query: z.strictObject({
      after: z.optional(cursor),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(200))),
    }),
    returns: ChangePage,
  }),
  'stream.open': route({
    method: 'GET',
    path: '/spaces/{space}/stream',
    summary: 'Changes as server-sent events, from `Last-Event-ID` on.',
    scope: 'read',
    returns: Change,
    kind: 'stream',
  }),
};

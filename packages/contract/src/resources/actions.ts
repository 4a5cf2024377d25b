import * as z from 'zod/mini';
import {CriterionId, Instant, open, page, pageQuery, text, Uuid, Version} from '../open.ts';
import {route} from '../route.ts';
import {EntityRef} from './operations.ts';

const status = open('proposed', 'agreed', 'in-progress', 'done', 'stopped');

/** Something that a school will do about what was found. */
export const Action = z.object({
  id: Uuid,
  review: Uuid,
  criterion: z.nullable(z.string()),
  title: z.string(),
  detail: z.string(),
  owner: z.string(),
  due: z.nullable(z.iso.date()),
  status,
  createdAt: Instant,
  updatedAt: Instant,
  version: Version,
  revs: z.record(z.string(), z.int()),
});
/** One page of actions. */
export const ActionPage = page(Action);
const fields = {
  criterion: z.optional(z.nullable(CriterionId)),
  detail: z.optional(text(10_000)),
  owner: z.optional(text(200)),
  due: z.optional(z.nullable(z.iso.date())),
  status: z.optional(z.enum(['proposed', 'agreed', 'in-progress', 'done', 'stopped'])),
};
/** A new action of a review. */
export const ActionCreate = z.strictObject({
  id: z.optional(Uuid),
  review: Uuid,
  title: text(300).check(z.minLength(1)),
  ...fields,
});
/** Fields of an action to set; each becomes one operation. */
export const ActionPatch = z.strictObject({
  title: z.optional(text(300).check(z.minLength(1))),
  ...fields,
});

/** Something said about an agreement or an action. */
export const Comment = z.object({
  id: Uuid,
  target: EntityRef,
  text: z.string(),
  author: z.object({id: z.string(), name: z.string()}),
  createdAt: Instant,
  version: Version,
});
/** One page of comments. */
export const CommentPage = page(Comment);
/** A new comment on an agreement or an action. */
export const CommentCreate = z.strictObject({
  id: z.optional(Uuid),
  target: EntityRef,
  text: text(5000).check(z.minLength(1)),
});

export const actions = {
  /** The actions that the caller may see. */
  'actions.list': route({
    method: 'GET',
    path: '/spaces/{space}/actions',
    scope: 'read',
    query: z.strictObject({...pageQuery, review: z.optional(Uuid)}),
    returns: ActionPage,
  }),
  /** Makes an action. */
  'actions.create': route({
    method: 'POST',
    path: '/spaces/{space}/actions',
    scope: 'write',
    body: ActionCreate,
    returns: Action,
    etag: true,
    errors: ['refused', 'already_exists'],
  }),
  /** One action. */
  'actions.get': route({
    method: 'GET',
    path: '/spaces/{space}/actions/{action}',
    scope: 'read',
    returns: Action,
    etag: true,
  }),
  /** Sets fields of an action. */
  'actions.patch': route({
    method: 'PATCH',
    path: '/spaces/{space}/actions/{action}',
    scope: 'write',
    body: ActionPatch,
    returns: Action,
    ifMatch: true,
    etag: true,
    errors: ['refused'],
  }),
  /** Puts an action in the bin. */
  'actions.delete': route({
    method: 'DELETE',
    path: '/spaces/{space}/actions/{action}',
    scope: 'write',
    ifMatch: true,
    errors: ['refused'],
  }),
  /** The comments on one agreement or action. */
  'comments.list': route({
    method: 'GET',
    path: '/spaces/{space}/comments',
    scope: 'read',
    query: z.strictObject({...pageQuery, target: EntityRef}),
    returns: CommentPage,
  }),
  /** Says something about an agreement or an action. */
  'comments.create': route({
    method: 'POST',
    path: '/spaces/{space}/comments',
    scope: 'write',
    body: CommentCreate,
    returns: Comment,
    errors: ['refused', 'already_exists'],
  }),
  /** Takes one’s own comment back. */
  'comments.delete': route({
    method: 'DELETE',
    path: '/spaces/{space}/comments/{comment}',
    scope: 'write',
    ifMatch: true,
    errors: ['refused'],
  }),
};

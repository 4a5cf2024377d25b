import * as z from 'zod/mini';
import {CriterionId, Instant, named, open, page, pageQuery, text, Uuid, Version} from '../open.ts';
import {route} from '../route.ts';
import {EntityRef} from './operations.ts';

const status = open('proposed', 'agreed', 'in-progress', 'done', 'stopped');

export const Action = named(
  'Action',
  'Something that a school will do about what was found.',
  z.object({
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
  }),
);
export const ActionPage = named('ActionPage', 'One page of actions.', page(Action));
const fields = {
  criterion: z.optional(z.nullable(CriterionId)),
  detail: z.optional(text(10_000)),
  owner: z.optional(text(200)),
  due: z.optional(z.nullable(z.iso.date())),
  status: z.optional(z.enum(['proposed', 'agreed', 'in-progress', 'done', 'stopped'])),
};
export const ActionCreate = named(
  'ActionCreate',
  'A new action of a review.',
  z.strictObject({
    id: z.optional(Uuid),
    review: Uuid,
    title: text(300).check(z.minLength(1)),
    ...fields,
  }),
);
export const ActionPatch = named(
  'ActionPatch',
  'Fields of an action to set; each becomes one operation.',
  z.strictObject({title: z.optional(text(300).check(z.minLength(1))), ...fields}),
);

export const Comment = named(
  'Comment',
  'Something said about an agreement or an action.',
  z.object({
    id: Uuid,
    target: EntityRef,
    text: z.string(),
    author: z.object({id: z.string(), name: z.string()}),
    createdAt: Instant,
    version: Version,
  }),
);
export const CommentPage = named('CommentPage', 'One page of comments.', page(Comment));
export const CommentCreate = named(
  'CommentCreate',
  'A new comment on an agreement or an action.',
  z.strictObject({id: z.optional(Uuid), target: EntityRef, text: text(5000).check(z.minLength(1))}),
);

export const actions = {
  'actions.list': route({
    method: 'GET',
    path: '/spaces/{space}/actions',
    summary: 'The actions that the caller may see.',
    scope: 'read',
    query: z.strictObject({...pageQuery, review: z.optional(Uuid)}),
    returns: ActionPage,
  }),
  'actions.create': route({
    method: 'POST',
    path: '/spaces/{space}/actions',
    summary: 'Makes an action.',
    scope: 'write',
    body: ActionCreate,
    returns: Action,
    etag: true,
    errors: ['refused', 'already_exists'],
  }),
  'actions.get': route({
    method: 'GET',
    path: '/spaces/{space}/actions/{action}',
    summary: 'One action.',
    scope: 'read',
    returns: Action,
    etag: true,
  }),
  'actions.patch': route({
    method: 'PATCH',
    path: '/spaces/{space}/actions/{action}',
    summary: 'Sets fields of an action.',
    scope: 'write',
    body: ActionPatch,
    returns: Action,
    ifMatch: true,
    etag: true,
    errors: ['refused'],
  }),
  'actions.delete': route({
    method: 'DELETE',
    path: '/spaces/{space}/actions/{action}',
    summary: 'Puts an action in the bin.',
    scope: 'write',
    ifMatch: true,
    errors: ['refused'],
  }),
  'comments.list': route({
    method: 'GET',
    path: '/spaces/{space}/comments',
    summary: 'The comments on one agreement or action.',
    scope: 'read',
    query: z.strictObject({...pageQuery, target: EntityRef}),
    returns: CommentPage,
  }),
  'comments.create': route({
    method: 'POST',
    path: '/spaces/{space}/comments',
    summary: 'Says something about an agreement or an action.',
    scope: 'write',
    body: CommentCreate,
    returns: Comment,
    errors: ['refused', 'already_exists'],
  }),
  'comments.delete': route({
    method: 'DELETE',
    path: '/spaces/{space}/comments/{comment}',
    summary: 'Takes one’s own comment back.',
    scope: 'write',
    ifMatch: true,
    errors: ['refused'],
  }),
};

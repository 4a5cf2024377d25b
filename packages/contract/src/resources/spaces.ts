import * as z from 'zod/mini';
import {Instant, named, open, page, pageQuery, text, Uuid, Version} from '../open.ts';
import {route} from '../route.ts';

const kind = open('programme', 'trust', 'authority', 'partnership', 'school');

export const Space = named(
  'Space',
  'A programme, trust, authority, partnership or school: the tenant. Its id leads every address.',
  z.object({id: Uuid, kind, name: z.string(), createdAt: Instant, version: Version}),
);
export const SpaceCreate = named(
  'SpaceCreate',
  'A new space.',
  z.strictObject({id: z.optional(Uuid), kind, name: text(200).check(z.minLength(1))}),
);
export const SpacePatch = named(
  'SpacePatch',
  'What of a space can change.',
  z.strictObject({name: z.optional(text(200).check(z.minLength(1)))}),
);
export const SpacePage = named('SpacePage', 'One page of spaces.', page(Space));

export const spaces = {
  'spaces.list': route({
    method: 'GET',
    path: '/spaces',
    summary: 'The spaces that the caller belongs to.',
    scope: 'any',
    query: z.strictObject(pageQuery),
    returns: SpacePage,
  }),
  'spaces.create': route({
    method: 'POST',
    path: '/spaces',
    summary: 'Makes a space.',
    scope: 'admin',
    body: SpaceCreate,
    returns: Space,
    etag: true,
    errors: ['already_exists'],
  }),
  'spaces.get': route({
    method: 'GET',
    path: '/spaces/{space}',
    summary: 'One space.',
    scope: 'any',
    returns: Space,
    etag: true,
  }),
  'spaces.patch': route({
    method: 'PATCH',
    path: '/spaces/{space}',
    summary: 'Renames a space.',
    scope: 'admin',
    body: SpacePatch,
    returns: Space,
    ifMatch: true,
    etag: true,
  }),
};

import * as z from 'zod/mini';
import {Instant, open, page, pageQuery, text, Uuid, Version} from '../open.ts';
import {route} from '../route.ts';

const kind = open('programme', 'trust', 'authority', 'partnership', 'school');

/** A programme, trust, authority, partnership or school: the tenant. Its id leads every address. */
export const Space = z.object({
  id: Uuid,
  kind,
  name: z.string(),
  createdAt: Instant,
  version: Version,
});
/** A new space. */
export const SpaceCreate = z.strictObject({
  id: z.optional(Uuid),
  kind,
  name: text(200).check(z.minLength(1)),
});
/** What of a space can change. */
export const SpacePatch = z.strictObject({name: z.optional(text(200).check(z.minLength(1)))});
/** One page of spaces. */
export const SpacePage = page(Space);

export const spaces = {
  /** The spaces that the caller belongs to. */
  'spaces.list': route({
    method: 'GET',
    path: '/spaces',
    scope: 'any',
    query: z.strictObject(pageQuery),
    returns: SpacePage,
  }),
  /** Makes a space. */
  'spaces.create': route({
    method: 'POST',
    path: '/spaces',
    scope: 'admin',
    body: SpaceCreate,
    returns: Space,
    etag: true,
    errors: ['already_exists'],
  }),
  /** One space. */
  'spaces.get': route({
    method: 'GET',
    path: '/spaces/{space}',
    scope: 'any',
    returns: Space,
    etag: true,
  }),
  /** Renames a space. */
  'spaces.patch': route({
    method: 'PATCH',
    path: '/spaces/{space}',
    scope: 'admin',
    body: SpacePatch,
    returns: Space,
    ifMatch: true,
    etag: true,
  }),
};

import * as z from 'zod/mini';
import {Instant, MemberId, open, page, pageQuery, text, Uuid, Version} from '../open.ts';
import {route} from '../route.ts';

const role = open(
  'school',
  'cluster-lead',
  'hub-lead',
  'coordinator',
  'trust-officer',
  'authority-officer',
  'governor',
);

/** Whom a member works for. */
export const Organisation = z.object({id: Uuid, name: z.string(), urn: z.optional(z.string())});
const organisationInput = z.strictObject({
  id: Uuid,
  name: text(200).check(z.minLength(1)),
  urn: z.optional(z.string().check(z.regex(/^\d{6}$/))),
});

/** A person in a space. Their role never exceeds what is stored here, whatever a token says. */
export const Member = z.object({
  id: MemberId,
  name: z.string(),
  role,
  organisation: Organisation,
  createdAt: Instant,
  version: Version,
});
/** A new member. `subject` is the host’s own opaque id of the person, never an e-mail address. */
export const MemberCreate = z.strictObject({
  id: z.optional(MemberId),
  subject: text(200).check(z.minLength(1)),
  name: text(200).check(z.minLength(1)),
  role,
  organisation: organisationInput,
});
/** What of a member can change. */
export const MemberPatch = z.strictObject({
  name: z.optional(text(200).check(z.minLength(1))),
  role: z.optional(role),
  organisation: z.optional(organisationInput),
});
/** One page of members. */
export const MemberPage = page(Member);

/** Who the caller is, in the space that the token is for. */
export const Me = z.object({
  member: z.nullable(Member),
  space: z.nullable(Uuid),
  expiresAt: z.nullable(Instant),
  scopes: z.array(z.string()),
});

export const members = {
  /** Who the caller is. */
  'me.get': route({
    method: 'GET',
    path: '/me',
    scope: 'any',
    returns: Me,
  }),
  /** The members of a space. */
  'members.list': route({
    method: 'GET',
    path: '/spaces/{space}/members',
    scope: 'read',
    query: z.strictObject(pageQuery),
    returns: MemberPage,
  }),
  /** Adds a member. */
  'members.create': route({
    method: 'POST',
    path: '/spaces/{space}/members',
    scope: 'admin',
    body: MemberCreate,
    returns: Member,
    etag: true,
    errors: ['already_exists'],
  }),
  /** One member. */
  'members.get': route({
    method: 'GET',
    path: '/spaces/{space}/members/{member}',
    scope: 'read',
    returns: Member,
    etag: true,
  }),
  /** Changes a member’s name, role or organisation. */
  'members.patch': route({
    method: 'PATCH',
    path: '/spaces/{space}/members/{member}',
    scope: 'admin',
    body: MemberPatch,
    returns: Member,
    ifMatch: true,
    etag: true,
  }),
  /** Ends a membership. What the person wrote stays. */
  'members.delete': route({
    method: 'DELETE',
    path: '/spaces/{space}/members/{member}',
    scope: 'admin',
    ifMatch: true,
  }),
};

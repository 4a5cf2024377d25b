import * as z from 'zod/mini';
import {Instant, MemberId, named, open, page, pageQuery, text, Uuid, Version} from '../open.ts';
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

export const Organisation = named(
  'Organisation',
  'Whom a member works for.',
  z.object({id: Uuid, name: z.string(), urn: z.optional(z.string())}),
);
const organisationInput = z.strictObject({
  id: Uuid,
  name: text(200).check(z.minLength(1)),
  urn: z.optional(z.string().check(z.regex(/^\d{6}$/))),
});

export const Member = named(
  'Member',
  'A person in a space. Their role never exceeds what is stored here, whatever a token says.',
  z.object({
    id: MemberId,
    name: z.string(),
    role,
    organisation: Organisation,
    createdAt: Instant,
    version: Version,
  }),
);
export const MemberCreate = named(
  'MemberCreate',
  'A new member. `subject` is the host’s own opaque id of the person, never an e-mail address.',
  z.strictObject({
    id: z.optional(MemberId),
    subject: text(200).check(z.minLength(1)),
    name: text(200).check(z.minLength(1)),
    role,
    organisation: organisationInput,
  }),
);
export const MemberPatch = named(
  'MemberPatch',
  'What of a member can change.',
  z.strictObject({
    name: z.optional(text(200).check(z.minLength(1))),
    role: z.optional(role),
    organisation: z.optional(organisationInput),
  }),
);
export const MemberPage = named('MemberPage', 'One page of members.', page(Member));

export const Me = named(
  'Me',
  'Who the caller is, in the space that the token is for.',
  z.object({
    member: z.nullable(Member),
    space: z.nullable(Uuid),
    expiresAt: z.nullable(Instant),
    scopes: z.array(z.string()),
  }),
);

export const members = {
  'me.get': route({
    method: 'GET',
    path: '/me',
    summary: 'Who the caller is.',
    scope: 'any',
    returns: Me,
  }),
  'members.list': route({
    method: 'GET',
    path: '/spaces/{space}/members',
    summary: 'The members of a space.',
    scope: 'read',
    query: z.strictObject(pageQuery),
    returns: MemberPage,
  }),
  'members.create': route({
    method: 'POST',
    path: '/spaces/{space}/members',
    summary: 'Adds a member.',
    scope: 'admin',
    body: MemberCreate,
    returns: Member,
    etag: true,
    errors: ['already_exists'],
  }),
  'members.get': route({
    method: 'GET',
    path: '/spaces/{space}/members/{member}',
    summary: 'One member.',
    scope: 'read',
    returns: Member,
    etag: true,
  }),
  'members.patch': route({
    method: 'PATCH',
    path: '/spaces/{space}/members/{member}',
    summary: 'Changes a member’s name, role or organisation.',
    scope: 'admin',
    body: MemberPatch,
    returns: Member,
    ifMatch: true,
    etag: true,
  }),
  'members.delete': route({
    method: 'DELETE',
    path: '/spaces/{space}/members/{member}',
    summary: 'Ends a membership. What the person wrote stays.',
    scope: 'admin',
    ifMatch: true,
  }),
};

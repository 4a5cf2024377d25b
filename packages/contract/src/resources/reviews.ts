import * as z from 'zod/mini';
import {
  CriterionId,
  Instant,
  MemberId,
  named,
  open,
  page,
  pageQuery,
  text,
  Uuid,
  Version,
} from '../open.ts';
import {route} from '../route.ts';
import {EntityRef, FieldPath} from './operations.ts';

const capability = open('host', 'host-partner', 'lead', 'reviewer', 'facilitator', 'reader');
const answer = z.nullable(z.string().check(z.maxLength(120)));
const confidence = z.enum(['low', 'medium', 'high']);

export const FrameworkPin = named(
  'FrameworkPin',
  'Which immutable framework version a review keeps.',
  z.object({id: z.string(), version: z.string(), contentHash: z.string()}),
);
export const Subject = named(
  'Subject',
  'The school that is reviewed.',
  z.object({urn: z.string(), name: z.string()}),
);
export const Enquiry = named(
  'Enquiry',
  'A question of this review’s own, answered like a criterion without levels.',
  z.object({id: z.string(), question: z.string()}),
);

const processFacts = {
  id: Uuid,
  version: Version,
  createdAt: Instant,
  subject: Subject,
  /** `null`: a narrative review, with its own questions alone. */
  framework: z.nullable(FrameworkPin),
  ratingMode: z.string(),
  focus: z.array(z.string()),
  phase: open('self', 'independent', 'moderation', 'agreed', 'published'),
  selfReview: open('draft', 'shared', 'frozen'),
  enquiry: z.array(Enquiry),
};

export const Review = named(
  'Review',
  'One review of one school: the facts of its process. Content is in `ReviewState`.',
  z.object(processFacts),
);
export const ReviewPage = named('ReviewPage', 'One page of reviews.', page(Review));
export const ReviewCreate = named(
  'ReviewCreate',
  'A new review. It starts in phase `self`, seen by nobody until access is given.',
  z.strictObject({
    id: z.optional(Uuid),
    subject: z.strictObject({
      urn: z.string().check(z.regex(/^\d{6}$/)),
      name: text(200).check(z.minLength(1)),
    }),
    framework: z.nullable(z.strictObject({id: CriterionId, version: text(60)})),
    ratingMode: z.optional(z.string().check(z.maxLength(60))),
    focus: z.optional(z.array(CriterionId).check(z.maxLength(60))),
    enquiry: z.optional(
      z
        .array(z.strictObject({id: CriterionId, question: text(500).check(z.minLength(1))}))
        .check(z.maxLength(12)),
    ),
  }),
);
export const ReviewPatch = named(
  'ReviewPatch',
  'Fields of a review to set; each becomes one operation.',
  z.strictObject({
    phase: z.optional(z.string()),
    selfReview: z.optional(z.string()),
    focus: z.optional(z.array(CriterionId).check(z.maxLength(60))),
    ratingMode: z.optional(z.string()),
    strengths: z.optional(z.array(text(2000)).check(z.maxLength(20))),
    evenBetterIf: z.optional(z.array(text(2000)).check(z.maxLength(20))),
    factualCheck: z.optional(text(10_000)),
    hostComment: z.optional(text(10_000)),
    reopenReason: z.optional(text(2000)),
  }),
);

const ratingFields = {
  answer: z.optional(answer),
  reason: z.optional(z.string()),
  narrative: z.optional(z.string()),
  confidence: z.optional(z.nullable(open('low', 'medium', 'high'))),
  strengths: z.optional(z.string()),
  evenBetterIf: z.optional(z.string()),
  note: z.optional(z.string()),
};
export const Rating = named(
  'Rating',
  'One person’s judgement of one criterion; `self` is the school’s own.',
  z.object({
    criterion: z.string(),
    /** A member’s id, or `self`. */
    rater: z.string(),
    ...ratingFields,
    version: Version,
    updatedAt: Instant,
  }),
);
export const RatingPage = named('RatingPage', 'One page of ratings.', page(Rating));
export const RatingPatch = named(
  'RatingPatch',
  'Fields of your own rating to set; each becomes one operation.',
  z.strictObject({
    answer: z.optional(answer),
    reason: z.optional(text(10_000)),
    narrative: z.optional(text(20_000)),
    confidence: z.optional(z.nullable(confidence)),
    strengths: z.optional(text(10_000)),
    evenBetterIf: z.optional(text(10_000)),
    note: z.optional(text(20_000)),
  }),
);

export const Agreement = named(
  'Agreement',
  'What the team says of one criterion. Dissent is unnamed.',
  z.object({
    criterion: z.string(),
    state: open('open', 'agreed', 'agreed-to-differ'),
    answer,
    rationale: z.string(),
    dissent: z.array(z.string()),
    version: Version,
    updatedAt: Instant,
  }),
);
export const AgreementPage = named('AgreementPage', 'One page of agreements.', page(Agreement));
export const AgreementPatch = named(
  'AgreementPatch',
  'Fields of an agreement to set; each becomes one operation.',
  z.strictObject({
    state: z.optional(z.string()),
    answer: z.optional(answer),
    rationale: z.optional(text(10_000)),
    dissent: z.optional(z.array(text(2000)).check(z.maxLength(12))),
  }),
);

export const Independence = named(
  'Independence',
  'A reviewer’s word about ties to the school, given before any access.',
  z.object({declared: z.boolean(), links: z.optional(z.string())}),
);
export const Access = named(
  'Access',
  'Who may do what in a review. `submitted`, `independence` and `version` are shown to those who may know.',
  z.object({
    member: MemberId,
    name: z.string(),
    capability,
    until: z.nullable(Instant),
    submitted: z.optional(z.boolean()),
    independence: z.optional(Independence),
    version: z.optional(Version),
  }),
);
export const AccessPage = named('AccessPage', 'One page of accesses.', page(Access));
export const AccessCreate = named(
  'AccessCreate',
  'Gives a member access. A `reader` has an end.',
  z.strictObject({
    member: MemberId,
    capability: z.enum(['host', 'host-partner', 'lead', 'reviewer', 'facilitator', 'reader']),
    until: z.optional(z.nullable(Instant)),
  }),
);

export const PersonRef = named(
  'PersonRef',
  'A person, by id and shown name.',
  z.object({id: z.string(), name: z.string()}),
);
const valueBy = z.object({value: z.unknown(), who: PersonRef, at: Instant, opId: Uuid});
export const Conflict = named(
  'Conflict',
  'Two values of one field, both kept until a person chooses.',
  z.object({
    id: Uuid,
    entity: EntityRef,
    field: FieldPath,
    baseRev: z.int(),
    values: z.array(valueBy),
    history: z.array(valueBy),
    resolved: z.optional(z.object({opId: Uuid, chosen: z.unknown(), who: PersonRef, at: Instant})),
  }),
);

const ratingShown = z.object(ratingFields);
const agreementShown = z.object({
  state: open('open', 'agreed', 'agreed-to-differ'),
  answer,
  rationale: z.string(),
  dissent: z.array(z.string()),
});
export const ReviewState = named(
  'ReviewState',
  'One review as its reader may see it: everything that an element draws, in one read.',
  z.object({
    ...processFacts,
    /** Who reads it, and what they may do. */
    me: z.object({id: z.string(), name: z.string(), capability: z.nullable(capability)}),
    /** Names of the team and the school’s people, by member. */
    people: z.record(z.string(), z.object({name: z.string(), capability})),
    mine: z.optional(z.record(z.string(), ratingShown)),
    /** Others’ ratings that the reader may see, by rater (`self`: the school), then criterion. */
    shared: z.optional(z.record(z.string(), z.record(z.string(), ratingShown))),
    submitted: z.optional(
      z.object({
        count: z.int(),
        of: z.int(),
        mine: z.boolean(),
        who: z.optional(z.array(z.string())),
      }),
    ),
    agreements: z.optional(z.record(z.string(), agreementShown)),
    independence: z.optional(Independence),
    summary: z.object({strengths: z.array(z.string()), evenBetterIf: z.array(z.string())}),
    factualCheck: z.optional(z.string()),
    hostComment: z.optional(z.string()),
    reopenReason: z.optional(z.string()),
    /** The revision of each field that the reader may see, by entity. */
    revs: z.record(z.string(), z.record(z.string(), z.int())),
    conflicts: z.array(Conflict),
  }),
);

const one = '/spaces/{space}/reviews/{review}';
export const reviews = {
  'reviews.list': route({
    method: 'GET',
    path: '/spaces/{space}/reviews',
    summary: 'The reviews that the caller may know of.',
    scope: 'read',
    query: z.strictObject({
      ...pageQuery,
      phase: z.optional(z.enum(['self', 'independent', 'moderation', 'agreed', 'published'])),
    }),
    returns: ReviewPage,
  }),
  'reviews.create': route({
    method: 'POST',
    path: '/spaces/{space}/reviews',
    summary: 'Makes a review. Give access next.',
    scope: 'write',
    body: ReviewCreate,
    returns: Review,
    etag: true,
    errors: ['already_exists', 'refused'],
  }),
  'reviews.get': route({
    method: 'GET',
    path: one,
    summary: 'One review, with all that the caller may see of it.',
    scope: 'read',
    returns: ReviewState,
    etag: true,
  }),
  'reviews.patch': route({
    method: 'PATCH',
    path: one,
    summary: 'Sets fields of a review, or moves its phase on.',
    scope: 'write',
    body: ReviewPatch,
    returns: Review,
    ifMatch: true,
    etag: true,
    errors: ['refused'],
  }),
  'reviews.submit': route({
    method: 'POST',
    path: `${one}/submit`,
    summary: 'Submits the caller’s own ratings.',
    scope: 'write',
    returns: Access,
    errors: ['refused'],
  }),
  'reviews.ratings.list': route({
    method: 'GET',
    path: `${one}/ratings`,
    summary: 'The ratings that the caller may see.',
    scope: 'read',
    query: z.strictObject({...pageQuery, criterion: z.optional(CriterionId)}),
    returns: RatingPage,
  }),
  'reviews.ratings.patch': route({
    method: 'PATCH',
    path: `${one}/ratings/{criterion}`,
    summary: 'Sets fields of the caller’s own rating. An absent one has ETag "0".',
    scope: 'write',
    body: RatingPatch,
    returns: Rating,
    ifMatch: true,
    etag: true,
    errors: ['refused'],
  }),
  'reviews.agreements.list': route({
    method: 'GET',
    path: `${one}/agreements`,
    summary: 'What the team has agreed, once the caller may see it.',
    scope: 'read',
    query: z.strictObject(pageQuery),
    returns: AgreementPage,
  }),
  'reviews.agreements.patch': route({
    method: 'PATCH',
    path: `${one}/agreements/{criterion}`,
    summary: 'Sets fields of an agreement. An absent one has ETag "0".',
    scope: 'write',
    body: AgreementPatch,
    returns: Agreement,
    ifMatch: true,
    etag: true,
    errors: ['refused'],
  }),
  'reviews.access.list': route({
    method: 'GET',
    path: `${one}/access`,
    summary: 'Who takes part in a review.',
    scope: 'read',
    query: z.strictObject(pageQuery),
    returns: AccessPage,
  }),
  'reviews.access.create': route({
    method: 'POST',
    path: `${one}/access`,
    summary: 'Gives a member access to a review.',
    scope: 'write',
    body: AccessCreate,
    returns: Access,
    errors: ['already_exists', 'refused'],
  }),
  'reviews.access.delete': route({
    method: 'DELETE',
    path: `${one}/access/{member}`,
    summary: 'Ends a member’s access, at once.',
    scope: 'write',
    ifMatch: true,
    errors: ['refused'],
  }),
};

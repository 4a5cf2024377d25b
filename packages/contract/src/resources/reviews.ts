import * as z from 'zod/mini';
import {
  CriterionId,
  Instant,
  MemberId,
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

/** Which immutable framework version a review keeps. */
export const FrameworkPin = z.object({
  id: z.string(),
  version: z.string(),
  contentHash: z.string(),
});
/** The school that is reviewed. */
export const Subject = z.object({urn: z.string(), name: z.string()});
/** A question of this review’s own, answered like a criterion without levels. */
export const Enquiry = z.object({id: z.string(), question: z.string()});

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

/** One review of one school: the facts of its process. Content is in `ReviewState`. */
export const Review = z.object(processFacts);
/** One page of reviews. */
export const ReviewPage = page(Review);
/** A new review. It starts in phase `self`, seen by nobody until access is given. */
export const ReviewCreate = z.strictObject({
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
});
/** Fields of a review to set; each becomes one operation. */
export const ReviewPatch = z.strictObject({
  phase: z.optional(z.string()),
  selfReview: z.optional(z.string()),
  focus: z.optional(z.array(CriterionId).check(z.maxLength(60))),
  ratingMode: z.optional(z.string()),
  strengths: z.optional(z.array(text(2000)).check(z.maxLength(20))),
  evenBetterIf: z.optional(z.array(text(2000)).check(z.maxLength(20))),
  factualCheck: z.optional(text(10_000)),
  hostComment: z.optional(text(10_000)),
  reopenReason: z.optional(text(2000)),
});

const ratingFields = {
  answer: z.optional(answer),
  reason: z.optional(z.string()),
  narrative: z.optional(z.string()),
  confidence: z.optional(z.nullable(open('low', 'medium', 'high'))),
  strengths: z.optional(z.string()),
  evenBetterIf: z.optional(z.string()),
  note: z.optional(z.string()),
};
/** One person’s judgement of one criterion; `self` is the school’s own. */
export const Rating = z.object({
  criterion: z.string(),
  /** A member’s id, or `self`. */
  rater: z.string(),
  ...ratingFields,
  version: Version,
  updatedAt: Instant,
});
/** One page of ratings. */
export const RatingPage = page(Rating);
/** Fields of your own rating to set; each becomes one operation. */
export const RatingPatch = z.strictObject({
  answer: z.optional(answer),
  reason: z.optional(text(10_000)),
  narrative: z.optional(text(20_000)),
  confidence: z.optional(z.nullable(confidence)),
  strengths: z.optional(text(10_000)),
  evenBetterIf: z.optional(text(10_000)),
  note: z.optional(text(20_000)),
});

/** What the team says of one criterion. Dissent is unnamed. */
export const Agreement = z.object({
  criterion: z.string(),
  state: open('open', 'agreed', 'agreed-to-differ'),
  answer,
  rationale: z.string(),
  dissent: z.array(z.string()),
  version: Version,
  updatedAt: Instant,
});
/** One page of agreements. */
export const AgreementPage = page(Agreement);
/** Fields of an agreement to set; each becomes one operation. */
export const AgreementPatch = z.strictObject({
  state: z.optional(z.string()),
  answer: z.optional(answer),
  rationale: z.optional(text(10_000)),
  dissent: z.optional(z.array(text(2000)).check(z.maxLength(12))),
});

/** A reviewer’s word about ties to the school, given before any access. */
export const Independence = z.object({declared: z.boolean(), links: z.optional(z.string())});
/** Who may do what in a review. `submitted`, `independence` and `version` are shown to those who may know. */
export const Access = z.object({
  member: MemberId,
  name: z.string(),
  capability,
  until: z.nullable(Instant),
  submitted: z.optional(z.boolean()),
  independence: z.optional(Independence),
  version: z.optional(Version),
});
/** One page of accesses. */
export const AccessPage = page(Access);
/** Gives a member access. A `reader` has an end. */
export const AccessCreate = z.strictObject({
  member: MemberId,
  capability: z.enum(['host', 'host-partner', 'lead', 'reviewer', 'facilitator', 'reader']),
  until: z.optional(z.nullable(Instant)),
});

/** A person, by id and shown name. */
export const PersonRef = z.object({id: z.string(), name: z.string()});
const valueBy = z.object({value: z.unknown(), who: PersonRef, at: Instant, opId: Uuid});
/** Two values of one field, both kept until a person chooses. */
export const Conflict = z.object({
  id: Uuid,
  entity: EntityRef,
  field: FieldPath,
  baseRev: z.int(),
  values: z.array(valueBy),
  history: z.array(valueBy),
  resolved: z.optional(z.object({opId: Uuid, chosen: z.unknown(), who: PersonRef, at: Instant})),
});

const ratingShown = z.object(ratingFields);
const agreementShown = z.object({
  state: open('open', 'agreed', 'agreed-to-differ'),
  answer,
  rationale: z.string(),
  dissent: z.array(z.string()),
});
/** One review as its reader may see it: everything that an element draws, in one read. */
export const ReviewState = z.object({
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
});

const one = '/spaces/{space}/reviews/{review}';
export const reviews = {
  /** The reviews that the caller may know of. */
  'reviews.list': route({
    method: 'GET',
    path: '/spaces/{space}/reviews',
    scope: 'read',
    query: z.strictObject({
      ...pageQuery,
      phase: z.optional(z.enum(['self', 'independent', 'moderation', 'agreed', 'published'])),
    }),
    returns: ReviewPage,
  }),
  /** Makes a review. Give access next. */
  'reviews.create': route({
    method: 'POST',
    path: '/spaces/{space}/reviews',
    scope: 'write',
    body: ReviewCreate,
    returns: Review,
    etag: true,
    errors: ['already_exists', 'refused'],
  }),
  /** One review, with all that the caller may see of it. */
  'reviews.get': route({
    method: 'GET',
    path: one,
    scope: 'read',
    returns: ReviewState,
    etag: true,
  }),
  /** Sets fields of a review, or moves its phase on. */
  'reviews.patch': route({
    method: 'PATCH',
    path: one,
    scope: 'write',
    body: ReviewPatch,
    returns: Review,
    ifMatch: true,
    etag: true,
    errors: ['refused'],
  }),
  /** Submits the caller’s own ratings. */
  'reviews.submit': route({
    method: 'POST',
    path: `${one}/submit`,
    scope: 'write',
    returns: Access,
    errors: ['refused'],
  }),
  /** The ratings that the caller may see. */
  'reviews.ratings.list': route({
    method: 'GET',
    path: `${one}/ratings`,
    scope: 'read',
    query: z.strictObject({...pageQuery, criterion: z.optional(CriterionId)}),
    returns: RatingPage,
  }),
  /** Sets fields of the caller’s own rating. An absent one has ETag "0". */
  'reviews.ratings.patch': route({
    method: 'PATCH',
    path: `${one}/ratings/{criterion}`,
    scope: 'write',
    body: RatingPatch,
    returns: Rating,
    ifMatch: true,
    etag: true,
    errors: ['refused'],
  }),
  /** What the team has agreed, once the caller may see it. */
  'reviews.agreements.list': route({
    method: 'GET',
    path: `${one}/agreements`,
    scope: 'read',
    query: z.strictObject(pageQuery),
    returns: AgreementPage,
  }),
  /** Sets fields of an agreement. An absent one has ETag "0". */
  'reviews.agreements.patch': route({
    method: 'PATCH',
    path: `${one}/agreements/{criterion}`,
    scope: 'write',
    body: AgreementPatch,
    returns: Agreement,
    ifMatch: true,
    etag: true,
    errors: ['refused'],
  }),
  /** Who takes part in a review. */
  'reviews.access.list': route({
    method: 'GET',
    path: `${one}/access`,
    scope: 'read',
    query: z.strictObject(pageQuery),
    returns: AccessPage,
  }),
  /** Gives a member access to a review. */
  'reviews.access.create': route({
    method: 'POST',
    path: `${one}/access`,
    scope: 'write',
    body: AccessCreate,
    returns: Access,
    errors: ['already_exists', 'refused'],
  }),
  /** Ends a member’s access, at once. */
  'reviews.access.delete': route({
    method: 'DELETE',
    path: `${one}/access/{member}`,
    scope: 'write',
    ifMatch: true,
    errors: ['refused'],
  }),
};

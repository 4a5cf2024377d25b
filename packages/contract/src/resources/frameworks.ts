import * as z from 'zod/mini';
import {page, pageQuery, text} from '../open.ts';
import {route} from '../route.ts';

const id = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/));
const titled = {id: z.string(), title: z.string(), description: z.optional(z.string())};

/** One level of one criterion: what practice looks like there. */
export const Level = z.object({
  id: z.string(),
  /** What an answer holds. */
  level: z.string(),
  position: z.number(),
  name: z.string(),
  descriptor: z.string(),
  nextStep: z.optional(z.string()),
  points: z.optional(z.number()),
});
/** One thing that a review looks at. */
export const Criterion = z.object({
  id: z.string(),
  code: z.optional(z.string()),
  title: z.string(),
  statement: z.optional(z.string()),
  enquiryQuestion: z.optional(z.string()),
  evidencePrompts: z.optional(z.array(z.object({id: z.string(), text: z.string()}))),
  levels: z.array(Level),
  allow: z.optional(z.object({na: z.boolean()})),
  weight: z.optional(z.number()),
  evidence: z.optional(z.enum(['none', 'optional', 'required'])),
});
/** A group of criteria. */
export const Area = z.object({
  id: z.string(),
  code: z.optional(z.string()),
  title: z.string(),
  summary: z.optional(z.string()),
  criteria: z.array(Criterion),
});
/** One way of answering: by question, by level, or against the school’s own view. */
export const RatingMode = z.object({...titled, options: z.optional(z.array(z.object(titled)))});
/** One immutable version of a framework (`hubkit-review-framework/1`). All its text is plain text. */
export const Framework = z.object({
  schema: z.literal('hubkit-review-framework/1'),
  id: z.string(),
  version: z.string(),
  /** SHA-256 over all its content, as hex. */
  contentHash: z.string(),
  /** SHA-256 over its structure without prose, as hex. */
  structureHash: z.string(),
  language: z.string(),
  title: z.string(),
  description: z.optional(z.string()),
  creator: z.optional(z.string()),
  guidance: z.optional(
    z.object({
      scope: z.optional(z.string()),
      wording: z.optional(z.string()),
      levels: z.optional(z.string()),
      safeguarding: z.optional(z.string()),
    }),
  ),
  ratingModes: z.array(RatingMode),
  defaultRatingMode: z.string(),
  levels: z.optional(
    z.array(
      z.object({
        id: z.string(),
        position: z.number(),
        name: z.string(),
        description: z.optional(z.string()),
      }),
    ),
  ),
  otherResponses: z.optional(z.array(z.object(titled))),
  confidence: z.optional(z.array(z.object(titled))),
  evidenceTypes: z.optional(z.array(z.object(titled))),
  areas: z.array(Area),
});
/** A framework version, without its text. */
export const FrameworkSummary = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  language: z.string(),
  contentHash: z.string(),
  structureHash: z.string(),
  criteria: z.int(),
});
/** One page of frameworks. */
export const FrameworkPage = page(FrameworkSummary);
/** A framework file, `hubkit-review-framework/1`. */
export const FrameworkFile = z.looseObject({
  schema: z.literal('hubkit-review-framework/1'),
  id,
  version: text(60),
  title: text(300),
});

export const frameworks = {
  /** The frameworks of a space, every version. */
  'frameworks.list': route({
    method: 'GET',
    path: '/spaces/{space}/frameworks',
    scope: 'read',
    query: z.strictObject(pageQuery),
    returns: FrameworkPage,
  }),
  /** Stores one version of a framework. It never changes afterwards. */
  'frameworks.create': route({
    method: 'POST',
    path: '/spaces/{space}/frameworks',
    scope: 'admin',
    body: FrameworkFile,
    returns: Framework,
    errors: ['already_exists', 'invalid_framework'],
    bodyLimit: 2_000_000,
  }),
  /** A framework: the version asked for, or the one stored last. */
  'frameworks.get': route({
    method: 'GET',
    path: '/spaces/{space}/frameworks/{framework}',
    scope: 'read',
    query: z.strictObject({version: z.optional(z.string().check(z.maxLength(60)))}),
    returns: Framework,
  }),
};

import * as z from 'zod/mini';
import {open} from '../open.ts';
import {problems, type KnownProblemCode} from '../problem.ts';

const codes = Object.keys(problems) as KnownProblemCode[];

/** One thing that is wrong, and where. */
export const Issue = z.object({
  /** JSON pointer into the body, or a name such as `query/limit`. */
  pointer: z.string(),
  message: z.string(),
  code: z.optional(z.string()),
});

/** An error, as RFC 9457 problem+json. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: open(...codes),
  detail: z.optional(z.string()),
  requestId: z.string(),
  issues: z.optional(z.array(Issue)),
});

import * as z from 'zod/mini';
import {Instant, text, Uuid} from '../open.ts';
import {route} from '../route.ts';

/** A short-lived sign-in for one person in one space, to hand to the page. Never store it. */
export const EmbedToken = z.object({token: z.string(), expiresAt: Instant});
/** Whose token, and for which site. */
export const EmbedTokenCreate = z.strictObject({
  space: Uuid,
  /** The host’s own opaque id of the person, as the member was made with. */
  subject: text(200).check(z.minLength(1)),
  /** Exact origins of the pages that will use it. */
  origins: z.array(z.url({protocol: /^https?$/})).check(z.minLength(1), z.maxLength(10)),
  /** Element names; absent: every element. */
  elements: z.optional(z.array(z.string().check(z.maxLength(60))).check(z.maxLength(20))),
  /** `read` or `write`; absent: both. */
  scopes: z.optional(z.array(z.enum(['read', 'write'])).check(z.minLength(1))),
  /** Seconds: 600 unless told, 3600 at most. */
  lifetime: z.optional(z.int().check(z.minimum(30), z.maximum(3600))),
});

export const embedTokens = {
  /** Mints a token. For a host’s own server, with an API key. */
  'embedTokens.create': route({
    method: 'POST',
    path: '/embed-tokens',
    scope: 'mint',
    body: EmbedTokenCreate,
    returns: EmbedToken,
    errors: ['refused'],
  }),
};

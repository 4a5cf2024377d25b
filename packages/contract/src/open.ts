import * as z from 'zod/mini';

/** The known values of each open list, for whoever writes the contract down. */
export const openValues = new Map<z.core.$ZodType, readonly string[]>();

/**
 * A list of known values that may grow: a reader keeps what it does not know, so an older client survives a newer service.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function open<const V extends string>(
  ...known: V[]
): z.ZodMiniType<V | (string & {}), V | (string & {})> {
  const schema = z.string().check(z.maxLength(200));
  openValues.set(schema, known);
  return schema;
}

// Tab, line feed and carriage return are text; the rest of C0, DEL and C1 is refused: no two databases store it alike.
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/** Whether every store keeps this text as it is: no lone surrogates, no control characters. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}

/**
 * Text as people type it.
 *
 * @param max - longest length, in UTF-16 code units.
 * @__NO_SIDE_EFFECTS__
 */
export function text(max: number): z.ZodMiniString {
  return z
    .string()
    .check(
      z.maxLength(max),
      z.refine(isStorableText, {error: 'Holds a control character or half a surrogate pair.'}),
    );
}

/** A UUID in lower case: one id has one spelling, since ids are compared as text everywhere. */
export const Uuid = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));
/** Opaque id of a member. */
export const MemberId = Uuid;
/** Instants are ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
/** A criterion's id, as its framework writes it: letters, digits, dot, dash and underscore. */
export const CriterionId = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/));
export const Version = z.int().check(z.minimum(0));

/**
 * One page of a list. `next` is an opaque cursor, `null` on the last page.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function page<S extends z.core.$ZodType>(item: S) {
  return z.object({items: z.array(item), next: z.nullable(z.string())});
}

/** What every list takes: how many, and where to go on. */
export const pageQuery = {
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(200))),
  cursor: z.optional(z.string().check(z.maxLength(400))),
};

/**
 * Every `code` a problem document can carry, with its HTTP status and what a person can do about it.
 *
 * Source of the `code` union, of errors.md and of the service's answers (RFC 9457).
 */
export const problems = {
  invalid_request: {
    status: 400,
    title: 'The request does not fit the contract.',
    next: 'See `issues`: each names the place.',
  },
  invalid_json: {
    status: 400,
    title: 'The body is not JSON.',
    next: 'Send application/json, well-formed UTF-8.',
  },
  invalid_key: {
    status: 400,
    title: 'The idempotency key cannot be used.',
    next: 'Send 1 to 200 printable ASCII characters.',
  },
  key_required: {
    status: 400,
    title: 'An unsafe call needs an Idempotency-Key.',
    next: 'Send a new key for each new change, the same one when you retry.',
  },
  unauthenticated: {
    status: 401,
    title: 'Sign-in is missing or has ended.',
    next: 'Ask the host page for a new token.',
  },
  clock_skew: {
    status: 401,
    title: 'The token is from the future.',
    next: 'Set the clock of the server that mints tokens: two minutes are allowed.',
  },
  forbidden: {status: 403, title: 'This is not yours to do.', next: 'Ask whoever gave you access.'},
  origin_refused: {
    status: 403,
    title: 'This token was made for another site.',
    next: 'Add the page’s origin when the token is minted.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here that you may see.',
    next: 'Check the id and the space.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method.',
    next: 'See openapi.json.',
  },
  in_progress: {
    status: 409,
    title: 'The first call with this key is still running.',
    next: 'Try again with the same key.',
  },
  already_exists: {status: 409, title: 'There is one already.', next: 'Read it, then change it.'},
  stale_version: {
    status: 412,
    title: 'It has changed since you read it.',
    next: 'Read it again, then decide.',
  },
  too_large: {status: 413, title: 'The body is too large.', next: 'Send less at once.'},
  unsupported_media_type: {
    status: 415,
    title: 'The body must be application/json.',
    next: 'Set Content-Type.',
  },
  refused: {
    status: 422,
    title: 'A rule of the review refuses this.',
    next: 'See `issues` for the rule.',
  },
  key_reused: {
    status: 422,
    title: 'This key was used for another request.',
    next: 'Make a new key for a new change.',
  },
  invalid_framework: {
    status: 422,
    title: 'The file is not a framework that can be used.',
    next: 'See `issues`: each names the place.',
  },
  precondition_required: {
    status: 428,
    title: 'This change needs If-Match.',
    next: 'Send the ETag that you read.',
  },
  rate_limited: {status: 429, title: 'Too many calls.', next: 'Wait for Retry-After seconds.'},
  internal: {
    status: 500,
    title: 'Something failed on our side.',
    next: 'Try again; keep the request id if it stays.',
  },
  busy: {status: 503, title: 'Too many changes at the same place.', next: 'Try again in a moment.'},
} as const satisfies Record<string, {status: number; title: string; next: string}>;

/** A code that this version knows. Readers must expect others too. */
export type KnownProblemCode = keyof typeof problems;

/** Why an operation can be refused. Apart from the words, which only the service needs. */
export const refusalCodes = [
  'not_allowed',
  'not_found',
  'op_id_taken',
  'unknown_field',
  'out_of_range',
  'too_long',
  'not_text',
  'phase_closed',
  'phase_order',
  'not_shared',
  'not_agreed',
  'reason_required',
  'independence_required',
  'submitted',
] as const;

export type KnownRefusalCode = (typeof refusalCodes)[number];

/**
 * Why one operation was refused, with the words a person is shown.
 *
 * Not HTTP problems: a batch answers 200 with an outcome for each operation.
 */
export const refusals: Readonly<Record<KnownRefusalCode, string>> = {
  not_allowed: 'You cannot change this.',
  not_found: 'This is no longer here, or not yours to see.',
  op_id_taken: 'Another change has this id.',
  unknown_field: 'There is no such field.',
  out_of_range: 'This answer is not one of those on offer.',
  too_long: 'This text is too long.',
  not_text: 'This text holds characters that cannot be stored.',
  phase_closed: 'This part of the review is closed.',
  phase_order: 'The review cannot move there from here.',
  not_shared: 'The school has not shared its self-review yet.',
  not_agreed: 'Some criteria in the focus are not agreed yet.',
  reason_required: 'Say why first.',
  independence_required: 'Declare your ties to the school first.',
  submitted: 'You have submitted your ratings.',
};

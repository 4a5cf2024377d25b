/** Headers of ours that a page of another origin may read. The client reads no others. */
export const exposedHeaders = [
  'ETag',
  'Retry-After',
  'Allow',
  'Hubkit-Request-Id',
  'Hubkit-Version',
  'Idempotency-Replayed',
  'Deprecation',
  'Sunset',
] as const;

const ALLOWED_HEADERS =
  'Authorization, Content-Type, If-Match, Idempotency-Key, Last-Event-ID, Hubkit-Version';

/** Exact origins, or all of them: that is for demonstrations on loopback alone. */
export type Origins = readonly string[] | '*';

/**
 * What tells a browser that the page may read the answer. A pre-flight carries no token, so this asks only whether any
 * token could be for that origin; each token is held to its own origins afterwards.
 */
export function corsHeaders(request: Request, origins: Origins): Record<string, string> {
  const origin = request.headers.get('origin');
  const allowed = origin !== null && (origins === '*' || origins.includes(origin));
  if (!allowed) return {Vary: 'Origin'};
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': exposedHeaders.join(', '),
  };
}

/** What a pre-flight is told besides. */
export const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
  'Access-Control-Allow-Headers': ALLOWED_HEADERS,
  'Access-Control-Max-Age': '7200',
};

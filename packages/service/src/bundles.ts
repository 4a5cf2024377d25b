import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** A name with the hash of its content in it never means anything else. */
const HASHED = /[-.](?=[A-Za-z_]*\d)[A-Za-z0-9_]{8,}\.(?:js|mjs|css|json|map|woff2)$/;
const VERSIONED = /(?:^|\/)\d+\.\d+\.\d+(?:[-+][\w.-]+)?\//;

/**
 * The files of a folder, by the path under which pages load them: the CDN bundles of the elements.
 *
 * Only what is there at the start is served, so no path can lead out of the folder.
 *
 * @returns answers a path, or `null` when it is none of them.
 */
export function createBundles(directory: string) {
  const files = readdirSync(directory, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && path.extname(entry.name) in TYPES)
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
  const known = new Set(files.map((file) => file.split(path.sep).join('/')));

  return (name: string, request: Request): Response | null => {
    if (!known.has(name)) return null;
    const bytes = readFileSync(path.join(directory, name));
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
    const immutable = HASHED.test(name) || VERSIONED.test(name);
    const headers = {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': immutable
        ? 'public, max-age=31536000, immutable'
        : 'public, max-age=300, stale-while-revalidate=86400',
      'Content-Type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      ETag: etag,
      'X-Content-Type-Options': 'nosniff',
    };
    if (request.headers.get('if-none-match') === etag) {
      return new Response(null, {status: 304, headers});
    }
    return new Response(request.method === 'HEAD' ? null : bytes, {headers});
  };
}
export type Bundles = ReturnType<typeof createBundles>;

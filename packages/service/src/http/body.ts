import {CallProblem} from './problem.ts';

/** Largest body where a route names no other, in bytes: the longest rating fits, whatever its letters. */
const DEFAULT_LIMIT = 600_000;
/** Deepest nesting. The contract’s deepest body, a framework, has nine. */
const MOST_DEPTH = 40;

async function bytesOf(request: Request, limit: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) throw new CallProblem('too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted as they come: a length that was declared may be a lie.
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new CallProblem('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether brackets nest deeper than anything of ours; found without recursion, before anything recurses. */
function tooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > MOST_DEPTH) return true;
    } else if (char === '}' || char === ']') depth -= 1;
  }
  return false;
}

/**
 * Reads a JSON body.
 *
 * @throws CallProblem - `unsupported_media_type`, `too_large`, `invalid_json`.
 */
export async function readJson(request: Request, limit = DEFAULT_LIMIT): Promise<unknown> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (type.trim().toLowerCase() !== 'application/json' || encoding !== 'identity') {
    throw new CallProblem('unsupported_media_type');
  }
  const bytes = await bytesOf(request, limit);
  try {
    const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
    if (tooDeep(text)) throw new CallProblem('invalid_json');
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw error instanceof CallProblem ? error : new CallProblem('invalid_json');
  }
}

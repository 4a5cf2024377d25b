import {createHash} from 'node:crypto';
import {canonical, type Scope} from '@hubkit/model';
import {CallProblem} from './http/problem.ts';
import type {GivenAnswer, Store} from './store/port.ts';

/** How long an answer is kept for whoever asks again. */
export const KEPT = 7 * 86_400_000;
const PRINTABLE = /^[\x20-\x7e]{1,200}$/;

/** @throws CallProblem - `key_required`, `invalid_key`. */
export function idempotencyKey(request: Request): string {
  const key = request.headers.get('idempotency-key');
  if (key === null) throw new CallProblem('key_required');
  if (PRINTABLE.test(key)) return key;
  const issues = [{pointer: 'header/Idempotency-Key', message: 'This cannot be used as a key.'}];
  throw new CallProblem('invalid_key', {issues});
}

/** What a call asks for. Its JSON counts by what it says, not by how its properties are ordered. */
export function fingerprintOf(method: string, path: string, body: unknown): string {
  const text = canonical([method, path, body ?? null]);
  return createHash('sha256').update(text).digest('hex');
}

/** Calls that are running in this process, by who and key. */
export function createInProgress() {
  const running = new Map<string, string>();
  return {
    /**
     * Runs a call alone under its key.
     *
     * @throws CallProblem - `in_progress`; `key_reused` when it asks for something else.
     */
    async alone<T>(id: string, fingerprint: string, work: () => Promise<T>): Promise<T> {
      const other = running.get(id);
      if (other !== undefined) {
        throw other === fingerprint
          ? new CallProblem('in_progress', {headers: {'Retry-After': '1'}})
          : new CallProblem('key_reused');
      }
      running.set(id, fingerprint);
      try {
        return await work();
      } finally {
        running.delete(id);
      }
    },
  };
}
export type InProgress = ReturnType<typeof createInProgress>;

/**
 * The answer that was given under this key, if one was.
 *
 * @throws CallProblem - `key_reused`.
 */
export async function givenBefore(
  store: Store,
  scope: Scope,
  id: string,
  fingerprint: string,
): Promise<GivenAnswer | null> {
  const row = await store.get(scope, 'idem', id, {asService: true});
  if (!row || (row.body['expires'] as string) <= scope.at) return null;
  return sameRequest(row.body['answer'] as unknown as GivenAnswer, fingerprint);
}

/** @throws CallProblem - `key_reused`: the answer was given to another request. */
export function sameRequest(answer: GivenAnswer, fingerprint: string): GivenAnswer {
  if (answer.fingerprint !== fingerprint) throw new CallProblem('key_reused');
  return answer;
}

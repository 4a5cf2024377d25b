import type {RouteName} from '@hubkit/contract/routes';
import type {Scope} from '@hubkit/model';
import type {Answer, Plan} from './call.ts';
import {CallProblem} from './http/problem.ts';
import {etagOf} from './http/headers.ts';
import {KEPT, sameRequest} from './idempotency.ts';
import type {Expectation, GivenAnswer, Store} from './store/port.ts';

const ATTEMPTS = 5;

/** The key that an unsafe call was sent under, and what it asked for. */
export interface Key {
  actor: string;
  key: string;
  fingerprint: string;
}

/** An answer as it is kept. */
export function givenOf(
  {body, version}: {body?: unknown; version?: number},
  fingerprint: string,
): GivenAnswer {
  return {
    fingerprint,
    status: body === undefined ? 204 : 200,
    etag: version === undefined ? null : etagOf(version),
    body: body ?? null,
  };
}

/**
 * Plans and commits; plans again when something that the plan read has moved, five times.
 *
 * @param caller - the membership that the caller acts by: what a former member decides is not stored.
 * @returns the plan's answer, or the one that was given under this key before.
 * @throws CallProblem - `busy`; what the plan throws; `key_reused`.
 */
export async function commitPlan<N extends RouteName>(
  store: Store,
  scope: Scope,
  {actor, key, fingerprint}: Key,
  caller: readonly Expectation[],
  plan: () => Promise<Plan<N>>,
): Promise<{answer: Answer<N>} | {given: GivenAnswer}> {
  const expires = new Date(Date.parse(scope.at) + KEPT).toISOString();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const {changes, answer} = await plan();
    if (!changes) return {answer};
    const given = givenOf(answer, fingerprint);
    const idem = {actor, key, expires, answer: given};
    const expect = [...changes.expect, ...caller];
    const result = await store.commit(scope, {...changes, expect, idem});
    if (result.state === 'committed') return {answer};
    if (result.state === 'replay') return {given: sameRequest(result.answer, fingerprint)};
  }
  throw new CallProblem('busy', {headers: {'Retry-After': '1'}});
}

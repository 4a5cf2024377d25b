/** Commands for browser tests, beside those of `@web/test-runner-commands`. */
import {executeServerCommand} from '@web/test-runner-commands';

/**
 * Sends one DevTools message to the page that the test runs in.
 *
 * @returns The answer; undefined in engines other than Chromium, which do nothing.
 */
export async function devtools(method: string, params: object = {}): Promise<unknown> {
  const answer = await executeServerCommand<{result?: unknown} | undefined, object>(
    'hub-devtools',
    {
      method,
      params,
    },
  );
  return answer?.result;
}

/**
 * Turns forced colours on or off.
 *
 * @returns Whether the page now answers so: only Chromium can be told.
 */
export async function forcedColors(active: boolean): Promise<boolean> {
  await devtools('Emulation.setEmulatedMedia', {
    features: [{name: 'forced-colors', value: active ? 'active' : 'none'}],
  });
  return matchMedia('(forced-colors: active)').matches === active;
}

/** Where a service and a stub of it stand, each on an origin that is not the page's. */
export interface OtherOrigin {
  service: string;
  /** Answers under `/429` and `/503` with that status, `Retry-After: 7200` and a deprecation. */
  stub: string;
  space: string;
  key: string;
}

/** Starts them, once. */
export async function otherOrigin(): Promise<OtherOrigin> {
  return executeServerCommand<OtherOrigin, undefined>('hub-other-origin', undefined);
}

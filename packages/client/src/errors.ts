import type {Issue, KnownProblemCode} from '@hubkit/contract';

/**
 * Codes that the SDK itself gives, besides those of the service (errors.md).
 *
 * `network`: no answer, or one cut short. `timeout`: none in time. `invalid_response`: an answer that does not fit the
 * contract, such as a login page in place of JSON. `changed_builtin`: the host page has changed what requests are made with.
 */
export type ClientErrorCode = 'network' | 'timeout' | 'invalid_response' | 'repeated_cursor';

/** Open: a newer service may send others. */
export type HubkitErrorCode = KnownProblemCode | ClientErrorCode | (string & {});

export interface HubkitErrorOptions {
  code: HubkitErrorCode;
  message: string;
  status?: number | undefined;
  requestId?: string | undefined;
  issues?: readonly Issue[] | undefined;
  retryAfter?: number | undefined;
  cause?: unknown;
}

const MARK = Symbol.for('hubkit.error');

/** The one error of the SDK. It never holds a body, a header or a token, so it is safe to log. */
export class HubkitError extends Error {
  override readonly name = 'HubkitError';
  readonly code: HubkitErrorCode;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** Names the call in the service's log. */
  readonly requestId: string | undefined;
  /** What is wrong, each with its JSON pointer. */
  readonly issues: readonly Issue[];
  /** Seconds until another try makes sense, where the service said so. */
  readonly retryAfter: number | undefined;
  readonly [MARK] = true;

  constructor({code, message, status, requestId, issues, retryAfter, cause}: HubkitErrorOptions) {
    super(message, cause === undefined ? undefined : {cause});
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.issues = issues ?? [];
    this.retryAfter = retryAfter;
  }

  /** Whether this is a HubkitError, of whichever copy of the SDK. */
  static is(error: unknown): error is HubkitError {
    return typeof error === 'object' && error !== null && MARK in error;
  }
}

/** Whether the same call may go through later, with nothing changed. */
export function isPassing(error: unknown): boolean {
  if (!HubkitError.is(error)) return false;
  const {code, status} = error;
  return (
    code === 'network' ||
    code === 'timeout' ||
    status === 429 ||
    (status !== undefined && status >= 500)
  );
}

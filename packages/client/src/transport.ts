import type {Problem} from '@hubkit/contract';
import {jsonText, uuid7, type Json} from '@hubkit/model';
import ky, {isHTTPError, isNetworkError, isTimeoutError, type KyInstance} from 'ky';
import type {Answer, CallOptions} from './call.ts';
import {HubkitError} from './errors.ts';
import type {TokenHolder} from './tokens.ts';

/** The contract’s date that this client speaks. */
export const VERSION = '2027-01';

/** Headers of an answer that the client reads: a service must let browsers of other origins read them too. */
export const readHeaders = [
  'ETag',
  'Retry-After',
  'Hubkit-Request-Id',
  'Idempotency-Replayed',
  'Deprecation',
  'Sunset',
] as const;

export interface TransportOptions {
  url: string;
  tokens: TokenHolder;
  fetch: typeof fetch;
  timeout: number;
  deadline: number;
  retries: number;
  log: (message: string) => void;
}

/** A schema as both sides know it (Standard Schema), so that the client needs no zod of its own. */
export interface Schema {
  readonly '~standard': {
    readonly validate: (value: unknown) => unknown;
  };
}

export interface ServiceRequest {
  method: string;
  /** Below `/v1`, filled in. */
  path: string;
  query?: Record<string, string>;
  body?: Json;
  ifMatch?: string;
  returns?: Schema | undefined;
}

/** A new id: time first, then ten random bytes. `randomUUID` is missing on plain-http intranets. */
export function newId(): string {
  return uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

/** Seconds of a `Retry-After`, given as seconds or as an HTTP date; `undefined` when there is none to read. */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && typeof (value as Problem).code === 'string';
}

const BY_STATUS: Record<number, string> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'in_progress',
  412: 'stale_version',
  413: 'too_large',
  429: 'rate_limited',
};

/** Any failure as the SDK’s one error. Built from chosen parts: an error of ky prints the Authorization header. */
function toHubkitError(error: unknown): unknown {
  if (HubkitError.is(error)) return error;
  if (isHTTPError(error)) {
    const {response, data} = error;
    const {status, headers} = response;
    const problem = isProblem(data) ? data : undefined;
    return new HubkitError({
      code: problem?.code ?? BY_STATUS[status] ?? 'invalid_response',
      message: problem?.detail ?? problem?.title ?? `The service answered ${String(status)}.`,
      status,
      requestId: problem?.requestId ?? headers.get('hubkit-request-id') ?? undefined,
      issues: problem?.issues,
      retryAfter: retryAfterOf(headers, Date.now()),
    });
  }
  if (isTimeoutError(error)) {
    return new HubkitError({code: 'timeout', message: 'The service did not answer in time.'});
  }
  if (isNetworkError(error) || error instanceof TypeError) {
    return new HubkitError({code: 'network', message: 'The service cannot be reached.'});
  }
  return error;
}

const bearer = (token: string) => `Bearer ${token}`;

/** One door to the service: authorises, retries what is safe to retry, checks what comes back. */
export class Transport {
  readonly url: string;
  readonly tokens: TokenHolder;
  readonly #ky: KyInstance;
  readonly #options: TransportOptions;
  #warned = false;

  constructor(options: TransportOptions) {
    const {tokens, fetch: send} = options;
    this.#options = options;
    this.url = options.url.replace(/\/+$/, '');
    this.tokens = tokens;
    const authorise = async ({request}: {request: Request}) => {
      request.headers.set('authorization', bearer(await tokens.current()));
    };
    this.#ky = ky.create({
      hooks: {beforeRequest: [authorise], beforeRetry: [authorise]},
      // A body that is cut short must meet the same timeout and retries as an answer that never came.
      fetch: async (request, init) => {
        const response = await send(request, init);
        return response.body && /json/.test(response.headers.get('content-type') ?? '')
          ? new Response(await response.arrayBuffer(), response)
          : response;
      },
    });
  }

  /** The same door for other tokens. */
  with(tokens: TokenHolder): Transport {
    return new Transport({...this.#options, tokens});
  }

  /** Sends one request and gives its checked answer. */
  async send<T>(request: ServiceRequest, options: CallOptions = {}): Promise<Answer<T>> {
    const {signal} = options;
    try {
      const response = await this.#attempt(request, options);
      signal?.throwIfAborted();
      return await this.#answer<T>(request, response);
    } catch (error) {
      // The caller's own reason, unchanged.
      if (signal?.aborted) throw signal.reason;
      throw toHubkitError(error);
    }
  }

  async #attempt(request: ServiceRequest, options: CallOptions): Promise<Response> {
    const {method, path, query, body, ifMatch} = request;
    const {timeout, deadline, retries} = {...this.#options, ...options};
    const headers: Record<string, string> = {accept: 'application/json', 'hubkit-version': VERSION};
    if (method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? newId();
    if (ifMatch !== undefined) headers['if-match'] = ifMatch;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const search = new URLSearchParams(query).toString();
    return this.#ky(`${this.url}/v1${path}${search && `?${search}`}`, {
      method,
      headers,
      ...(body === undefined ? {} : {body: jsonText(body)}),
      ...(options.signal ? {signal: options.signal} : {}),
      credentials: 'omit',
      timeout,
      totalTimeout: deadline,
      retry: {
        limit: Math.max(retries, 1),
        methods: ['get', 'post', 'patch', 'delete'],
        statusCodes: [408, 429, 500, 502, 503, 504],
        jitter: true,
        backoffLimit: 8000,
        retryOnTimeout: true,
        shouldRetry: ({error, retryCount}) =>
          this.#shouldRetry(error, retryCount, retries, deadline),
      },
    });
  }

  /** `undefined` leaves it to the list of status codes. */
  #shouldRetry(
    error: Error,
    retryCount: number,
    retries: number,
    deadline: number,
  ): boolean | undefined {
    if (HubkitError.is(error)) return false;
    if (isHTTPError(error) && error.response.status === 401) {
      if (retryCount > 1) return false;
      this.tokens.expire(
        (error.request.headers.get('authorization') ?? '').slice(bearer('').length),
      );
      return true;
    }
    if (retryCount > retries) return false;
    if (!isHTTPError(error))
      return isNetworkError(error) || error instanceof TypeError ? true : undefined;
    const wait = retryAfterOf(error.response.headers, Date.now());
    return wait !== undefined && wait * 1000 > deadline ? false : undefined;
  }

  async #answer<T>({returns}: ServiceRequest, response: Response): Promise<Answer<T>> {
    const requestId = response.headers.get('hubkit-request-id');
    const etag = response.headers.get('etag');
    this.#warnOnce(response.headers);
    if (!returns) return {data: undefined as T, response, etag, requestId};
    const wrong = (message: string, issues: {pointer: string; message: string}[] = []) =>
      new HubkitError({
        code: 'invalid_response',
        message,
        status: response.status,
        requestId: requestId ?? undefined,
        issues,
      });
    let value: unknown;
    try {
      value = JSON.parse(await response.text());
    } catch {
      throw wrong(
        'The answer is not JSON. Is something else, such as a login page, answering at this address?',
      );
    }
    const checked = (await returns['~standard'].validate(value)) as
      | {value: T; issues?: undefined}
      | {issues: readonly {message: string; path?: readonly unknown[]}[]};
    if (checked.issues) {
      throw wrong(
        'The answer does not fit the contract.',
        checked.issues
          .slice(0, 10)
          .map(({message, path = []}) => ({pointer: `/${path.map(segment).join('/')}`, message})),
      );
    }
    return {data: checked.value, response, etag, requestId};
  }

  #warnOnce(headers: Headers): void {
    const deprecated = headers.get('deprecation');
    if (deprecated === null || this.#warned) return;
    this.#warned = true;
    const sunset = headers.get('sunset');
    this.#options.log(
      `hubkit: this version of the service’s contract is deprecated${sunset ? ` and ends ${sunset}` : ''}.`,
    );
  }
}

function segment(part: unknown): string {
  return String(typeof part === 'object' && part !== null && 'key' in part ? part.key : part);
}

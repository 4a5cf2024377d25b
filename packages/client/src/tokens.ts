import {HubkitError} from './errors.ts';

/** A sign-in from the host's server. */
export interface Token {
  token: string;
  /** ISO 8601, UTC. Used only where the token does not say its own life. */
  expiresAt: string;
}

/** An API key, for a server; or a function that asks the host's server for a token, for a page. */
export type TokenSource = string | (() => PromiseLike<Token>);

/** Who a token is for, as it says itself: never trusted, only used to keep people's work on one device apart. */
export interface TokenClaims {
  sub?: string;
  spc?: string;
  iat?: number;
  exp?: number;
}

/** Whatever gives tokens to calls. */
export interface TokenHolder {
  /** @throws HubkitError - `unauthenticated`, `network`: none can be had. */
  current(): Promise<string>;
  /** Forgets the token that a refused call used. */
  expire(used: string): void;
}

const FALLBACK_LIFE = 480_000;
const MAX_LIFE = 3_600_000;
const REFRESH_AT = 0.8;

/** The claims of a JWT, unchecked; none when it is no JWT. */
export function claimsOf(token: string): TokenClaims {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as TokenClaims;
  } catch {
    return {};
  }
}

/**
 * How long a token lives, in milliseconds: by its own times, which one clock wrote. The device's clock may be wrong by
 * hours, so it is asked for nothing but how much time passes.
 */
function lifeOf({token}: Token): number {
  const {iat, exp} = claimsOf(token);
  const life = iat === undefined || exp === undefined ? FALLBACK_LIFE : (exp - iat) * 1000;
  return life > 0 && life <= MAX_LIFE ? life : FALLBACK_LIFE;
}

const isToken = (given: unknown): given is Token => {
  const {token} = (given ?? {}) as {token?: unknown};
  return typeof token === 'string' && token !== '';
};

/** ms that the host may take. On a captive portal an answer never comes, and people want to go on. */
const PATIENCE = 10_000;

async function inTime<T>(answer: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new HubkitError({code: 'timeout', message: 'The host gave no token in time.'}));
    }, PATIENCE);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const now = () => performance.now();

/** Whether nobody answered, or a server said that it cannot just now: anything else is the host saying no. */
function isPassingTrouble(cause: unknown): boolean {
  const {status} = (cause ?? {}) as {status?: unknown};
  // `fetch` rejects with a TypeError when nobody answers.
  return (
    cause instanceof TypeError || (typeof status === 'number' && (status >= 500 || status === 429))
  );
}

/**
 * Holds the current token, in memory alone.
 *
 * Asks the host once however many calls wait, again at four fifths of its life, and after a 401 only when the call that
 * failed used the token that is still held. Never goes on without one.
 */
export class Tokens implements TokenHolder {
  readonly #source: TokenSource;
  #held: {token: string; renewAt: number} | undefined;
  #asking: Promise<string> | undefined;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** @throws HubkitError - `unauthenticated`: the host gave none; `network`: the host could not be asked. */
  async current(): Promise<string> {
    if (typeof this.#source === 'string') return this.#source;
    if (this.#held && now() < this.#held.renewAt) return this.#held.token;
    this.#asking ??= this.#ask(this.#source).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Forgets the token that a refused call used, unless a newer one is held already. */
  expire(used: string): void {
    if (this.#held?.token === used) this.#held = undefined;
  }

  async #ask(source: () => PromiseLike<Token>): Promise<string> {
    let given: Token;
    try {
      given = await inTime(source());
    } catch (cause) {
      if (HubkitError.is(cause)) throw cause;
      throw isPassingTrouble(cause)
        ? new HubkitError({
            code: 'network',
            message: 'The host could not be asked for a token.',
            cause,
          })
        : new HubkitError({
            code: 'unauthenticated',
            message: 'The host gave no token.',
            status: 401,
            cause,
          });
    }
    if (!isToken(given)) {
      throw new HubkitError({
        code: 'unauthenticated',
        message: 'The host gave no token.',
        status: 401,
      });
    }
    // A little earlier or later, so that many tabs do not ask at once.
    const renewIn = lifeOf(given) * REFRESH_AT * (0.95 + Math.random() * 0.05);
    this.#held = {token: given.token, renewAt: now() + renewIn};
    return given.token;
  }
}

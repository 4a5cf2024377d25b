import {jsonText} from '@hubkit/model';

/** A token of the host’s own server, and when it ends. ISO 8601. */
export interface Token {
  token: string;
  expiresAt: string;
}

export type TokenProvider = () => Promise<Token>;

/** No token: the person’s sign-in with the host has ended (`unauthenticated`), or the answer cannot be used. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: 'unauthenticated' | 'token_refused';
  readonly status: number;

  constructor(code: TokenError['code'], message: string, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * Whether an address is on the page’s own origin: cookies go with the request, so it goes nowhere else.
 *
 * @param base - The address of the page.
 */
export function sameOrigin(address: string, base: string): URL | null {
  if (!URL.canParse(address, base)) return null;
  const url = new URL(address, base);
  return url.origin === new URL(base).origin ? url : null;
}

/**
 * Asks the host’s server for a token.
 *
 * The header makes the request one that another site’s form cannot send; the host’s server insists on it (security.md).
 */
export async function requestToken(
  address: URL,
  space: string,
  elements: readonly string[],
): Promise<Token> {
  const answer = await fetch(address, {
    method: 'POST',
    credentials: 'same-origin',
    redirect: 'error',
    cache: 'no-store',
    headers: {'Content-Type': 'application/json', 'Hubkit-Token-Request': '1'},
    body: jsonText({space, elements: [...elements]}),
  });
  if (answer.status === 401) {
    throw new TokenError('unauthenticated', 'Sign-in with this site has ended.', 401);
  }
  const body = answer.ok
    ? ((await answer.json().catch(() => null)) as Partial<Token> | null)
    : null;
  if (typeof body?.token !== 'string' || typeof body.expiresAt !== 'string') {
    throw new TokenError(
      'token_refused',
      `The token address answered ${String(answer.status)}, without a token.`,
      answer.status,
    );
  }
  return {token: body.token, expiresAt: body.expiresAt};
}

import {createHash, randomUUID} from 'node:crypto';
import {
  calculateJwkThumbprint,
  decodeProtectedHeader,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JWK,
  type JWTPayload,
} from 'jose';
import {CallProblem} from './http/problem.ts';

const TYPE = 'hubkit-embed+jwt';
const ALGORITHM = 'EdDSA';
/** Seconds. How far the clock of the server that mints tokens may be from ours. */
const SKEW = 120;
export const DEFAULT_LIFETIME = 600;
export const LONGEST_LIFETIME = 3600;
const MOST_CACHED = 20_000;

/** What a verified token says. */
export interface TokenClaims {
  subject: string;
  space: string;
  origins: string[];
  scopes: string[];
  /** ms since 1970. */
  expiresAt: number;
}

export interface EmbedTokenOptions {
  /** The private key, as a JWK (OKP, Ed25519). */
  signingKey: JWK;
  /** Address of the service: the token’s issuer and audience. */
  url: string;
  space: string;
  /** The host’s own opaque id of the person. */
  subject: string;
  /** Exact origins of the pages that will use it. */
  origins: readonly string[];
  /** `read`, `write`; both unless told. */
  scopes?: readonly string[];
  elements?: readonly string[];
  /** Seconds: 600 unless told, 3600 at most. */
  lifetime?: number;
  /** Id of the API key it was minted with. */
  keyId?: string;
  /** ms since 1970; now unless told. */
  now?: number;
}

/** A new signing key, private part included. */
export async function createSigningKey(): Promise<JWK> {
  const {privateKey} = await generateKeyPair(ALGORITHM, {crv: 'Ed25519', extractable: true});
  return await exportJWK(privateKey);
}

/** The part of a signing key that anyone may have, as it stands in `jwks.json`. */
export async function publicKeyOf({kty = '', crv = '', x = ''}: JWK): Promise<JWK> {
  const kid = await calculateJwkThumbprint({kty, crv, x});
  return {kty, crv, x, kid, alg: ALGORITHM, use: 'sig'};
}

/** Mints a token that lets one person use the elements of one space on the named sites, for a few minutes. */
export async function mintEmbedToken(
  options: EmbedTokenOptions,
): Promise<{token: string; expiresAt: string}> {
  const {signingKey, url, lifetime = DEFAULT_LIFETIME, now = Date.now()} = options;
  if (lifetime > LONGEST_LIFETIME) throw new RangeError('A token lives for 3600 seconds at most.');
  const key = await importJWK(signingKey, ALGORITHM);
  const {kid = ''} = await publicKeyOf(signingKey);
  const issued = Math.floor(now / 1000);
  const token = await new SignJWT({
    spc: options.space,
    ori: [...options.origins],
    scp: [...(options.scopes ?? ['read', 'write'])],
    ...(options.elements ? {cmp: [...options.elements]} : {}),
    ...(options.keyId ? {akid: options.keyId} : {}),
  })
    .setProtectedHeader({alg: ALGORITHM, typ: TYPE, kid})
    .setIssuer(url)
    .setAudience(url)
    .setSubject(options.subject)
    .setJti(randomUUID())
    .setIssuedAt(issued)
    .setNotBefore(issued)
    .setExpirationTime(issued + lifetime)
    .sign(key);
  return {token, expiresAt: new Date((issued + lifetime) * 1000).toISOString()};
}

const texts = (value: unknown): string[] | null =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : null;

function claimsOf(payload: JWTPayload): TokenClaims | null {
  const {sub, iat, exp, spc, ori, scp} = payload;
  const origins = texts(ori);
  const scopes = texts(scp);
  if (typeof sub !== 'string' || typeof spc !== 'string' || !origins || !scopes) return null;
  if (iat === undefined || exp === undefined || exp - iat > LONGEST_LIFETIME) return null;
  return {subject: sub, space: spc, origins, scopes, expiresAt: exp * 1000};
}

/** @returns what checks tokens. What was verified once is kept until it ends, under its hash. */
export async function createVerifier(signingKey: JWK, url: string) {
  const published = await publicKeyOf(signingKey);
  const key = await importJWK(published, ALGORITHM);
  const verified = new Map<string, TokenClaims>();

  async function check(token: string, now: number): Promise<TokenClaims> {
    const header = decodeProtectedHeader(token);
    // Nothing in a token says how it is to be checked.
    const odd = ['jku', 'jwk', 'x5u', 'x5c', 'crit'].some((name) => name in header);
    if (odd || header.kid !== published.kid) throw new CallProblem('unauthenticated');
    const {payload} = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: url,
      audience: url,
      clockTolerance: SKEW,
      currentDate: new Date(now),
      requiredClaims: ['sub', 'iat', 'nbf', 'exp', 'jti'],
    });
    if ((payload.iat ?? 0) > now / 1000 + SKEW) throw new CallProblem('clock_skew');
    const claims = claimsOf(payload);
    if (!claims) throw new CallProblem('unauthenticated');
    return claims;
  }

  return {
    jwks: {keys: [published]},
    /** @throws CallProblem - `unauthenticated`, `clock_skew`. */
    async verify(token: string, now: number): Promise<TokenClaims> {
      const hash = createHash('sha256').update(token).digest('base64');
      const known = verified.get(hash);
      if (known && known.expiresAt > now) return known;
      verified.delete(hash);
      try {
        const claims = await check(token, now);
        const [oldest] = verified.keys();
        if (verified.size >= MOST_CACHED && oldest !== undefined) verified.delete(oldest);
        verified.set(hash, claims);
        return claims;
      } catch (error) {
        if (error instanceof CallProblem) throw error;
        const early = error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf';
        throw new CallProblem(
          early && error.reason === 'check_failed' ? 'clock_skew' : 'unauthenticated',
        );
      }
    },
  };
}
export type Verifier = Awaited<ReturnType<typeof createVerifier>>;

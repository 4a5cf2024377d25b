/** The version of the contract that is spoken. */
export const CONTRACT_VERSION = '2027-01';

/** On every answer of the API. */
export const apiHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Hubkit-Version': CONTRACT_VERSION,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

const QUOTED = /^"(\d{1,15})"$/;

/** An entity’s version as an ETag. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The version of an `If-Match`; `null` when it is none of our ETags. */
export function versionOf(ifMatch: string): number | null {
  const digits = QUOTED.exec(ifMatch.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

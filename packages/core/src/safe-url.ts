const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const FETCHED = new Set(['http:', 'https:']);

/**
 * The one check of every address that comes from outside.
 *
 * @param use - `link`: what a person may follow. `fetch`: what we load.
 * @returns The absolute address, or null for a scheme that could run something or for no address at all.
 */
export function safeUrl(
  address: string,
  use: 'link' | 'fetch' = 'link',
  base: string | undefined = 'document' in globalThis ? document.baseURI : undefined,
): string | null {
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  if (!url) return null;
  return (use === 'fetch' ? FETCHED : SAFE).has(url.protocol) ? url.href : null;
}

const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const FETCHED = new Set(['http:', 'https:']);

/**
 * The one check of every address that comes from outside.
 *
 * @param use - `link`: what a person may follow. `fetch`: what we load.
 * @param base - What a relative address starts from; by default that of the page, if there is one.
 * @returns The absolute address, or null for a scheme that could run something or for no address at all.
 */
export function safeUrl(
  address: string,
  use: 'link' | 'fetch' = 'link',
  base?: string,
): string | null {
  const from = base ?? ('document' in globalThis ? document.baseURI : undefined);
  const url = URL.canParse(address, from) ? new URL(address, from) : null;
  if (!url) return null;
  return (use === 'fetch' ? FETCHED : SAFE).has(url.protocol) ? url.href : null;
}

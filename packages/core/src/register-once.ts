/** A class that an element was defined with: ours say which version they are. */
interface Versioned {
  readonly version?: unknown;
}

/** The pairs that were warned about, so that a page hears of each once. */
const warned = new Set<string>();

/**
 * Registers an element, unless its tag is taken.
 *
 * Two copies of a package on one page are common: a portal carries one, a content block pastes another. The first one
 * serves both. When it is of another version, the console says so once, with both versions. Where the registry is
 * missing (Node) or refuses, nothing happens: the light DOM of the tag stays.
 *
 * @param tag - The tag, for the look-up and the warning.
 * @param version - The version of the class that `define` would register.
 * @param define - Calls `customElements.define` with literals, so that the analyzer records the tag.
 */
export function registerOnce(tag: string, version: string, define: () => void): void {
  if (!('customElements' in globalThis)) return;
  const taken = customElements.get(tag) as Versioned | undefined;
  if (taken) {
    warnOfOther(tag, version, taken);
    return;
  }
  try {
    define();
  } catch (error) {
    console.warn(`<${tag}> ${version} could not be registered.`, error);
  }
}

function warnOfOther(tag: string, version: string, taken: Versioned): void {
  const other = typeof taken.version === 'string' ? taken.version : 'an unknown version';
  const key = `${tag} ${version} ${other}`;
  if (other === version || warned.has(key)) return;
  warned.add(key);
  console.warn(
    `<${tag}> is already registered as ${other}; version ${version} is not used. ` +
      'Load one version on each page.',
  );
}

import {LocalizeController, registerTranslation as register} from '@shoelace-style/localize';
import type {Translation} from '@shoelace-style/localize';
import {html, type ReactiveControllerHost, type TemplateResult} from 'lit';

export type {Translation} from '@shoelace-style/localize';

type Entry = string | ((...args: never[]) => string);
export type Arguments<T> = T extends (...args: infer A) => string ? A : [];

/** Kept beside the registry of the library, which neither falls back by name nor says which language it took. */
const known = new Map<string, Record<string, Entry>>();
const FALLBACK = 'en-GB';

/** Adds the strings of one language. Called again for the same language, it adds to them. */
export function registerTranslation(...translations: Translation[]): void {
  for (const each of translations) {
    const code = each.$code.toLowerCase();
    known.set(code, {
      ...known.get(code),
      ...(each as unknown as Record<string, Entry>),
    });
  }
  // Last: it draws every element again.
  register(...translations);
}

const loaders = new Map<string, Set<() => Promise<unknown>>>();
const asked = new WeakSet<() => Promise<unknown>>();

/**
 * Says where the strings of a base language (`cy`) come from. They are loaded when an element first needs that
 * language; until then the fallback stands.
 */
export function translationOnDemand(language: string, load: () => Promise<unknown>): void {
  const all = loaders.get(language) ?? new Set();
  loaders.set(language, all.add(load));
}

const parent = (node: Node): Node | null =>
  node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);

/** The `lang` nearest to a node, through shadow roots; that of the document last. */
function nearest(node: Node, attribute: 'lang' | 'dir'): string {
  for (let at: Node | null = node; at; at = parent(at)) {
    const value = at instanceof Element ? at.getAttribute(attribute) : null;
    if (value) return value;
  }
  return '';
}

/** One observer a root, for all elements in it. */
const watched = new Map<Node, {observer: MutationObserver; hosts: Set<ReactiveControllerHost>}>();

function watch(root: Node, host: ReactiveControllerHost): void {
  let entry = watched.get(root);
  if (!entry) {
    const hosts = new Set<ReactiveControllerHost>();
    const observer = new MutationObserver(() => {
      for (const each of hosts) each.requestUpdate();
    });
    observer.observe(root, {attributes: true, attributeFilter: ['lang', 'dir'], subtree: true});
    watched.set(root, (entry = {observer, hosts}));
  }
  entry.hosts.add(host);
}

function unwatch(host: ReactiveControllerHost): void {
  for (const [root, {observer, hosts}] of watched) {
    if (!hosts.delete(host) || hosts.size) continue;
    observer.disconnect();
    watched.delete(root);
  }
}

/**
 * The strings of an element in the language that is nearest to it.
 *
 * Looks when it is asked, never earlier, and asks its host to draw again when a `lang` around it changes.
 */
export class Localize<T extends Translation> extends LocalizeController<T> {
  override hostConnected(): void {
    super.hostConnected();
    for (let at: Node | null = this.host; at;) {
      const root = at.getRootNode();
      watch(root, this.host);
      at = root instanceof ShadowRoot ? root.host : null;
    }
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    unwatch(this.host);
  }

  override lang(): string {
    const asked = nearest(this.host, 'lang').replaceAll('_', '-');
    try {
      return new Intl.Locale(asked || FALLBACK).toString();
    } catch {
      return FALLBACK;
    }
  }

  override dir(): string {
    return nearest(this.host, 'dir').toLowerCase() || 'ltr';
  }

  /** The language that most strings are in: what to put on the root, so that each is read in its own voice. */
  get code(): string {
    const {primary, base} = this.#tables();
    return String((primary ?? base)?.['$code'] ?? FALLBACK);
  }

  override term<K extends keyof T>(key: K, ...args: Arguments<T[K]>): string {
    return this.#find(key as string, args)[0];
  }

  /** A string to draw: one that fell back to another language says so. Not for attributes. */
  text<K extends keyof T>(key: K, ...args: Arguments<T[K]>): string | TemplateResult {
    const [term, code] = this.#find(key as string, args);
    return code === this.code ? term : html`<span lang=${code}>${term}</span>`;
  }

  /** A moment, written in the language of the strings. */
  override date(moment: Date | string, options?: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.code, options).format(new Date(moment));
  }

  #tables() {
    const lang = this.lang().toLowerCase();
    const language = lang.split('-')[0] ?? '';
    for (const load of loaders.get(language) ?? []) {
      if (asked.has(load)) continue;
      asked.add(load);
      // A language that cannot be had leaves the fallback: the next page tries again.
      load().catch(() => undefined);
    }
    return {primary: known.get(lang), base: known.get(language), last: known.get('en-gb')};
  }

  #find(key: string, args: readonly unknown[]): [term: string, code: string] {
    const {primary, base, last} = this.#tables();
    for (const table of [primary, base, last]) {
      const entry = table?.[key];
      if (entry === undefined) continue;
      const term = typeof entry === 'function' ? entry(...(args as never[])) : entry;
      return [term, String(table?.['$code'])];
    }
    return [key, FALLBACK];
  }
}

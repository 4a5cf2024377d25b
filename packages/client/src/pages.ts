import {HubkitError} from './errors.ts';

/** One page as the service sends it. */
export interface PageOf<T> {
  items: T[];
  next: string | null;
}

/** A list of any length, read a page at a time and no sooner than needed. */
export interface List<T> extends AsyncIterable<T> {
  /** Page by page. */
  pages(): AsyncIterableIterator<T[]>;
  /** The first `limit` items. The limit is needed: a list may be longer than memory. */
  toArray(options: {limit: number}): Promise<T[]>;
}

/**
 * @param read - reads the page at a cursor; `undefined` is the first.
 * @throws HubkitError - `repeated_cursor` when the service gives a cursor twice: else the loop would never end.
 */
export function list<T>(read: (cursor: string | undefined) => Promise<PageOf<T>>): List<T> {
  async function* pages(): AsyncGenerator<T[], void, undefined> {
    const seen = new Set<string>();
    let cursor: string | undefined;
    for (;;) {
      const {items, next} = await read(cursor);
      yield items;
      if (next === null) return;
      if (seen.has(next)) {
        throw new HubkitError({
          code: 'repeated_cursor',
          message: 'The service gave the same page cursor twice.',
        });
      }
      seen.add(next);
      cursor = next;
    }
  }
  async function* items(): AsyncGenerator<T, void, undefined> {
    for await (const page of pages()) yield* page;
  }
  return {
    pages,
    [Symbol.asyncIterator]: items,
    async toArray({limit}) {
      const taken: T[] = [];
      if (limit <= 0) return taken;
      for await (const item of items()) {
        taken.push(item);
        if (taken.length >= limit) break;
      }
      return taken;
    },
  };
}

import type {Call, Handlers} from '../call.ts';
import {changeOf, openPlace, sealPlace} from '../feed.ts';
import {invalid} from '../http/problem.ts';
import {enter} from '../principal.ts';

const DEFAULT_LIMIT = 100;

async function list(call: Call<'changes.list'>) {
  const {store, cursors, scope, streams} = call;
  const {after, limit = DEFAULT_LIMIT} = call.query;
  if (after === undefined) {
    const {cursor} = await streams.latest(scope);
    return {body: {items: [], cursor, more: false}};
  }
  const place = openPlace(cursors, after, scope);
  if (place === null) throw invalid('query/after', 'This is no cursor of these changes.');
  const {events, more} = await store.feed(scope, {after: place, limit});
  const items = events.map((event) => changeOf(event, cursors, scope));
  // Only what this reader may see moves their place.
  const cursor = items.at(-1)?.cursor ?? sealPlace(cursors, place, scope);
  return {body: {items, cursor, more}};
}

async function open(call: Call<'stream.open'>): Promise<Response> {
  const {store, cursors, scope, streams, principal, clock, params} = call;
  const last = call.request.headers.get('last-event-id');
  const resumed = last === null ? null : openPlace(cursors, last, scope);
  if (last !== null && resumed === null) {
    throw invalid('header/Last-Event-ID', 'This is no cursor of this stream.');
  }
  const latest = resumed === null ? await streams.latest(scope) : null;
  const after = resumed ?? latest?.seq ?? 0;
  const stream = streams.open(scope, {
    after,
    cursor: sealPlace(cursors, after, scope),
    expiresAt: principal.expiresAt,
    now: clock(),
    async enter() {
      const at = new Date(clock()).toISOString();
      return (await enter(store, principal, params['space'] ?? '', at)).scope;
    },
  });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Proxies that buffer would hold events back until they have a page full.
      'X-Accel-Buffering': 'no',
    },
  });
}

export const changes: Handlers<'changes.list' | 'stream.open'> = {
  'changes.list': list,
  'stream.open': open,
};

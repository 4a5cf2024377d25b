import type {Scope} from '@hubkit/model';
import type {Cursors} from './cursors.ts';
import {changeOf, sealPlace} from './feed.ts';
import {CallProblem} from './http/problem.ts';
import type {Store} from './store/port.ts';

const BATCH = 100;
/** Events that wait for one slow reader, at most. */
const MOST_WAITING = 2000;
const COMMENT_EVERY = 15_000;
/** Longest delay that a timer takes. */
const LONGEST_TIMER = 2_147_000_000;

export interface StreamOptions {
  /** The place after which events are sent. */
  after: number;
  /** The cursor of that place. */
  cursor: string;
  /** When the sign-in ends, in ms since 1970; `null`: never. */
  expiresAt: number | null;
  now: number;
  /** The reader as they are now; throws once they may no longer be here. */
  enter: () => Promise<Scope>;
}

/** Server-sent events: what changed, to each reader what they may know, as soon as it is stored. */
export function createStreams(store: Store, cursors: Cursors, most: number) {
  const wakes = new Map<string, Set<() => void>>();
  const closers = new Set<() => void>();
  let ended = false;
  const stop = store.onCommit((space) => {
    for (const wake of wakes.get(space) ?? []) wake();
  });

  return {
    /** @throws CallProblem - `busy`: there are as many streams as this process takes. Poll `changes` instead. */
    open(scope: Scope, options: StreamOptions): ReadableStream<Uint8Array> {
      if (ended || closers.size >= most)
        throw new CallProblem('busy', {headers: {'Retry-After': '30'}});
      const encoder = new TextEncoder();
      let {after} = options;
      let running = false;
      let again = false;
      let end = () => {};

      const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        const finish = (last?: string) => {
          if (!closers.delete(end)) return;
          clearInterval(comments);
          clearTimeout(expiry);
          wakes.get(scope.space)?.delete(wake);
          if (last) send(last);
          if (last !== undefined) controller.close();
        };
        const reauth = () => finish('event: reauth\ndata: {}\n\n');
        const drain = async () => {
          for (let more = true; more && closers.has(end);) {
            const reader = await options.enter();
            const page = await store.feed(reader, {after, limit: BATCH});
            if (!closers.has(end)) return;
            // Who reads too slowly goes on from their cursor with a new connection: nothing is lost, nothing piles up.
            if ((controller.desiredSize ?? 0) < -MOST_WAITING) {
              end();
              return;
            }
            for (const event of page.events) {
              const change = changeOf(event, cursors, reader);
              send(`id: ${change.cursor}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`);
            }
            after = page.scanned;
            more = page.more;
          }
        };
        const wake = () => {
          again = true;
          if (running) return;
          running = true;
          const work = async () => {
            while (again && closers.has(end)) {
              again = false;
              await drain();
            }
          };
          void work()
            // Gone from the space, or the store is closed: the reader signs in again and learns which.
            .catch(reauth)
            .finally(() => {
              running = false;
            });
        };
        end = () => finish('');
        closers.add(end);
        const comments = setInterval(() => send(': still here\n\n'), COMMENT_EVERY);
        const left = (options.expiresAt ?? Infinity) - options.now;
        const expiry = setTimeout(reauth, Math.min(Math.max(left, 0), LONGEST_TIMER));
        const listening = wakes.get(scope.space) ?? new Set();
        wakes.set(scope.space, listening.add(wake));
        send(
          `: open\n\nid: ${options.cursor}\nevent: ready\ndata: ${JSON.stringify({cursor: options.cursor})}\n\n`,
        );
        wake();
        gone = () => finish();
      };
      let gone = () => {};
      return new ReadableStream({start, cancel: () => gone()});
    },
    /** The cursor of now, for this reader. */
    async latest(scope: Scope): Promise<{seq: number; cursor: string}> {
      const {events} = await store.feed(scope, 'latest');
      const seq = events.at(-1)?.seq ?? 0;
      return {seq, cursor: sealPlace(cursors, seq, scope)};
    },
    close() {
      ended = true;
      stop();
      for (const close of [...closers]) close();
    },
  };
}
export type Streams = ReturnType<typeof createStreams>;

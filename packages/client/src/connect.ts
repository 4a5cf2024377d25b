import type {ReviewSource} from '@hubkit/model';
import type {Methods} from './generated/methods.ts';
import type {Live} from './live/live.ts';
import type {Device} from './outbox/device.ts';
import {bindMethods} from './methods.ts';
import {Tokens, type TokenSource} from './tokens.ts';
import {Transport} from './transport.ts';

export interface ConnectOptions {
  /** Where the service is, without `/v1`. */
  url: string;
  /** An API key (on a server only), or a function that asks the host’s server for a token. */
  token: TokenSource;
  /** The space of calls that name none. */
  space?: string;
  fetch?: typeof fetch;
  /** Milliseconds for one attempt: 10,000 unless told. */
  timeout?: number;
  /** Milliseconds for all attempts: 60,000 unless told. */
  deadline?: number;
  /** Repeats after the first attempt: 3 unless told; 0 means none. */
  retries?: number;
  /** Where live entities keep edits and last states: IndexedDB unless told. */
  device?: Device;
  /** Where warnings go: the console unless told. */
  log?: (message: string) => void;
}

/** A connection to the service: every call, and entities that stay live. */
export interface HubClient extends Methods {
  readonly url: string;
  readonly space: string | undefined;
  /** Entities that stay current and take edits without a signal. Loaded on first use. */
  readonly live: {readonly reviews: ReviewSource};
  /** Ends the stream and frees what the live entities hold. What is unsent stays on the device. */
  close(): void;
}

/** Connects to a service. Nothing is sent before the first call. */
export function connect(options: ConnectOptions): HubClient {
  const tokens = new Tokens(options.token);
  // Called as a plain function: `fetch` refuses another `this`.
  const send: typeof fetch = options.fetch ?? ((...request) => fetch(...request));
  const transport = new Transport({
    url: options.url,
    tokens,
    fetch: send,
    timeout: options.timeout ?? 10_000,
    deadline: options.deadline ?? 60_000,
    retries: options.retries ?? 3,
    log:
      options.log ??
      ((message) => {
        console.warn(message);
      }),
  });
  const {space} = options;
  const methods = bindMethods(transport, space);
  let live: Promise<Live> | undefined;
  let closed = false;
  const start = async () => {
    const {Live} = await import('./live/live.ts');
    return new Live({
      transport,
      space: space ?? '',
      fetch: send,
      ...(options.device ? {device: options.device} : {}),
    });
  };
  return {
    ...methods,
    url: transport.url,
    space,
    live: {
      reviews: {
        open: async (reviewId, signal) => {
          if (closed) throw new DOMException('This connection is closed.', 'AbortError');
          live ??= start().catch((error: unknown) => {
            // Its code could not be fetched: the next open tries again.
            live = undefined;
            throw error;
          });
          const started = await live;
          return started.open(reviewId, signal);
        },
      },
    },
    close: () => {
      closed = true;
      live?.then(
        (each) => {
          each.close();
        },
        () => undefined,
      );
    },
  };
}

import type {Change} from '@hubkit/contract';
import type {TokenHolder} from '../tokens.ts';
import {readEvents} from './events.ts';

export interface StreamOptions {
  /** Full address of the stream. */
  url: string;
  tokens: TokenHolder;
  fetch: typeof fetch;
  /** Something that the reader may see has changed. */
  onChange: (change: Change) => void;
  /** The stream stands, from now on or from where it broke. `resumed`: nothing between was missed. */
  onOpen: (resumed: boolean) => void;
  /** It broke; it will be tried again. */
  onBreak: () => void;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** A stream that ends sooner has not stood: whatever cuts it would cut the next one as soon. */
const STEADY = 10_000;
/** The service speaks every fifteen seconds. After this long without a byte there is nobody at the other end. */
const SILENCE = 45_000;

/**
 * The service's changes, for as long as the page lives.
 *
 * Server-sent events over `fetch`, since `EventSource` cannot send a token. After a break it resumes from the last cursor,
 * with waits that grow to half a minute, and never gives up; coming back to the page or to the network tries at once.
 */
export class Stream {
  readonly #options: StreamOptions;
  readonly #ended = new AbortController();
  #cursor: string | undefined;
  #attempt: AbortController | undefined;
  #wake: (() => void) | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
    for (const [target, name] of wakers()) {
      target.addEventListener(name, this.tryNow, {signal: this.#ended.signal});
    }
    void this.#run();
  }

  close(): void {
    this.#ended.abort();
    this.#attempt?.abort();
    this.#wake?.();
  }

  /** Ends a wait between two tries. */
  readonly tryNow = (): void => {
    this.#wake?.();
  };

  #isEnded(): boolean {
    return this.#ended.signal.aborted;
  }

  async #run(): Promise<void> {
    let wait = FIRST_WAIT;
    while (!this.#isEnded()) {
      const began = performance.now();
      const end = await this.#connect();
      if (this.#isEnded()) return;
      const stood = performance.now() - began >= STEADY;
      wait = stood ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
      if (end === 'reauth' && stood) continue;
      this.#options.onBreak();
      await this.#pause(wait * (0.5 + Math.random() / 2));
    }
  }

  /** One connection, until it ends: because the token's time was up, or for any other reason. */
  async #connect(): Promise<'reauth' | 'break'> {
    const {url, tokens, fetch: send, onChange, onOpen} = this.#options;
    const attempt = new AbortController();
    this.#attempt = attempt;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        attempt.abort();
      }, SILENCE);
    };
    try {
      heard();
      const token = await tokens.current();
      const response = await send(url, {
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'text/event-stream',
          ...(this.#cursor === undefined ? {} : {'last-event-id': this.#cursor}),
        },
        credentials: 'omit',
        cache: 'no-store',
        signal: attempt.signal,
      });
      if (response.status === 401) tokens.expire(token);
      // A cursor that the service cannot read any more: from now on, then.
      if (response.status === 400) this.#cursor = undefined;
      if (!response.ok || !response.body) return 'break';
      heard();
      onOpen(this.#cursor !== undefined);
      for await (const event of readEvents(response.body, heard)) {
        if (event.id) this.#cursor = event.id;
        if (event.type === 'reauth') {
          tokens.expire(token);
          return 'reauth';
        }
        if (event.type === 'change') onChange(JSON.parse(event.data) as Change);
      }
    } catch {
      // A break of any kind is met by the next try.
    } finally {
      clearTimeout(silence);
    }
    return 'break';
  }

  async #pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

/** What says that a try may go through now. Nothing of it exists in Node. */
function wakers(): [EventTarget, string][] {
  const found: [EventTarget, string][] = [];
  if (typeof document !== 'undefined') found.push([document, 'visibilitychange']);
  if (typeof window !== 'undefined') found.push([window, 'online'], [window, 'pageshow']);
  return found;
}

import assert from 'node:assert/strict';
import type {Caller} from './world.ts';

/** Reads a stream as text, up to something that is known to come. */
export interface StreamReader {
  /** All text so far, once it holds `mark`. */
  until: (mark: string) => Promise<string>;
  /** All text, once the service has ended the stream. */
  end: () => Promise<string>;
  close: () => Promise<void>;
  readonly text: string;
}

export async function readStream(
  caller: Caller,
  path: string,
  lastEventId?: string,
): Promise<StreamReader> {
  const response = await caller.open(
    path,
    lastEventId === undefined ? {} : {'last-event-id': lastEventId},
  );
  assert.equal(response.status, 200);
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let ended = false;
  let heard = () => {};
  const pump = async () => {
    while (!ended) {
      const {done, value} = await reader.read();
      ended = done;
      if (value) text += decoder.decode(value, {stream: true});
      heard();
    }
  };
  void pump();
  const more = () =>
    new Promise<void>((resolve) => {
      heard = resolve;
    });
  return {
    async until(mark) {
      while (!text.includes(mark)) {
        assert.ok(!ended, `the stream ended before “${mark}”: ${text}`);
        await more();
      }
      return text;
    },
    async end() {
      while (!ended) await more();
      return text;
    },
    close: async () => {
      await reader.cancel();
    },
    get text() {
      return text;
    },
  };
}

/** The changes that a stream's text holds. */
export function changesIn(text: string): {op: string; entity?: string; cursor: string}[] {
  return text
    .split('\n\n')
    .filter((event) => event.includes('event: change'))
    .map(
      (event) =>
        JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? 'null') as {op: string; cursor: string},
    );
}

import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {readEvents, Stream, type ServerEvent} from '@hubkit/client/stream';
import fc from 'fast-check';

const read = async (chunks: readonly Uint8Array[]): Promise<ServerEvent[]> => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
};
const bytes = (text: string) => new TextEncoder().encode(text);

test('comments are passed over, data lines are joined, an id lasts', async () => {
  const text = ': open\n\nid: 7\nevent: change\ndata: {"a":\ndata: 1}\n\ndata:second\n\n';
  assert.deepEqual(await read([bytes(text)]), [
    {id: '7', type: 'change', data: '{"a":\n1}'},
    {id: '7', type: 'message', data: 'second'},
  ]);
});

test('an event that was cut off is not an event', async () => {
  assert.deepEqual(await read([bytes('data: one\n\ndata: tw')]), [
    {id: '', type: 'message', data: 'one'},
  ]);
});

test('events are the same however the bytes are cut and lines are ended', async () => {
  const events = ['id: é1\nevent: change\ndata: naïve 🙂', ': hm\ndata: x'];
  for (const end of ['\n', '\r\n', '\r']) {
    const all = bytes(`${events.join('\n\n')}\n\n`.replaceAll('\n', end));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({max: all.length}), {maxLength: 12}), async (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), all.length];
        const chunks = at.slice(1).map((to, index) => all.slice(at[index], to));
        const expected = [
          {id: 'é1', type: 'change', data: 'naïve 🙂'},
          {id: 'é1', type: 'message', data: 'x'},
        ];
        // A lone carriage return at the very end waits for what may follow it.
        assert.deepEqual(await read(chunks), end === '\r' ? expected.slice(0, 1) : expected);
      }),
      {numRuns: 40},
    );
  }
});

/** A stream whose connections are answered as told, on clocks that a test moves. */
async function withStream(
  answer: (n: number, request: {lastEventId: string | null; signal: AbortSignal}) => Response,
  work: (seen: {attempts: () => number; pass: (seconds: number) => Promise<void>}) => Promise<void>,
): Promise<void> {
  const realNow = performance.now.bind(performance);
  let passed = 0;
  performance.now = () => realNow() + passed;
  mock.timers.enable({apis: ['setTimeout']});
  let attempts = 0;
  const stream = new Stream({
    url: 'https://hub.example/v1/spaces/s/stream',
    tokens: {current: () => Promise.resolve('t'), expire: () => undefined},
    fetch: (_, init) => {
      const lastEventId = new Headers(init?.headers).get('last-event-id');
      return Promise.resolve(
        answer(++attempts, {lastEventId, signal: init?.signal as AbortSignal}),
      );
    },
    onChange: () => undefined,
    onOpen: () => undefined,
    onBreak: () => undefined,
  });
  const settle = async () => {
    // Whatever has been set in motion runs: promises alone, for no timer moves by itself.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  try {
    await settle();
    await work({
      attempts: () => attempts,
      pass: async (seconds) => {
        for (let second = 0; second < seconds; second++) {
          passed += 1000;
          mock.timers.tick(1000);
          await settle();
        }
      },
    });
  } finally {
    stream.close();
    performance.now = realNow;
    mock.timers.reset();
  }
}

const ended = (text = ': open\n\n') => new Response(text);
const silent = (signal: AbortSignal) =>
  new Response(
    new ReadableStream({
      start(controller) {
        signal.addEventListener('abort', () => {
          controller.error(signal.reason);
        });
      },
    }),
  );

for (const [name, text] of [
  ['is cut at once', ': open\n\n'],
  ['is asked at once to sign in again', 'event: reauth\ndata: {}\n\n'],
] as const) {
  test(`a stream that ${name} is tried again with waits that grow`, async () => {
    await withStream(
      () => ended(text),
      async ({attempts, pass}) => {
        await pass(120);
        assert.ok(attempts() >= 5 && attempts() <= 14, String(attempts()));
      },
    );
  });
}

test('a stream from which nothing comes is given up after three missed signs of life', async () => {
  await withStream(
    (_, {signal}) => silent(signal),
    async ({attempts, pass}) => {
      await pass(44);
      assert.equal(attempts(), 1);
      await pass(10);
      assert.equal(attempts(), 2);
    },
  );
});

test('a cursor that the service cannot read any more is let go of', async () => {
  const sent: (string | null)[] = [];
  await withStream(
    (n, {lastEventId, signal}) => {
      sent.push(lastEventId);
      if (n === 1) return ended('id: seven\nevent: ready\ndata: {}\n\n');
      return n === 2 ? new Response(null, {status: 400}) : silent(signal);
    },
    async ({pass}) => {
      await pass(20);
      assert.deepEqual(sent, [null, 'seven', null]);
    },
  );
});

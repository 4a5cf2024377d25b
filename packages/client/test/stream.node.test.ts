import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readEvents, type ServerEvent} from '@hubkit/client/stream';
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

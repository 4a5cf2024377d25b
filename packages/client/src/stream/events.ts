/** One server-sent event. */
export interface ServerEvent {
  id: string;
  type: string;
  data: string;
}

/**
 * The events of a stream's body, as WHATWG HTML, *Server-sent events*, reads them. Comments are passed over.
 *
 * @param heard - called for whatever arrives, comments too: the other end is alive.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  heard: () => void = () => undefined,
): AsyncGenerator<ServerEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  let event: ServerEvent = {id: '', type: 'message', data: ''};
  let data: string[] = [];
  try {
    for (;;) {
      const {done, value} = await reader.read();
      if (done) return;
      heard();
      buffer += decoder.decode(value, {stream: true});
      // A carriage return at the very end may be half of a line end: it waits for what follows.
      const lines = buffer.split(/\r\n|\n|\r(?!$)/);
      buffer = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length) yield {...event, data: data.join('\n')};
          event = {id: event.id, type: 'message', data: ''};
          data = [];
          continue;
        }
        const colon = line.indexOf(':');
        const name = colon < 0 ? line : line.slice(0, colon);
        const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (name === 'data') data.push(text);
        else if (name === 'event') event.type = text;
        else if (name === 'id') event.id = text;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

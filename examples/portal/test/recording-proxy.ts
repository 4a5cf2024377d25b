import {createServer, request as send, type IncomingHttpHeaders} from 'node:http';
import type {AddressInfo} from 'node:net';

/** One request with its answer, every byte of it. */
export interface Exchange {
  method: string;
  path: string;
  requestHeaders: IncomingHttpHeaders;
  requestBody: Buffer[];
  status: number;
  responseHeaders: IncomingHttpHeaders;
  responseBody: Buffer[];
}

/** Stands before the host and the service as one origin, and keeps all that a browser sends and gets. */
export interface RecordingProxy {
  url: string;
  exchanges: Exchange[];
  /** Headers that replace those of a page, such as another policy. */
  pageHeaders: Record<string, string>;
  close: () => Promise<void>;
}

/** Starts one on a free port of loopback. `/v1/` goes to the service, the rest to the host. */
export async function startProxy({
  host,
  service,
}: {
  host: () => string;
  service: () => string;
}): Promise<RecordingProxy> {
  const exchanges: Exchange[] = [];
  const pageHeaders: Record<string, string> = {};
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const target = new URL(path, path.startsWith('/v1/') ? service() : host());
    const exchange: Exchange = {
      method: incoming.method ?? '',
      path,
      requestHeaders: incoming.headers,
      requestBody: [],
      status: 0,
      responseHeaders: {},
      responseBody: [],
    };
    exchanges.push(exchange);
    const passing = send(target, {method: incoming.method, headers: incoming.headers}, (answer) => {
      const isPage = answer.headers['content-type']?.startsWith('text/html') ?? false;
      exchange.status = answer.statusCode ?? 0;
      exchange.responseHeaders = answer.headers;
      outgoing.writeHead(exchange.status, {...answer.headers, ...(isPage ? pageHeaders : {})});
      answer.on('data', (chunk: Buffer) => {
        exchange.responseBody.push(chunk);
        outgoing.write(chunk);
      });
      answer.on('end', () => outgoing.end());
      answer.on('error', () => outgoing.destroy());
    });
    // Nobody behind it: the browser's connection breaks, as it would.
    passing.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passing.destroy());
    incoming.on('data', (chunk: Buffer) => {
      exchange.requestBody.push(chunk);
      passing.write(chunk);
    });
    incoming.on('end', () => passing.end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    exchanges,
    pageHeaders,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** All bytes of an exchange as text. */
export function textOf(exchange: Exchange): string {
  const {method, path, requestHeaders, requestBody, status, responseHeaders, responseBody} =
    exchange;
  return [
    `${method} ${path}`,
    JSON.stringify(requestHeaders),
    Buffer.concat(requestBody).toString('utf8'),
    String(status),
    JSON.stringify(responseHeaders),
    Buffer.concat(responseBody).toString('utf8'),
  ].join('\n');
}

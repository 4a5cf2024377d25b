import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, describe, test} from 'node:test';
import {connect} from '@hubkit/client';
import {bundles} from '@hubkit/embed';
import type {Page} from 'playwright-core';
import {exposedHeaders} from '@hubkit/service';
import {readHeaders} from '../../../packages/client/src/transport.ts';
import {setStage, type Stage} from './stage.ts';

/** What the SDK says of one call, made by a page of another origin. */
interface Told {
  code?: string;
  retryAfter?: number;
  requestId?: string | null;
  etag?: string | null;
  warned: string[];
}

const address = (server: Server) =>
  `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

async function start(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** Calls `me` and a review on a service, from the page. */
async function ask(
  page: Page,
  url: string,
  token: string,
  space: string,
  review: string,
): Promise<Told> {
  return page.evaluate(
    async ([sdk, at, key, inSpace, id]) => {
      const {connect, HubkitError} = (await import(sdk)) as {
        connect: typeof import('@hubkit/client').connect;
        HubkitError: typeof import('@hubkit/client').HubkitError;
      };
      const warned: string[] = [];
      const hub = connect({
        url: at,
        token: key,
        space: inSpace,
        retries: 0,
        log: (message) => warned.push(message),
      });
      try {
        const {etag, requestId} = await hub.reviews.get({review: id}).withResponse();
        return {etag, requestId, warned};
      } catch (error) {
        if (!HubkitError.is(error)) throw error;
        const {code, retryAfter, requestId} = error;
        return {
          code,
          ...(retryAfter === undefined ? {} : {retryAfter}),
          requestId: requestId ?? null,
          warned,
        };
      }
    },
    ['/client.js', url, token, space, review] as const,
  );
}

describe('a page of another origin (C38)', () => {
  let stage: Stage;
  let site: Server;
  let page: Page;
  let token: string;

  before(async () => {
    stage = await setStage();
    site = await start((request, response) => {
      if (!request.url?.endsWith('.js')) {
        response
          .writeHead(200, {'content-type': 'text/html'})
          .end('<!doctype html><title>Elsewhere</title>');
        return;
      }
      readFile(new URL(`.${request.url}`, bundles)).then(
        (body) => response.writeHead(200, {'content-type': 'text/javascript'}).end(body),
        () => response.writeHead(404).end(),
      );
    });
    page = await (await stage.browser.newContext()).newPage();
    await page.goto(address(site));
    const {running} = stage;
    const {space} = running.demonstration;
    const host = connect({url: running.service, token: running.key});
    ({token} = await host.embedTokens.create({
      body: {space, subject: 'head', origins: [address(site)]},
    }));
  });
  after(async () => {
    site.closeAllConnections();
    site.close();
    await stage.close();
  });
  const told = (url: string, review: string, as = token) =>
    ask(page, url, as, stage.running.demonstration.space, review);

  test('reads the ETag and the request id of an answer', async () => {
    const {etag, requestId} = await told(stage.running.service, stage.running.demonstration.review);
    assert.match(etag ?? '', /^"\d+"$/);
    assert.match(requestId ?? '', /^[0-9a-f-]{36}$/);
  });
  test('reads a refusal, its code and request id too', async () => {
    const missing = await told(stage.running.service, '01970000-0000-7000-8000-000000000001');
    assert.equal(missing.code, 'not_found');
    assert.match(missing.requestId ?? '', /^[0-9a-f-]{36}$/);
    const ended = await told(
      stage.running.service,
      stage.running.demonstration.review,
      'not.a.token',
    );
    assert.equal(ended.code, 'unauthenticated');
    assert.match(ended.requestId ?? '', /^[0-9a-f-]{36}$/);
  });
  test('that is not among a token’s origins is refused, in words it can read', async () => {
    const other = await tokenOfOther(stage);
    assert.equal(
      (await told(stage.running.service, stage.running.demonstration.review, other)).code,
      'origin_refused',
    );
  });
});

/** A token made for another site. */
async function tokenOfOther({running}: Stage): Promise<string> {
  const host = connect({url: running.service, token: running.key});
  const {token} = await host.embedTokens.create({
    body: {
      space: running.demonstration.space,
      subject: 'head',
      origins: ['https://elsewhere.example'],
    },
  });
  return token;
}

test('the service exposes every header that the client reads', () => {
  for (const header of readHeaders)
    assert.ok((exposedHeaders as readonly string[]).includes(header), header);
});

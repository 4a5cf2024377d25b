import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, describe, test} from 'node:test';
import {connect} from '@hubkit/client';
import {questions} from './acts.ts';
import {setStage, type Stage} from './stage.ts';

const file = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('what the README says to paste', () => {
  let stage: Stage;
  let site: Server;
  let pastes: string[];
  let shown = '';

  before(async () => {
    stage = await setStage();
    pastes = [...(await file('../../../README.md')).matchAll(/```html\n(.*?)```/gs)].map(
      (match) => match[1] ?? '',
    );
    const framework = await file('../framework.json');
    const {running} = stage;
    const host = connect({url: running.service, token: running.key});
    // Somebody's own site: another origin than the service, which serves the scripts.
    site = createServer((request, response) => {
      const at = `http://${request.headers.host ?? ''}`;
      if (request.url === '/framework.json')
        response.writeHead(200, {'content-type': 'application/json'}).end(framework);
      else if (request.url === '/hubkit-token') {
        const body = {space: running.demonstration.space, subject: 'head', origins: [at]};
        void host.embedTokens.create({body}).then((token) => {
          response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(token));
        });
      } else
        response
          .writeHead(200, {'content-type': 'text/html'})
          .end(`<!doctype html><title>Site</title>${shown}`);
    });
    await new Promise<void>((resolve) => {
      site.listen(0, '127.0.0.1', resolve);
    });
  });
  after(async () => {
    site.closeAllConnections();
    site.close();
    await stage.close();
  });

  async function open(paste: string) {
    const {service, demonstration} = stage.running;
    shown = paste
      .replaceAll('https://hub.example', service)
      .replace('space="0197…"', `space="${demonstration.space}"`)
      .replace('review-id="0197…"', `review-id="${demonstration.review}"`);
    const page = await stage.browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${String((site.address() as AddressInfo).port)}/`);
    return {page, errors};
  }

  test('first draws a framework by itself, with no service and no account', async () => {
    const {page, errors} = await open(pastes[0] ?? '');
    await page.getByRole('heading', {name: 'A curriculum with a thread'}).first().waitFor();
    assert.deepEqual(errors, []);
  });

  test('second draws a review from the service', async () => {
    const {page, errors} = await open(pastes[1] ?? '');
    await page.getByRole('textbox', {name: questions.checking}).waitFor();
    assert.deepEqual(errors, []);
  });
});

import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {connect, HubkitError} from '@hubkit/client';
import {bundles} from '@hubkit/embed';
import {isPerson, people, personKeys, type PersonKey} from './people.ts';
import type {Demonstration} from './seed.ts';

export interface HostOptions {
  port: number;
  /** Where pages find the service; `same-origin` where something in front of both makes them one. */
  service: string;
  /** Where this server finds it, to mint tokens with its key. */
  mintAt: string;
  key: string;
  demonstration: Demonstration;
  /** Makes a new review in its first phase. */
  startAgain: () => Promise<string>;
}

const page = (name: string) => fileURLToPath(new URL(`../page/${name}`, import.meta.url));

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
};

/** The policy of embedding.md for a page that serves the elements itself, with one Lit. */
export function policy(service: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${service}`.trim(),
    "img-src 'self' blob:",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

const ENTITIES: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
const escape = (text: string) => text.replaceAll(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

/** A page with its `{{names}}` filled in as text. A name that ends in `Html` is put in as it is. */
async function fill(file: string, values: Record<string, string>): Promise<string> {
  const text = await readFile(page(file), 'utf8');
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    name.endsWith('Html') ? (values[name] ?? '') : escape(values[name] ?? ''),
  );
}

/**
 * The host's own server, as a trust would have it: pages, its own sign-in, and an address that mints tokens for whoever is
 * signed in. Who that is can be chosen freely here, so it listens on loopback alone.
 */
export class HostServer {
  readonly #options: HostOptions;
  readonly #server: Server;
  /** Who is signed in, by session. */
  readonly #sessions = new Map<string, PersonKey>();

  private constructor(options: HostOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        console.error(error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    });
  }

  /** Starts it on loopback. */
  static async start(options: HostOptions): Promise<HostServer> {
    const host = new HostServer(options);
    await new Promise<void>((resolve, reject) => {
      host.#server.once('error', reject);
      host.#server.listen(options.port, '127.0.0.1', resolve);
    });
    return host;
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The address that a browser uses: this server's, or that of something on this machine in front of it. */
  #originOf({headers}: IncomingMessage): string {
    const {host = ''} = headers;
    return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host) ? `http://${host}` : this.origin;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {pathname, searchParams} = new URL(request.url ?? '/', this.origin);
    const [, first = '', second = '', third = ''] = pathname.split('/');
    const {method} = request;
    if (method === 'GET' && pathname === '/') {
      response.writeHead(302, {location: '/as/reviewer-a/'}).end();
    } else if (method === 'GET' && first === 'as' && isPerson(second) && third === '') {
      await this.#page(
        second,
        searchParams.get('view') === 'bare' ? 'bare' : '',
        request,
        response,
      );
    } else if (
      method === 'POST' &&
      first === 'as' &&
      isPerson(second) &&
      third === 'hubkit-token'
    ) {
      await this.#token(second, request, response);
    } else if (method === 'GET' && pathname === '/together') {
      await this.#html(response, 'together.html', {peopleHtml: this.#links(null)});
    } else if (method === 'POST' && pathname === '/start-again' && this.#isOwn(request)) {
      this.#options.demonstration.review = await this.#options.startAgain();
      response.writeHead(303, {location: '/as/head/'}).end();
    } else if (method === 'GET' && first === 'hubkit') {
      await this.#file(new URL(second, bundles), response);
    } else if (method === 'GET' && ['site.css', 'northern-lights.svg'].includes(first)) {
      await this.#file(new URL(`../page/${first}`, import.meta.url), response);
    } else {
      await this.#html(response, 'not-found.html', {peopleHtml: this.#links(null)}, 404);
    }
  }

  #serviceFor(request: IncomingMessage): string {
    const {service} = this.#options;
    return service === 'same-origin' ? this.#originOf(request) : service;
  }

  async #page(
    person: PersonKey,
    view: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const {demonstration} = this.#options;
    const session = randomBytes(16).toString('base64url');
    this.#sessions.set(session, person);
    // One cookie for each person's pages, so that two tabs can be two people.
    response.setHeader(
      'set-cookie',
      `session=${session}; Path=/as/${person}/; HttpOnly; SameSite=Strict`,
    );
    await this.#html(response, 'review.html', {
      view,
      person: people[person].name,
      role: people[person].role,
      service: this.#serviceFor(request),
      space: demonstration.space,
      review: demonstration.review,
      peopleHtml: this.#links(person),
    });
  }

  #links(current: PersonKey | null): string {
    return personKeys
      .map((key) => {
        const here = key === current ? ' aria-current="page"' : '';
        return `<li><a href="/as/${key}/"${here}>${escape(people[key].name)} <small>${escape(people[key].capability)}</small></a></li>`;
      })
      .join('');
  }

  /** Whether a form was sent from a page of this host. */
  #isOwn(request: IncomingMessage): boolean {
    return request.headers.origin === this.#originOf(request);
  }

  async #token(
    person: PersonKey,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const session = /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    // The header cannot be set from another site without this host's leave.
    if (request.headers['hubkit-token-request'] !== '1' || this.#sessions.get(session) !== person) {
      response.writeHead(401, {'content-type': 'application/json'}).end('{}');
      return;
    }
    const {key, mintAt, demonstration} = this.#options;
    const hub = connect({url: mintAt, token: key, deadline: 5000, retries: 1});
    try {
      const token = await hub.embedTokens.create({
        body: {space: demonstration.space, subject: person, origins: [this.#originOf(request)]},
      });
      response.writeHead(200, {'content-type': 'application/json', 'cache-control': 'no-store'});
      response.end(JSON.stringify(token));
    } catch (error) {
      if (!HubkitError.is(error)) throw error;
      // The service is away: the page goes on, and asks again.
      response.writeHead(503, {'content-type': 'application/json'}).end('{}');
    }
  }

  async #html(
    response: ServerResponse,
    file: string,
    values: Record<string, string>,
    status = 200,
  ): Promise<void> {
    const text = await fill(file, values);
    response.writeHead(status, {
      'content-type': TYPES['.html'] ?? '',
      'content-security-policy': policy(
        this.#options.service === 'same-origin' ? '' : this.#options.service,
      ),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    response.end(text);
  }

  async #file(file: URL, response: ServerResponse): Promise<void> {
    try {
      const body = await readFile(file);
      response.writeHead(200, {
        'content-type': TYPES[extname(file.pathname)] ?? 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}

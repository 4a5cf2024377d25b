import {expect, fixture, html} from '@open-wc/testing';
import {ConnectedClient} from '@hubkit/core';
import {HubConnection, type HubErrorEvent} from '@hubkit/hub-connection';
import '@hubkit/hub-connection/define';
import {LitElement} from 'lit';
import {requestToken, sameOrigin, TokenError} from '../src/token.ts';

class ConnectionUser extends LitElement {
  readonly given: unknown[] = [];
  readonly connected: ConnectedClient = new ConnectedClient(this, () => {
    this.given.push(this.connected.value);
  });
}
customElements.define('connection-user', ConnectionUser);

const token = () => Promise.resolve({token: 't', expiresAt: '2030-01-01T00:00:00Z'});
const SERVICE = 'https://service.example/';

async function connection(): Promise<HubConnection> {
  const made = document.createElement('hub-connection');
  made.url = SERVICE;
  made.space = 'northern-lights';
  made.tokenProvider = token;
  await fixture(html`<div>${made}</div>`);
  await made.updateComplete;
  return made;
}

/** Whether a client was closed: it opens nothing any more. */
const isClosed = async (client: HubConnection['client']) =>
  client!.live.reviews.open('r', AbortSignal.abort()).then(
    () => false,
    (error: unknown) => error instanceof DOMException && /closed/.test(error.message),
  );

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('<hub-connection>', () => {
  const {error} = console;
  const complaints: string[] = [];
  beforeEach(() => {
    complaints.length = 0;
    console.error = (...words: unknown[]) => complaints.push(words.map(String).join(' '));
  });
  afterEach(() => {
    console.error = error;
  });

  it('draws nothing, and shows what is inside', async () => {
    const made = await connection();
    expect(getComputedStyle(made).display).to.equal('contents');
    expect(made.shadowRoot!.textContent.trim()).to.equal('');
  });

  it('makes one client once url, space and a way to a token are there', async () => {
    const made = await fixture<HubConnection>(html`<hub-connection></hub-connection>`);
    expect(made.client).to.equal(null);
    made.url = SERVICE;
    made.space = 's';
    await made.updateComplete;
    expect(made.client).to.equal(null);
    made.tokenProvider = token;
    await made.updateComplete;
    expect(made.client).not.to.equal(null);
  });

  it('does not let its client be set from outside', async () => {
    const made = await connection();
    const {client} = made;
    expect(() => {
      (made as {client: unknown}).client = null;
    }).to.throw(TypeError);
    expect(made.client).to.equal(client);
  });

  it('gives the client to what is inside, also to what comes later', async () => {
    const made = await connection();
    const user = new ConnectionUser();
    made.append(user);
    await user.updateComplete;
    expect(user.connected.value).to.equal(made.client);
  });

  it('makes a new client when url or space changes, and closes the old one', async () => {
    const made = await connection();
    const user = new ConnectionUser();
    made.append(user);
    const old = made.client;
    made.space = 'another';
    await made.updateComplete;
    expect(made.client).not.to.equal(old);
    expect(user.connected.value).to.equal(made.client);
    expect(await isClosed(old)).to.be.true;
  });

  it('keeps its client when it is moved in the page', async () => {
    const made = await connection();
    const {client} = made;
    const place = await fixture(html`<section></section>`);
    for (let time = 0; time < 10; time++) {
      place.append(made);
      document.body.append(place);
    }
    await turn();
    expect(made.client).to.equal(client);
  });

  it('closes its client when it has left for good, and makes one when it comes back', async () => {
    const made = await connection();
    const {client} = made;
    const home = made.parentElement!;
    made.remove();
    await turn();
    expect(made.client).to.equal(null);
    expect(await isClosed(client)).to.be.true;
    home.append(made);
    await made.updateComplete;
    expect(made.client).not.to.equal(null);
    expect(made.client).not.to.equal(client);
  });

  it('is found when it is defined after what is inside it', async () => {
    const around = document.createElement('late-connection') as HTMLElement &
      Partial<Pick<HubConnection, 'client' | 'updateComplete'>>;
    const user = new ConnectionUser();
    around.append(user);
    await fixture(html`<div>${around}</div>`);
    await user.updateComplete;
    expect(user.connected.value).to.equal(null);
    Object.assign(around, {url: SERVICE, space: 's', tokenProvider: token});
    // The bare class, under a tag of the page’s own.
    customElements.define('late-connection', class extends HubConnection {});
    await around.updateComplete;
    expect(user.connected.value).to.equal(around.client);
    expect(around.client).not.to.equal(null);
  });

  it('refuses a token address on another origin, clearly', async () => {
    const made = document.createElement('hub-connection');
    const told = new Promise<HubErrorEvent>((resolve) => {
      made.addEventListener('hub-error', resolve, {once: true});
    });
    Object.assign(made, {url: SERVICE, space: 's', tokenUrl: 'https://elsewhere.example/token'});
    await fixture(html`<div>${made}</div>`);
    expect((await told).detail).to.deep.include({code: 'token_url_refused', retryable: false});
    expect(made.client).to.equal(null);
    expect(complaints[0]).to.contain('https://elsewhere.example/token');
    expect(complaints[0]).to.contain(location.origin);
  });

  it('refuses a service address that is not of the web', async () => {
    const made = document.createElement('hub-connection');
    Object.assign(made, {url: 'javascript:alert(1)', space: 's', tokenProvider: token});
    await fixture(html`<div>${made}</div>`);
    expect(made.client).to.equal(null);
    expect(complaints[0]).to.contain('is not an http or https address');
  });

  it('hands its theme to what is inside', async () => {
    const made = await connection();
    const inside = document.createElement('p');
    made.append(inside);
    made.theme = 'dark';
    await made.updateComplete;
    expect(getComputedStyle(inside).colorScheme).to.equal('dark');
  });
});

describe('a token', () => {
  const real = globalThis.fetch;
  let asked: {address: string; init: RequestInit} | null = null;
  const answering = (status: number, body: unknown) => {
    globalThis.fetch = (address, init) => {
      asked = {address: address instanceof URL ? address.href : '', init: init ?? {}};
      return Promise.resolve(
        new Response(typeof body === 'string' ? body : JSON.stringify(body), {status}),
      );
    };
  };
  afterEach(() => {
    globalThis.fetch = real;
    asked = null;
  });
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error: unknown) => error as TokenError,
    );
  const here = new URL('/token', location.href);

  it('is asked for by POST, with the header, the space and the elements', async () => {
    answering(200, {token: 't', expiresAt: '2030-01-01T00:00:00Z', more: 1});
    const given = await requestToken(here, 's', ['review-rubric']);
    expect(given).to.deep.equal({token: 't', expiresAt: '2030-01-01T00:00:00Z'});
    expect(asked!.init.method).to.equal('POST');
    expect(new Headers(asked!.init.headers).get('Hubkit-Token-Request')).to.equal('1');
    expect(asked!.init.credentials).to.equal('same-origin');
    expect(JSON.parse(asked!.init.body as string)).to.deep.equal({
      space: 's',
      elements: ['review-rubric'],
    });
  });

  it('that is answered 401 means that sign-in has ended', async () => {
    answering(401, '');
    const error = await failure(requestToken(here, 's', []));
    expect(error).to.be.instanceOf(TokenError);
    expect(error!.code).to.equal('unauthenticated');
  });

  it('that is not one is refused, whatever the status', async () => {
    for (const [status, body] of [
      [200, '<html>Sign in</html>'],
      [200, {token: 7}],
      [500, {token: 't', expiresAt: 'x'}],
    ] as const) {
      answering(status, body);
      expect((await failure(requestToken(here, 's', [])))!.code).to.equal('token_refused');
    }
  });

  it('comes from the page’s own origin alone', () => {
    const page = 'https://portal.example/a';
    expect(sameOrigin('/token', page)!.href).to.equal('https://portal.example/token');
    for (const other of [
      'https://portal.example.evil/',
      'http://portal.example/',
      '//x/',
      'data:,x',
    ]) {
      expect(sameOrigin(other, page), other).to.equal(null);
    }
  });
});

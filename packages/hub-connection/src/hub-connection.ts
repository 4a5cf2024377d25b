import {
  attachContextRoot,
  clientContext,
  ContextProvider,
  HubErrorEvent,
  safeUrl,
} from '@hubkit/core';
import {connect, type HubClient} from '@hubkit/client';
import {css, html, LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {requestToken, sameOrigin, TokenError, type Token, type TokenProvider} from './token.ts';

/** The tags that a token can be for. */
const OURS = 'review-rubric, action-tracker, hub-map';

/**
 * Gives the elements inside it a client of one space of one service. It draws nothing.
 *
 * Makes the client once `url`, `space` and a way to a token are there, another when one of them changes, and closes it when
 * it has left the page for good. Moved within the page, it keeps it.
 *
 * @summary The connection of a page to the service.
 * @tagname hub-connection
 * @slot - The elements that use the connection, among anything else.
 * @fires {HubErrorEvent} hub-error - No connection can be made with these attributes.
 */
export class HubConnection extends LitElement {
  static readonly version = '0.1.0';
  static override styles = css`
    :host {
      display: contents;
    }

    :host([theme='light']) {
      color-scheme: light;
    }

    :host([theme='dark']) {
      color-scheme: dark;
    }
  `;

  /** The address of the service. */
  @property() url = '';
  /** The id of the space: a programme, trust, authority, partnership or school. */
  @property() space = '';
  /** Where this page’s own server hands out tokens. It must be on this page’s origin. */
  @property({attribute: 'token-url'}) tokenUrl = '';
  /** Light or dark for all elements inside; by default as the page is. */
  @property({reflect: true}) theme: 'auto' | 'light' | 'dark' = 'auto';
  /** Gets a token in a way of the page’s own, instead of from `token-url`. */
  @property({attribute: false}) tokenProvider: TokenProvider | null = null;

  #client: HubClient | null = null;
  #provider: ContextProvider<typeof clientContext>;

  constructor() {
    super();
    attachContextRoot();
    this.#provider = new ContextProvider(this, {context: clientContext, initialValue: null});
  }

  /** The client that the elements inside use; null until the attributes are complete. */
  get client(): HubClient | null {
    return this.#client;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Back on the page after it had left it for good: the old client is closed.
    if (this.hasUpdated && !this.#client) this.#connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move in the page takes it out and puts it in at once.
    setTimeout(() => {
      if (!this.isConnected) this.#close();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const matters = (['url', 'space', 'tokenUrl'] as const).some((name) => changed.has(name));
    // Another provider only answers the next question; the first one makes a connection possible.
    if (matters || (changed.has('tokenProvider') && !this.#client)) this.#connect();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  #connect(): void {
    this.#close();
    const {url, space, tokenUrl} = this;
    if (!url || !space || !(tokenUrl || this.tokenProvider)) return;
    const address = safeUrl(url, 'fetch', this.ownerDocument.baseURI);
    if (!address) {
      this.#fail('invalid_url', `url="${url}" is not an http or https address.`);
      return;
    }
    if (tokenUrl && !this.tokenProvider && !sameOrigin(tokenUrl, location.href)) {
      this.#fail(
        'token_url_refused',
        `token-url="${tokenUrl}" is on another origin. A token comes from the server of this page, ${location.origin}.`,
      );
      return;
    }
    this.#client = connect({url: address, space, token: () => this.#token()});
    this.#provider.setValue(this.#client);
  }

  async #token(): Promise<Token> {
    if (this.tokenProvider) return this.tokenProvider();
    const address = sameOrigin(this.tokenUrl, location.href);
    if (!address) throw new TokenError('token_refused', 'There is no token-url on this origin.');
    const inside = Array.from(this.querySelectorAll(OURS), ({localName}) => localName);
    return requestToken(address, this.space, [...new Set(inside)]);
  }

  #close(): void {
    const old = this.#client;
    this.#client = null;
    if (!old) return;
    this.#provider.setValue(null);
    old.close();
  }

  #fail(code: string, message: string): void {
    console.error(`<hub-connection> ${message}`);
    this.dispatchEvent(new HubErrorEvent({code, message, retryable: false}));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hub-connection': HubConnection;
  }
}

import {
  announcer,
  ConnectedClient,
  FormValue,
  HubErrorEvent,
  Localize,
  registerTranslation,
  Resource,
  restyle,
  tokens,
  translationOnDemand,
} from '@hubkit/core';
import {jsonText} from '@hubkit/model';
import type {HubClient} from '@hubkit/client';
import type {
  Framework,
  FrameworkContent,
  Issue,
  LiveReview,
  Phase,
  ReviewSource,
} from '@hubkit/model';
import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {Strings} from './desk.ts';
import {styles} from './review-rubric.styles.ts';
import {enGb} from './strings/en-gb.ts';
import type {Mode} from './view.ts';

registerTranslation(enGb);
translationOnDemand('cy', async () => {
  registerTranslation((await import('./strings/cy.ts')).cy);
});

type SheetModule = typeof import('./sheet.ts');

// Outside the class: inside one, TypeScript 6.0 does not give an import its extension of `.js`.
const importSheet = async () => import('./sheet.ts');

async function openAlone(
  options: Parameters<typeof import('./alone.ts').openDraft>[0],
): Promise<LiveReview> {
  const {openDraft} = await import('./alone.ts');
  return openDraft(options);
}
type Sheet = InstanceType<SheetModule['Sheet']>;

interface Failure {
  code?: string;
  message?: string;
  requestId?: string;
  issues?: readonly Issue[];
}

/**
 * One review against one framework: the school's own view, each reviewer's alone, then the agreed one. Without a review,
 * a draft of one framework that takes part in a form.
 *
 * @summary The criteria of a review, answered, compared and agreed.
 * @tagname review-rubric
 * @slot - Shown while the element is not there yet, and where it cannot be.
 * @slot header - Above everything.
 * @slot intro - Guidance, above the first criterion.
 * @slot empty - Instead of our words, where there is nothing to answer.
 * @slot footer - Below everything.
 * @csspart area - One area with its criteria.
 * @csspart criterion - The group of one criterion.
 * @csspart legend - The title of a criterion.
 * @csspart level - One level: a label around its radio button.
 * @csspart level-selected - The level that is chosen.
 * @csspart descriptor - What a level looks like in practice.
 * @csspart note - The box of a note.
 * @csspart save-state - Where edits stand, in words.
 * @csspart conflict - Two values, both kept, and the choice between them.
 * @csspart progress - How many are answered.
 * @csspart nav - The contents.
 * @cssproperty [--hub-rubric-gap=12px] - Space between levels.
 * @cssproperty [--hub-rubric-level-min=12em] - Least width of the column of a level.
 * @cssproperty [--hub-rubric-selected=var(--hub-accent)] - Colour of what is chosen.
 * @cssproperty [--hub-rubric-gap-self] - Colour of the ring that is the school’s own view.
 * @cssstate complete - Nothing that must be answered is left.
 * @cssstate offline - What is drawn does not come from the service.
 * @cssstate conflict - Two values of a field wait for a choice.
 * @fires {RatingChangeEvent} hub-rating-change - A rating changed. Cancellable, unless it came by `sync`.
 * @fires {SaveChangeEvent} hub-save-change - Edits came to rest somewhere else.
 * @fires {ConflictFindEvent} hub-conflict-find - Two values of a field were found.
 * @fires {ConflictResolveEvent} hub-conflict-resolve - A person chose between them.
 * @fires {ReviewSubmitEvent} hub-review-submit - A reviewer submits. Cancellable.
 * @fires {ReviewReleaseEvent} hub-review-release - The lead releases the findings. Cancellable.
 * @fires {ReviewAcceptEvent} hub-review-accept - The school accepts the report. Cancellable.
 * @fires {AgreementChangeEvent} hub-agreement-change - The lead changed an agreement. Cancellable.
 * @fires {ActionProposeEvent} hub-action-propose - Somebody proposes an action.
 * @fires {CriterionEnterEvent} hub-criterion-enter - Focus came into another criterion.
 * @fires {HubErrorEvent} hub-error - The review could not be opened.
 */
export class ReviewRubric extends LitElement {
  static readonly formAssociated = true;
  static readonly version = '0.1.0';
  static override styles = [tokens, styles];

  /** Which review. Without it, `framework` or `framework-src` make a draft of this device. */
  @property({attribute: 'review-id'}) reviewId = '';
  /** The framework of a lone draft. */
  @property({attribute: false}) framework: Framework | FrameworkContent | null = null;
  /** Where the framework of a lone draft is: a `hubkit-review-framework/1` file. */
  @property({attribute: 'framework-src'}) frameworkSrc = '';
  /** Where reviews come from, before any client. */
  @property({attribute: false}) source: ReviewSource | null = null;
  /** A client, before that of the connection around the element. */
  @property({attribute: false}) client: HubClient | null = null;
  /** Whose view is asked for. What the service returned decides; `reader` and, for a lead, `reviewer` narrow it. */
  @property() mode: Mode = '';
  /** The criterion to go to, by id. */
  @property() criterion = '';
  /** The name submitted with the form. */
  @property({reflect: true}) name = '';
  /** Whether every criterion in the focus must be answered before the form can be sent. */
  @property({type: Boolean, reflect: true}) required = false;
  /** Whether nothing can be written, whatever the service allows. */
  @property({type: Boolean, reflect: true}) readonly = false;
  /** Whether the element takes no part: nothing can be changed, and nothing is sent with the form. */
  @property({type: Boolean, reflect: true}) disabled = false;
  /** Light or dark, where it is not that of the page. */
  @property({reflect: true}) theme: 'auto' | 'light' | 'dark' = 'auto';
  /** Milliseconds of rest after which what is typed or chosen is saved. */
  @property({type: Number, attribute: 'autosave-ms'}) autosaveMs = 600;

  @state() private formDisabled = false;

  readonly #strings = new Localize<Strings>(this);
  readonly #connected = new ConnectedClient(this, () => {
    this.requestUpdate();
  });
  readonly #review = new Resource(this, {
    args: () =>
      [
        this.reviewId,
        this.#source,
        this.reviewId ? null : this.framework,
        this.frameworkSrc,
      ] as const,
    load: ([id, source, framework, src], signal) => this.#load(id, source, framework, src, signal),
    isEmpty: (sheet) => sheet === null || sheet.isEmpty,
    dispose: (sheet) => {
      sheet?.end();
    },
    failed: (error) => {
      const {code = 'failed', message = ''} = error as Failure;
      this.dispatchEvent(new HubErrorEvent({code, message, retryable: code !== 'not_found'}));
    },
  });
  readonly #form = new FormValue(this, {
    value: () => (this.#sheet && !this.disabled ? jsonText(this.#sheet.formValue) : null),
    problem: () => this.#sheet?.problem?.text ?? null,
    anchor: () => this.#sheet?.anchor(this.#sheet.problem?.id) ?? null,
    state: () => this.#sheet?.at ?? '',
  });

  #module: SheetModule | null = null;
  /** The criterion that was gone to last. */
  #went = '';
  /** Left the page for good: what was open is closed. */
  #gone = false;

  /** The form that the rubric belongs to, if any. */
  get form(): HTMLFormElement | null {
    return this.#form.form;
  }

  get validity(): ValidityState {
    return this.#form.validity;
  }

  get validationMessage(): string {
    return this.#form.validationMessage;
  }

  get willValidate(): boolean {
    return this.#form.willValidate;
  }

  checkValidity(): boolean {
    return this.#form.checkValidity();
  }

  reportValidity(): boolean {
    return this.#form.reportValidity();
  }

  /** The phase of the review that is drawn. */
  get phase(): Phase | null {
    return this.#sheet?.phase ?? null;
  }

  /** Goes to the first criterion that is not answered, else to the first. */
  override focus(options?: FocusOptions): void {
    this.#sheet?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    announcer.prepare();
    if (!this.#gone) return;
    this.#gone = false;
    void this.#review.retry();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move in the page takes it out and puts it in at once: then nothing has happened.
    setTimeout(() => {
      if (this.isConnected || this.#gone) return;
      this.#gone = true;
      this.#review.release();
    });
  }

  /** @internal */
  adoptedCallback(): void {
    restyle(this);
    this.#dress();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled;
  }

  /** @internal A review is not a form’s to empty. A draft is, with a way back. */
  formResetCallback(): void {
    this.#sheet?.empty();
  }

  /** @internal Where the reader was. What they wrote is the outbox’s to bring back. */
  formStateRestoreCallback(at: unknown): void {
    if (typeof at === 'string' && this.#sheet) this.#sheet.at = at;
  }

  protected override render(): TemplateResult {
    const strings = this.#strings;
    return html`
      <div class="root" lang=${strings.code} dir=${strings.dir()}>
        <slot name="header"></slot>
        ${this.#drawn()}
        <slot name="footer"></slot>
      </div>
    `;
  }

  protected override updated(): void {
    const sheet = this.#sheet;
    this.#form.toggle('offline', sheet?.live.connection.state === 'offline');
    this.#form.toggle('conflict', (sheet?.live.conflicts.length ?? 0) > 0);
    this.#form.toggle('complete', sheet?.missing.length === 0);
    sheet?.drawn();
    if (sheet && this.criterion !== this.#went) {
      this.#went = this.criterion;
      sheet.go(this.criterion);
    }
  }

  get #sheet(): Sheet | null {
    return this.#review.value ?? null;
  }

  get #source(): ReviewSource | null {
    return this.source ?? (this.client ?? this.#connected.value)?.live.reviews ?? null;
  }

  #load(
    id: string,
    source: ReviewSource | null,
    framework: Framework | FrameworkContent | null,
    src: string,
    signal: AbortSignal,
  ): Promise<Sheet | null> | undefined {
    if (id) return source ? this.#open(source.open(id, signal), signal) : undefined;
    if (!framework && !src) return Promise.resolve(null);
    const {name} = this;
    const base = this.ownerDocument.baseURI;
    return this.#open(openAlone({framework, src, name, base, signal}), signal);
  }

  /** The review and what draws it are fetched side by side. */
  async #open(opening: Promise<LiveReview>, signal: AbortSignal): Promise<Sheet> {
    // Whichever is first: the other’s failure is no surprise to anyone.
    opening.catch(() => undefined);
    try {
      this.#module = await importSheet();
    } catch (error) {
      void opening.then((live) => {
        live.close();
      });
      throw error;
    }
    const live = await opening;
    if (signal.aborted) {
      // Another review was asked for meanwhile.
      live.close();
      signal.throwIfAborted();
    }
    this.#dress();
    return new this.#module.Sheet(this, this.#strings, live, () => this.formDisabled);
  }

  /** Adds the styles of an open review to those of the element. */
  #dress(): void {
    if (this.#module) restyle(this, [this.#module.sheetStyles]);
  }

  #drawn(): TemplateResult | undefined {
    const strings = this.#strings;
    switch (this.#review.state) {
      case 'error':
        return this.#drawnError();
      case 'loading':
        return html`
          <div class="skeleton" aria-busy="true">
            <p class="sr">${strings.text('rubricLoading')}</p>
            <div></div>
            <div></div>
            <div></div>
          </div>
        `;
      case 'empty':
        return html`<slot name="empty">
          <p class="message">${strings.text('rubricEmpty')}</p>
        </slot>`;
      case 'ready':
        return this.#sheet?.render();
    }
  }

  #drawnError(): TemplateResult {
    const {code = '', message, requestId, issues = []} = this.#review.error as Failure;
    const strings = this.#strings;
    const keys: Partial<Record<string, 'rubricErrorOffline'>> = {
      network: 'rubricErrorOffline',
      not_found: 'rubricErrorNotFound' as never,
      forbidden: 'rubricErrorNotFound' as never,
      unauthenticated: 'rubricErrorSignedOut' as never,
      invalid_framework: 'rubricErrorFramework' as never,
    };
    const key = keys[code];
    // Where the reader may not see the review, they may be somebody else.
    const hidden = code === 'not_found' || code === 'forbidden';
    const typed = hidden ? [] : (this.#module?.typedIn(this) ?? []);
    return html`
      <div class="message" role="alert">
        <p><strong>${strings.text('rubricError')}</strong></p>
        ${key ? html`<p>${strings.text(key)}</p>` : html`<p lang="">${message}</p>`}
        ${
          issues.length
            ? html`<ul lang="en-GB">
                ${issues.map((each) => html`<li><code>${each.pointer}</code> ${each.message}</li>`)}
              </ul>`
            : nothing
        }
        ${
          typed.length
            ? html`<p>${strings.text('rubricErrorKept')}</p>
                ${typed.map((text) => html`<p class="prose typed" lang="">${text}</p>`)}
                <button
                  type="button"
                  @click=${() => {
                    this.#module?.keepFile(
                      this.ownerDocument,
                      'hubkit-kept.txt',
                      typed.join('\n\n'),
                    );
                  }}
                >
                  ${strings.text('rubricKeepCopy')}
                </button>`
            : nothing
        }
        <p>
          <button type="button" class="primary" @click=${() => void this.#review.retry()}>
            ${strings.text(code === 'unauthenticated' ? 'rubricSignIn' : 'rubricRetry')}
          </button>
        </p>
        ${requestId ? html`<p class="hint">${strings.text('rubricReference', requestId)}</p>` : nothing}
      </div>
      <slot></slot>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'review-rubric': ReviewRubric;
  }
}

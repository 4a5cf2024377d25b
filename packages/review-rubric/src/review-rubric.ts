import {
  announcer,
  ConnectedClient,
  FormValue,
  HubErrorEvent,
  icon,
  icons,
  Localize,
  registerTranslation,
  Resource,
  restyle,
  tokens,
  translationOnDemand,
} from '@hubkit/core';
import {canonical, parseRef} from '@hubkit/model';
import type {HubClient} from '@hubkit/client';
import type {
  Criterion,
  FieldTarget,
  Framework,
  FrameworkContent,
  Issue,
  Json,
  LiveReview,
  Phase,
  ReviewSource,
} from '@hubkit/model';
import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {Desk, Question, Strings} from './desk.ts';
import {Edits} from './edits.ts';
import {criterionPart, ratingForm, ratingRead} from './parts/criterion.ts';
import {missingOf, nav, phaseBar, SAVE, strip} from './parts/frame.ts';
import {target} from './parts/box.ts';
import {readersIn} from './readers.ts';
import {
  ActionProposeEvent,
  AgreementChangeEvent,
  ConflictFindEvent,
  CriterionEnterEvent,
  RatingChangeEvent,
  SaveChangeEvent,
  type ActionDraft,
} from './review-rubric.events.ts';
import {styles} from './review-rubric.styles.ts';
import {enGb} from './strings/en-gb.ts';
import {isAnswered, viewOf, type Mode, type Rating, type Section, type View} from './view.ts';

registerTranslation(enGb);
translationOnDemand('cy', async () => registerTranslation((await import('./strings/cy.ts')).cy));

type More = typeof import('./parts/more.ts');
/** Loaded once for all rubrics of a page. */
let more: More | null = null;
let loading: Promise<unknown> | null = null;

interface Failure {
  code?: string;
  message?: string;
  requestId?: string;
  issues?: readonly Issue[];
}

/** A draft of this device alone can be emptied and put back. */
interface Draft extends LiveReview {
  empty(): () => void;
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

  @state() private contentsOpen = false;
  @state() private question: Question | null = null;
  @state() private proposing: string | null = null;
  @state() private undo: (() => void) | null = null;
  @state() private formDisabled = false;

  readonly #strings = new Localize<Strings>(this);
  readonly #connected = new ConnectedClient(this, () => {
    this.requestUpdate();
  });
  readonly #edits = new Edits({
    rest: () => this.autosaveMs,
    permit: (at, value, previous) => this.#permit(at, value, previous),
    changed: () => {
      this.requestUpdate();
    },
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
    isEmpty: (live) => live === null || this.#view(live).order.length === 0,
    loaded: (live) => {
      this.#begin(live);
    },
    dispose: (live) => {
      this.#end(live);
    },
    failed: (error) => {
      this.#failed(error);
    },
  });
  readonly #form = new FormValue(this, {
    value: () => this.#formValue(),
    problem: () => this.#problem()?.text ?? null,
    anchor: () => this.#anchor(this.#problem()?.id),
    state: () => this.#at,
  });

  /** Boxes that were asked for. */
  readonly #opened = new Set<string>();
  /** The reader’s own ratings as they were last known, to tell what others changed. */
  readonly #known = new Map<string, Json>();
  #conflictsKnown = new Set<string>();
  #stop: (() => void) | null = null;
  #at = '';
  #saved: string | null = null;
  #edited = false;
  #spoken = 'fine';
  #focusNext: string | null = null;
  #gone = '';
  /** Whether the page has just refused a choice. */
  #refused = false;
  #loads = 0;

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
    const live = this.#review.value;
    return live ? (live.state.phase as Phase) : null;
  }

  /** Goes to the first criterion that is not answered, else to the first. */
  override focus(options?: FocusOptions): void {
    const live = this.#review.value;
    const view = live ? this.#view(live) : null;
    const id = live && view ? (this.#missing(live, view)[0] ?? view.order[0]) : undefined;
    this.#anchor(id)?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    announcer.prepare();
    if (this.#gone) {
      this.#gone = '';
      void this.#review.retry();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move in the page takes it out and puts it in at once: then nothing has happened.
    setTimeout(() => {
      if (this.isConnected || this.#gone) return;
      this.#gone = this.reviewId || 'draft';
      this.#review.release();
    });
  }

  /** @internal */
  adoptedCallback(): void {
    restyle(this);
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled;
  }

  /** @internal A review is not a form’s to empty. A draft is, with a way back. */
  formResetCallback(): void {
    const live = this.#review.value;
    if (!live || !('empty' in live)) return;
    this.#edits.clear();
    this.undo = (live as Draft).empty();
    announcer.say(this.#strings.term('rubricEmptied'), this.#strings.code, true);
  }

  /** @internal Where the reader was. What they wrote is the outbox’s to bring back. */
  formStateRestoreCallback(at: unknown): void {
    if (typeof at === 'string') this.#at = at;
  }

  protected override render(): TemplateResult {
    const live = this.#review.value;
    return html`
      <div
        class="root"
        part="root"
        lang=${this.#strings.code}
        dir=${this.#strings.dir()}
        @focusin=${this.#entered}
        @keydown=${this.#pressed}
        @change=${this.#changedInside}
      >
        <slot name="header"></slot>
        ${this.#drawn(live)}
        <slot name="footer"></slot>
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const live = this.#review.value ?? null;
    const view = live ? this.#view(live) : null;
    this.#form.toggle('offline', live !== null && live.connection.state === 'offline');
    this.#form.toggle('conflict', live !== null && live.conflicts.length > 0);
    this.#form.toggle(
      'complete',
      live !== null && view !== null && this.#missing(live, view).length === 0,
    );
    if (live) {
      this.#tellSaving(live);
      if (changed.has('criterion') && this.criterion) this.#go(this.criterion);
    }
    if (this.#focusNext) {
      const box = (this.renderRoot as ShadowRoot).getElementById(this.#focusNext);
      if (box) {
        this.#focusNext = null;
        box.focus();
      }
    }
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  get #source(): ReviewSource | null {
    return this.source ?? (this.client ?? this.#connected.value)?.live.reviews ?? null;
  }

  get #cannotChange(): boolean {
    return this.disabled || this.formDisabled;
  }

  #view(live: LiveReview): View {
    return viewOf(live.state, live.framework, {
      mode: this.mode,
      readonly: this.readonly,
      alone: 'empty' in live,
    });
  }

  #load(
    id: string,
    source: ReviewSource | null,
    framework: Framework | FrameworkContent | null,
    src: string,
    signal: AbortSignal,
  ): Promise<LiveReview | null> | undefined {
    if (id) return source?.open(id, signal);
    if (!framework && !src) return Promise.resolve(null);
    return import('./alone.ts').then(({openDraft}) =>
      openDraft({framework, src, name: this.name, base: this.ownerDocument.baseURI, signal}),
    );
  }

  #begin(live: LiveReview | null): void {
    this.#conflictsKnown = new Set();
    this.#known.clear();
    this.#saved = null;
    this.#spoken = 'fine';
    this.undo = null;
    this.#edited = false;
    this.#at = '';
    if (!live) return;
    this.#noteRatings(live, false);
    this.#stop = live.subscribe(() => {
      this.#noteRatings(live, true);
      this.#noteConflicts(live);
      this.requestUpdate();
    });
    this.#noteConflicts(live);
    // Offline it could not be fetched later.
    void this.#loadMore();
    if (this.#loads++ > 0) {
      announcer.say(live.state.subject.name, this.#strings.code, true);
    }
  }

  #end(live: LiveReview | null): void {
    this.#stop?.();
    this.#stop = null;
    this.question = this.proposing = null;
    if (!live) return;
    void this.#edits.flush(live, live.state.id).then(() => {
      live.close();
    });
  }

  #failed(error: unknown): void {
    const {code = 'failed', message = ''} = error as Failure;
    this.dispatchEvent(new HubErrorEvent({code, message, retryable: code !== 'not_found'}));
  }

  async #loadMore(): Promise<void> {
    loading ??= import('./parts/more.ts').then((module) => {
      more = module;
    });
    try {
      await loading;
    } catch {
      loading = null;
    }
    this.requestUpdate();
  }

  /** Asks the page whether a change may stand. */
  #permit({entity, field}: FieldTarget, value: Json, previous: Json): boolean {
    const ref = parseRef(entity);
    const live = this.#review.value;
    const reviewId = this.reviewId;
    this.#edited = true;
    if (ref?.kind === 'rating') {
      const {criterion: criterionId} = ref;
      const detail = {reviewId, criterionId, field, value, previous, by: 'input'} as const;
      const granted = this.dispatchEvent(new RatingChangeEvent(structuredClone(detail)));
      if (granted) this.#known.set(`${criterionId} ${field}`, value);
      return granted;
    }
    if (ref?.kind === 'agreement' && live) {
      const stored = live.state.agreements?.[ref.criterion];
      const {version: _version, ...fields} = {version: 0, ...stored};
      const detail = {
        criterionId: ref.criterion,
        ...{state: 'open', answer: null, rationale: '', dissent: []},
        ...fields,
        [field]: value,
      };
      return this.dispatchEvent(new AgreementChangeEvent(structuredClone(detail)));
    }
    return true;
  }

  /** Compares the reader’s own ratings with what was known: the rest came from somewhere else. */
  #noteRatings(live: LiveReview, tell: boolean): void {
    const {own} = this.#view(live);
    for (const [criterionId, rating] of Object.entries(own)) {
      for (const [field, value] of Object.entries(rating)) {
        const key = `${criterionId} ${field}`;
        const previous = this.#known.get(key) ?? null;
        if (previous === value) continue;
        this.#known.set(key, value);
        if (!tell) continue;
        const {id: reviewId} = live.state;
        const detail = {reviewId, criterionId, field, value, previous, by: 'sync'} as const;
        this.dispatchEvent(new RatingChangeEvent(structuredClone(detail)));
      }
    }
  }

  #noteConflicts(live: LiveReview): void {
    for (const {id, entity, field, values} of live.conflicts) {
      if (this.#conflictsKnown.has(id)) continue;
      this.#conflictsKnown.add(id);
      const detail = {
        entity,
        field,
        values: values.map(({value, who, at}) => ({value: value as Json, who, at})),
      };
      this.dispatchEvent(new ConflictFindEvent(structuredClone(detail)));
    }
  }

  #saving(live: LiveReview): keyof typeof SAVE {
    const {state: stands} = live.save;
    if (stands === 'not-saved' || stands === 'refused') return stands;
    return this.#edits.dirty ? 'editing' : stands;
  }

  #tellSaving(live: LiveReview): void {
    const now = this.#saving(live);
    const {unsent, oldestUnsentAt} = live.save;
    const saved = `${now} ${unsent} ${oldestUnsentAt ?? ''}`;
    if (this.#saved !== null && this.#saved !== saved) {
      this.dispatchEvent(new SaveChangeEvent({state: now, unsent, oldestUnsentAt}));
    }
    this.#saved = saved;
    if ('empty' in live) return;
    // While saving succeeds there is nothing to say.
    const bad = now === 'refused' || now === 'not-saved';
    const kept = now === 'device' && live.connection.state !== 'live';
    const next = bad ? now : kept ? 'device' : now === 'saved' ? 'fine' : this.#spoken;
    if (next === this.#spoken) return;
    this.#spoken = next;
    const words = next === 'fine' ? 'saved' : (next as keyof typeof SAVE);
    announcer.say(this.#strings.term(SAVE[words]), this.#strings.code, bad);
  }

  #desk(live: LiveReview, view: View): Desk {
    const strings = this.#strings;
    const isOpenKey = (key: string) => this.#opened.has(key);
    return {
      view,
      live,
      strings,
      language: live.framework?.language ?? '',
      disabled: this.#cannotChange,
      value: (at, stored) => this.#edits.value(at, stored),
      choose: (at, value, stored) => {
        const previous = this.#edits.value(at, stored);
        if (previous === value) return;
        if (!this.#permit(at, value, previous)) {
          // Nothing has changed, so ask for the update that puts the old radio back.
          this.#refused = true;
          this.requestUpdate();
          return;
        }
        this.#edits.put(at, value, previous, live, {permitted: true});
      },
      type: (event, at, stored, value = '') => {
        this.#edited = true;
        const rests = event.type === 'compositionend' || !(event as InputEvent).isComposing;
        this.#edits.put(at, value, stored, live, {rests});
      },
      enter: (at, stored) => {
        this.#edits.enter(at, stored, live);
      },
      leave: (at) => {
        this.#edits.leave(at, live);
      },
      readers: (box) => readersIn(box, view, strings),
      isOpen: isOpenKey,
      open: (key, focus) => {
        this.#opened.add(key);
        this.#focusNext = focus;
        this.requestUpdate();
      },
      ask: (question) => {
        this.question = question;
        void this.#loadMore();
      },
      propose: (criterion) => {
        this.proposing = criterion;
      },
      save: async (at, value) => {
        this.#edited = true;
        // What was typed just before goes first.
        await this.#edits.flush(live, view.state.id);
        await live.set(at, value).catch(() => undefined);
      },
      retry: () => {
        void this.#edits.flush(live, view.state.id).then(() => live.retry());
      },
      keepCopy: (text) => {
        void this.#keepCopy(live, text);
      },
      dispatch: (event) => this.dispatchEvent(event),
    };
  }

  async #keepCopy(live: LiveReview | null, text?: string): Promise<void> {
    const content = text ?? (live ? await live.unsentCopy() : this.#edits.texts.join('\n\n'));
    const url = URL.createObjectURL(new Blob([content], {type: 'application/json'}));
    const link = this.ownerDocument.createElement('a');
    link.href = url;
    link.download = text === undefined ? 'hubkit-unsent.json' : 'hubkit-kept.txt';
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(url);
    }, 60_000);
  }

  #drawn(live: LiveReview | null | undefined): TemplateResult {
    switch (this.#review.state) {
      case 'error':
        return this.#drawnError();
      case 'loading':
        return html`
          <div class="skeleton" aria-busy="true">
            <p class="sr">${this.#strings.text('rubricLoading')}</p>
            <div></div>
            <div></div>
            <div></div>
          </div>
        `;
      case 'empty':
        return html`<slot name="empty">
          <p class="message">${this.#strings.text('rubricEmpty')}</p>
        </slot>`;
      case 'ready':
        return live ? this.#drawnReview(live) : html``;
    }
  }

  #drawnError(): TemplateResult {
    const {code, message, requestId, issues = []} = this.#review.error as Failure;
    const keys: Partial<Record<string, keyof typeof enGb>> = {
      network: 'rubricErrorOffline',
      not_found: 'rubricErrorNotFound',
      forbidden: 'rubricErrorNotFound',
      unauthenticated: 'rubricErrorSignedOut',
      invalid_framework: 'rubricErrorFramework',
    };
    const strings = this.#strings;
    const key = keys[code ?? ''] as 'rubricError' | undefined;
    const typed = this.#edits.texts;
    return html`
      <div class="message" role="alert">
        <p><strong>${strings.text('rubricError')}</strong></p>
        <p lang=${key ? nothing : ''}>${key ? strings.text(key) : message}</p>
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
                <button type="button" @click=${() => void this.#keepCopy(null, typed.join('\n\n'))}>
                  ${strings.text('rubricKeepCopy')}
                </button>`
            : nothing
        }
        <button type="button" class="primary" @click=${() => void this.#review.retry()}>
          ${strings.text(code === 'unauthenticated' ? 'rubricSignIn' : 'rubricRetry')}
        </button>
        ${requestId ? html`<p class="hint">${requestId}</p>` : nothing}
      </div>
      <slot></slot>
    `;
  }

  #drawnReview(live: LiveReview): TemplateResult {
    const view = this.#view(live);
    const desk = this.#desk(live, view);
    const strings = this.#strings;
    const {framework, state: review} = view;
    const safeguarding = framework?.guidance?.safeguarding;
    return html`
      ${
        view.alone
          ? nothing
          : html`<div class="head">
              <p class="subject" lang="">${review.subject.name}</p>
              ${
                framework
                  ? html`<p class="framework" lang=${desk.language}>${framework.title}</p>`
                  : nothing
              }
            </div>`
      }
      ${phaseBar(desk)}
      ${
        this.undo
          ? html`<div class="strip">
              <p>${strings.text('rubricEmptied')}</p>
              <button type="button" @click=${this.#undone}>${strings.text('rubricUndo')}</button>
            </div>`
          : nothing
      }
      ${view.undeclared ? more?.declaration(desk) : this.#drawnSections(desk, safeguarding)}
      ${strip(desk)}
      ${
        framework
          ? html`<p class="footer" lang=${desk.language}>
              ${strings.text(
                'rubricFooter',
                framework.title,
                framework.version,
                (review.framework?.contentHash ?? '').slice(0, 19),
              )}
            </p>`
          : nothing
      }
      ${
        this.question
          ? more?.dialog(desk, this.question, () => {
              this.question = null;
            })
          : nothing
      }
      ${
        this.proposing
          ? more?.propose(desk, this.proposing, (draft) => {
              this.#proposed(draft);
            })
          : nothing
      }
    `;
  }

  #drawnSections(desk: Desk, safeguarding: string | undefined): TemplateResult {
    const {view, strings, live} = desk;
    const missing = new Set(this.#missing(live, view));
    const done = new Set(view.order.filter((id) => !missing.has(id)));
    const counted = view.sections.flatMap(({criteria}) => criteria.map(({id}) => id));
    const focused = view.state.focus.length > 0;
    return html`
      <div class="layout">
        ${nav(desk, {
          done,
          counted,
          open: this.contentsOpen,
          saving: this.#edited || this.#saving(live) !== 'saved' ? this.#saving(live) : null,
          toggle: () => {
            this.contentsOpen = !this.contentsOpen;
          },
          go: (id) => {
            this.contentsOpen = false;
            this.#go(id);
          },
        })}
        <div class="main">
          <slot name="intro"></slot>
          <p class="safeguarding">
            ${icon(icons.shield)}
            <span lang=${safeguarding ? desk.language : nothing}
              >${safeguarding ?? strings.text('rubricPractice')}</span
            >
          </p>
          ${more?.before(desk) ?? nothing}
          ${
            focused && view.phase === 'self'
              ? html`<p class="kicker">${strings.text('rubricFocus')}</p>`
              : nothing
          }
          ${view.sections.map((section) => this.#drawnSection(desk, section))}
          ${
            view.rest.length
              ? html`<details class="rest">
                  <summary>
                    ${icon(icons.down)}${strings.text(
                      'rubricRest',
                      view.rest.reduce((sum, {criteria}) => sum + criteria.length, 0),
                    )}
                  </summary>
                  ${view.rest.map((section) => this.#drawnSection(desk, section))}
                </details>`
              : nothing
          }
          ${more?.report(desk) ?? nothing}
        </div>
      </div>
    `;
  }

  #drawnSection(desk: Desk, section: Section): TemplateResult {
    const {strings, language} = desk;
    const lang = section.title === null ? nothing : language;
    return html`
      <section part="area" class="area">
        <h2 lang=${lang}>${section.title ?? strings.text('rubricOwnQuestions')}</h2>
        ${
          section.summary
            ? html`<p class="summary" lang=${language}>${section.summary}</p>`
            : nothing
        }
        ${section.criteria.map((each) => this.#drawnCriterion(desk, each))}
      </section>
    `;
  }

  #drawnCriterion(desk: Desk, criterion: Criterion): TemplateResult {
    const {view} = desk;
    const forms = view.writes && (view.phase === 'self' || view.phase === 'independent');
    const body = forms
      ? ratingForm(desk, criterion)
      : (more?.reading(desk, criterion) ??
        (view.capability === 'host' && view.phase !== 'agreed'
          ? ratingRead(desk, criterion, view.own[criterion.id])
          : html``));
    return criterionPart(desk, criterion, body, forms);
  }

  #missing(live: LiveReview, view: View): string[] {
    const {phase, state: review} = view;
    if (view.writes && phase !== 'moderation') {
      return missingOf({view, value: (at, stored) => this.#edits.value(at, stored)});
    }
    if (phase === 'self' || phase === 'independent') {
      const shown: Record<string, Rating> =
        view.capability === 'host' ? view.own : (review.shared?.['self'] ?? view.own);
      const all = [...view.sections, ...view.rest].flatMap(({criteria}) => criteria);
      return all
        .filter((each) => !isAnswered(shown[each.id], each, view.ratingMode))
        .map(({id}) => id);
    }
    return view.order.filter((id) => {
      const stored = review.agreements?.[id]?.state ?? 'open';
      const at = target(`agreement/${live.state.id}/${id}`, 'state');
      return this.#edits.value(at, stored) === 'open';
    });
  }

  #formValue(): string | null {
    const live = this.#review.value;
    if (!live || this.disabled) return null;
    const view = this.#view(live);
    if (!view.alone) return canonical({reviewId: live.state.id, revision: live.state.version});
    const {id, version} = live.framework ?? {id: '', version: ''};
    return canonical({framework: {id, version}, ratings: view.own});
  }

  #problem(): {id: string; text: string} | null {
    const live = this.#review.value;
    if (!this.required || this.#cannotChange || !live) return null;
    const view = this.#view(live);
    if (!view.writes) return null;
    const id = this.#missing(live, view)[0];
    if (id === undefined) return null;
    const all = view.sections.flatMap(({criteria}) => criteria);
    const title = all.find((each) => each.id === id)?.title ?? '';
    return {id, text: this.#strings.term('rubricChooseAnswer', title)};
  }

  #group(id: string): HTMLElement | null {
    return (this.renderRoot as ShadowRoot).getElementById(`c-${id}`);
  }

  /** Where to write, or else to choose, in a criterion. */
  #anchor(id: string | undefined): HTMLElement | null {
    const group = id === undefined ? null : this.#group(id);
    return (
      group?.querySelector<HTMLElement>('textarea, input:checked, input') ??
      group?.querySelector<HTMLElement>('legend') ??
      null
    );
  }

  #go(id: string): void {
    const group = this.#group(id);
    const details = group?.closest('details');
    if (details) details.open = true;
    group?.querySelector('legend')?.focus();
  }

  readonly #undone = (): void => {
    this.undo?.();
    this.undo = null;
  };

  readonly #entered = (event: Event): void => {
    const group = (event.target as Element).closest('fieldset.criterion');
    const id = group?.id.slice(2) ?? '';
    if (!id || id === this.#at) return;
    this.#at = id;
    this.dispatchEvent(new CriterionEnterEvent({criterionId: id}));
  };

  /** Ctrl or Cmd with Enter: the next criterion that is not answered, round to the first. */
  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const live = this.#review.value;
    if (!live) return;
    const view = this.#view(live);
    const missing = this.#missing(live, view);
    const here = view.order.indexOf(this.#at);
    const next = missing.find((id) => view.order.indexOf(id) > here) ?? missing[0];
    if (next === undefined) return;
    event.preventDefault();
    const details = this.#group(next)?.closest('details');
    if (details) details.open = true;
    this.#anchor(next)?.focus();
  };

  /** A control's `input` leaves the shadow root by itself; its `change` does not. */
  readonly #changedInside = (): void => {
    if (!this.#refused) this.dispatchEvent(new Event('change', {bubbles: true}));
    this.#refused = false;
  };

  #proposed(draft: ActionDraft | null): void {
    const criterionId = this.proposing;
    this.proposing = null;
    if (!draft || !criterionId) return;
    const {reviewId} = this;
    this.dispatchEvent(new ActionProposeEvent({reviewId, criterionId, draft}));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'review-rubric': ReviewRubric;
  }
}

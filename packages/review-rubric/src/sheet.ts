/** What is drawn once a review is open, and what people do in it. Loaded while the review is being opened. */
import {announcer, icon, icons, registerTranslation, type Localize} from '@hubkit/core';
import {
  parseRef,
  type Criterion,
  type FieldTarget,
  type Json,
  type LiveReview,
  type Phase,
} from '@hubkit/model';
import {html, nothing, type ReactiveControllerHost, type TemplateResult} from 'lit';
import type {Desk, Question, Strings} from './desk.ts';
import {Edits} from './edits.ts';
import {target} from './parts/box.ts';
import {criterionPart, ratingForm} from './parts/criterion.ts';
import {countOf, missingOf, nav, phaseBar, SAVE, strip} from './parts/frame.ts';
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
import {sheetStyles} from './sheet.styles.ts';
import {enGbSheet} from './strings/en-gb-sheet.ts';
import {isAnswered, viewOf, type Mode, type Rating, type Section, type View} from './view.ts';

registerTranslation(enGbSheet);
export {sheetStyles};

/** What of the element a sheet works with. */
export interface SheetHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly mode: Mode;
  readonly readonly: boolean;
  readonly disabled: boolean;
  readonly required: boolean;
  readonly autosaveMs: number;
  readonly reviewId: string;
}

/** A draft of this device alone can be emptied and put back. */
interface Draft extends LiveReview {
  empty(): () => void;
}

type More = typeof import('./parts/more.ts');

async function loadMore(): Promise<void> {
  more = await import('./parts/more.ts');
}
/** Loaded once for all rubrics of a page. */
let more: More | null = null;
let loading: Promise<unknown> | null = null;

/** What an element’s people typed outlives the review that is open: it belongs to its own. */
const everyEdit = new WeakMap<SheetHost, {edits: Edits; sheet: Sheet}>();

/** Words of a person that are here and nowhere else. */
export const typedIn = (host: SheetHost): string[] => everyEdit.get(host)?.edits.texts ?? [];

/** Gives something to a person as a file. */
export function keepFile(page: Document, name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], {type: 'text/plain'}));
  const link = page.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

/**
 * One open review on screen, from its opening to its end.
 *
 * It acts when the host draws and when the review changes; `end` hands over what is typed and closes the review.
 */
export class Sheet {
  readonly live: LiveReview;
  readonly #host: SheetHost;
  readonly #strings: Localize<Strings>;
  readonly #edits: Edits;
  readonly #stop: () => void;
  /** Boxes that were asked for. */
  readonly #opened = new Set<string>();
  /** The reader’s own ratings as they were last known, to tell what others changed. */
  readonly #known = new Map<string, Json>();
  readonly #conflictsKnown = new Set<string>();
  /** Where the reader is. */
  at = '';
  #contentsOpen = false;
  #question: Question | null = null;
  #proposing: string | null = null;
  #undo: (() => void) | null = null;
  #saved: string | null = null;
  #edited = false;
  #spoken = 'fine';
  #focusNext: string | null = null;
  /** Whether the page has just refused a choice. */
  #refused = false;
  #formDisabled: () => boolean;

  constructor(
    host: SheetHost,
    strings: Localize<Strings>,
    live: LiveReview,
    formDisabled: () => boolean,
  ) {
    this.#host = host;
    this.#strings = strings;
    this.live = live;
    this.#formDisabled = formDisabled;
    const there = everyEdit.get(host);
    this.#edits =
      there?.edits ??
      new Edits({
        rest: () => host.autosaveMs,
        permit: (...edit) => {
          const current = everyEdit.get(host)?.sheet;
          return current ? current.#permit(...edit) : true;
        },
        changed: () => {
          host.requestUpdate();
        },
      });
    this.#edits.belongTo(live.state.me.id);
    everyEdit.set(host, {edits: this.#edits, sheet: this});
    this.#noteRatings(false);
    this.#stop = live.subscribe(() => {
      this.#noteRatings(true);
      this.#noteConflicts();
      host.requestUpdate();
    });
    this.#noteConflicts();
    // Without a signal it could not be fetched later.
    void this.#loadMore();
    if (there) announcer.say(live.state.subject.name, strings.code, true);
  }

  get view(): View {
    const {mode, readonly} = this.#host;
    return viewOf(this.live.state, this.live.framework, {
      mode,
      readonly,
      alone: 'empty' in this.live,
    });
  }

  get phase(): Phase {
    return this.live.state.phase as Phase;
  }

  get isEmpty(): boolean {
    return this.view.order.length === 0;
  }

  /** Hands over what is typed, then frees the review. */
  end(): void {
    this.#stop();
    this.#edits.blur();
    void this.#edits.flush(this.live).then(() => {
      this.live.close();
    });
  }

  /** Empties a draft. A review is not a form’s to empty. */
  empty(): void {
    if (!('empty' in this.live)) return;
    this.#edits.clear();
    this.#undo = (this.live as Draft).empty();
    announcer.say(this.#strings.term('rubricEmptied'), this.#strings.code, true);
  }

  /** What goes with a form. */
  get formValue(): Json {
    const {view, live} = this;
    if (!view.alone) return {reviewId: live.state.id, revision: live.state.version};
    const {id, version} = live.framework ?? {id: '', version: ''};
    return {framework: {id, version}, ratings: view.own as Record<string, Record<string, Json>>};
  }

  /** The first criterion that must be answered and is not. */
  get problem(): {id: string; text: string} | null {
    const {view} = this;
    if (!this.#host.required || this.#cannotChange || !view.writes) return null;
    const id = this.missing[0];
    if (id === undefined) return null;
    const all = view.sections.flatMap(({criteria}) => criteria);
    const title = all.find((each) => each.id === id)?.title ?? '';
    return {id, text: this.#strings.term('rubricChooseAnswer', title)};
  }

  /** What is left to do: to answer, to be written by the school, or to be agreed, as the phase has it. */
  get missing(): string[] {
    const {view} = this;
    const {phase, state} = view;
    if (view.writes && phase !== 'moderation') {
      return missingOf({view, value: (at, stored) => this.#edits.value(at, stored)});
    }
    if (phase === 'self' || phase === 'independent') {
      const shown: Record<string, Rating> =
        view.capability === 'host' || phase === 'independent'
          ? view.own
          : (state.shared?.['self'] ?? {});
      return view.sections
        .flatMap(({criteria}) => criteria)
        .filter((each) => !isAnswered(shown[each.id], each, view.ratingMode))
        .map(({id}) => id);
    }
    return view.order.filter((id) => {
      const stored = state.agreements?.[id]?.state ?? 'open';
      return this.#edits.value(target(`agreement/${state.id}/${id}`, 'state'), stored) === 'open';
    });
  }

  /** Where to write, or else to choose, in a criterion. */
  anchor(id: string | undefined): HTMLElement | null {
    const group = id === undefined ? null : this.#group(id);
    return (
      group?.querySelector<HTMLElement>('textarea, input:checked') ??
      group?.querySelector<HTMLElement>('input') ??
      group?.querySelector<HTMLElement>('legend') ??
      null
    );
  }

  /** Goes to a criterion, as a link in the contents does. */
  go(id: string): void {
    this.#reveal(id)?.querySelector('legend')?.focus();
  }

  /** Goes to the first criterion that is not answered, else to the first. */
  focus(options?: FocusOptions): void {
    this.anchor(this.missing[0] ?? this.view.order[0])?.focus(options);
  }

  /** To be called after each drawing. */
  drawn(): void {
    this.#tellSaving();
    const root = this.#host.renderRoot as ShadowRoot;
    const wanted = this.#focusNext === null ? null : root.getElementById(this.#focusNext);
    if (wanted) {
      this.#focusNext = null;
      wanted.focus();
    }
    const dialog = root.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  render(): TemplateResult {
    const {view, live} = this;
    const desk = this.#desk(view);
    const strings = this.#strings;
    const {framework, state} = view;
    return html`
      <div
        @focusin=${this.#entered}
        @keydown=${this.#pressed}
        @change=${this.#changedInside}
        class="sheet"
      >
        ${
          view.alone
            ? nothing
            : html`<div class="head">
                <p class="subject" lang="">${state.subject.name}</p>
                ${
                  framework
                    ? html`<p class="framework" lang=${desk.language}>${framework.title}</p>`
                    : nothing
                }
              </div>`
        }
        ${phaseBar(desk)}
        ${
          this.#undo
            ? html`<div class="strip">
                <p>${strings.text('rubricEmptied')}</p>
                <button type="button" @click=${this.#undone}>${strings.text('rubricUndo')}</button>
              </div>`
            : nothing
        }
        ${view.undeclared ? (more?.declaration(desk) ?? nothing) : this.#sections(desk)}
        ${strip(desk)}
        <p class="footer" lang=${framework ? desk.language : nothing}>
          ${
            framework
              ? strings.text(
                  'rubricFooter',
                  framework.title,
                  framework.version,
                  (live.state.framework?.contentHash ?? '').slice(0, 19),
                )
              : nothing
          }
        </p>
        ${
          this.#question
            ? more?.dialog(desk, this.#question, () => {
                this.#question = null;
                this.#host.requestUpdate();
              })
            : nothing
        }
        ${
          this.#proposing
            ? more?.propose(desk, this.#proposing, (draft) => {
                this.#proposed(draft);
              })
            : nothing
        }
      </div>
    `;
  }

  get #cannotChange(): boolean {
    return this.#host.disabled || this.#formDisabled();
  }

  async #loadMore(): Promise<void> {
    loading ??= loadMore();
    try {
      await loading;
    } catch {
      loading = null;
    }
    this.#host.requestUpdate();
  }

  #sections(desk: Desk): TemplateResult {
    const {view, strings, live} = desk;
    const missing = new Set(this.missing);
    const counted = view.sections.flatMap(({criteria}) => criteria.map(({id}) => id));
    const saving = this.#saving();
    const safeguarding = view.framework?.guidance?.safeguarding;
    return html`
      <div class="layout">
        ${nav(desk, {
          done: new Set(counted.filter((id) => !missing.has(id))),
          counted,
          open: this.#contentsOpen,
          saving: this.#edited || saving !== 'saved' ? saving : null,
          toggle: () => {
            this.#contentsOpen = !this.#contentsOpen;
            this.#host.requestUpdate();
          },
          go: (id) => {
            this.#contentsOpen = false;
            this.#host.requestUpdate();
            this.go(id);
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
            live.state.focus.length > 0 && view.phase === 'self'
              ? html`<p class="kicker">${strings.text('rubricFocus')}</p>`
              : nothing
          }
          ${view.sections.map((section) => this.#section(desk, section))}
          ${
            view.rest.length
              ? html`<details class="rest">
                  <summary>
                    ${icon(icons.down)}${strings.text('rubricRest', countOf(view.rest))}
                  </summary>
                  ${view.rest.map((section) => this.#section(desk, section))}
                </details>`
              : nothing
          }
          ${more?.report(desk) ?? nothing}
        </div>
      </div>
    `;
  }

  #section(desk: Desk, section: Section): TemplateResult {
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
        ${section.criteria.map((each) => this.#criterion(desk, each))}
      </section>
    `;
  }

  #criterion(desk: Desk, criterion: Criterion): TemplateResult {
    const {view} = desk;
    const writes = view.writes && (view.phase === 'self' || view.phase === 'independent');
    const body = writes ? ratingForm(desk, criterion) : (more?.reading(desk, criterion) ?? html``);
    return criterionPart(desk, criterion, body, writes);
  }

  /** Asks the page whether a change may stand. */
  #permit({entity, field}: FieldTarget, value: Json, previous: Json): boolean {
    const ref = parseRef(entity);
    const {state} = this.live;
    this.#edited = true;
    if (ref?.kind === 'rating') {
      const {criterion: criterionId} = ref;
      const detail = {reviewId: this.#host.reviewId, criterionId, field, value, previous};
      const granted = this.#host.dispatchEvent(
        new RatingChangeEvent(structuredClone({...detail, by: 'input' as const})),
      );
      if (granted) this.#known.set(`${criterionId} ${field}`, value);
      return granted;
    }
    if (ref?.kind === 'agreement') {
      const stored = state.agreements?.[ref.criterion];
      const {state: stands = 'open', answer = null, rationale = '', dissent = []} = stored ?? {};
      const detail = {
        criterionId: ref.criterion,
        ...{state: stands, answer, rationale, dissent},
        [field]: value,
      };
      return this.#host.dispatchEvent(new AgreementChangeEvent(structuredClone(detail)));
    }
    return true;
  }

  /** Compares the reader’s own ratings with what was known: the rest came from somewhere else. */
  #noteRatings(tell: boolean): void {
    const {own, state} = this.view;
    for (const [criterionId, rating] of Object.entries(own)) {
      for (const [field, value] of Object.entries(rating)) {
        const key = `${criterionId} ${field}`;
        const previous = this.#known.get(key) ?? null;
        if (previous === value) continue;
        this.#known.set(key, value);
        if (!tell) continue;
        const detail = {reviewId: state.id, criterionId, field, value, previous};
        this.#host.dispatchEvent(
          new RatingChangeEvent(structuredClone({...detail, by: 'sync' as const})),
        );
      }
    }
  }

  #noteConflicts(): void {
    for (const {id, entity, field, values} of this.live.conflicts) {
      if (this.#conflictsKnown.has(id)) continue;
      this.#conflictsKnown.add(id);
      const detail = {
        entity,
        field,
        values: values.map(({value, who, at}) => ({value: value as Json, who, at})),
      };
      this.#host.dispatchEvent(new ConflictFindEvent(structuredClone(detail)));
    }
  }

  #saving(): keyof typeof SAVE {
    const {state} = this.live.save;
    if (state === 'not-saved' || state === 'refused') return state;
    return this.#edits.dirty ? 'editing' : state;
  }

  #tellSaving(): void {
    const {live} = this;
    const now = this.#saving();
    const {unsent, oldestUnsentAt} = live.save;
    const saved = `${now} ${unsent} ${oldestUnsentAt ?? ''}`;
    if (this.#saved !== null && this.#saved !== saved) {
      this.#host.dispatchEvent(new SaveChangeEvent({state: now, unsent, oldestUnsentAt}));
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

  #desk(view: View): Desk {
    const {live} = this;
    const host = this.#host;
    const strings = this.#strings;
    const edits = this.#edits;
    return {
      view,
      live,
      strings,
      language: live.framework?.language ?? '',
      disabled: this.#cannotChange,
      value: (at, stored) => edits.value(at, stored),
      choose: (at, value, stored) => {
        const previous = edits.value(at, stored);
        if (previous === value) return;
        if (this.#permit(at, value, previous)) {
          edits.put(at, value, previous, live, {permitted: true});
          return;
        }
        // Nothing has changed, so ask for the update that puts the old radio back.
        this.#refused = true;
        host.requestUpdate();
      },
      type: (event, at, stored, value = '') => {
        this.#edited = true;
        const rests = event.type === 'compositionend' || !(event as InputEvent).isComposing;
        edits.put(at, value, stored, live, {rests});
      },
      enter: (at, stored) => {
        edits.enter(at, stored, live);
      },
      leave: (at) => {
        edits.leave(at, live);
      },
      showHeld: (at) => {
        edits.drop(at);
        live.showHeld(at);
      },
      readers: (box) => readersIn(box, view, strings),
      isOpen: (key) => this.#opened.has(key),
      open: (key, focus) => {
        this.#opened.add(key);
        this.#focusNext = focus;
        host.requestUpdate();
      },
      ask: (question) => {
        this.#question = question;
        void this.#loadMore();
      },
      propose: (criterion) => {
        this.#proposing = criterion;
        host.requestUpdate();
      },
      save: async (at, value) => {
        this.#edited = true;
        // What was typed just before goes first.
        await edits.flush(live);
        // The state of saving says what became of it.
        await live.set(at, value).catch(() => undefined);
      },
      retry: () => {
        void edits.flush(live).then(() => live.retry());
      },
      keepCopy: (text) => {
        if (text !== undefined) keepFile(host.ownerDocument, 'hubkit-kept.txt', text);
        else {
          void live.unsentCopy().then((copy) => {
            keepFile(host.ownerDocument, 'hubkit-unsent.json', copy);
          });
        }
      },
      dispatch: (event) => host.dispatchEvent(event),
    };
  }

  #group(id: string): HTMLElement | null {
    return (this.#host.renderRoot as ShadowRoot).getElementById(`c-${id}`);
  }

  /** The group of a criterion, with what it is folded into open. */
  #reveal(id: string): HTMLElement | null {
    const group = this.#group(id);
    const details = group?.closest('details');
    if (details) details.open = true;
    return group;
  }

  readonly #undone = (): void => {
    this.#undo?.();
    this.#undo = null;
  };

  readonly #entered = (event: Event): void => {
    const group = (event.target as Element).closest('fieldset.criterion');
    const id = group?.id.slice(2) ?? '';
    if (!id || id === this.at) return;
    this.at = id;
    this.#host.dispatchEvent(new CriterionEnterEvent({criterionId: id}));
  };

  /** Ctrl or Cmd with Enter: the next criterion that is not answered, round to the first. */
  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const {missing, view} = this;
    const here = view.order.indexOf(this.at);
    const next = missing.find((id) => view.order.indexOf(id) > here) ?? missing[0];
    if (next === undefined) return;
    event.preventDefault();
    this.#reveal(next);
    this.anchor(next)?.focus();
  };

  /** A control's `input` leaves the shadow root by itself; its `change` does not. */
  readonly #changedInside = (): void => {
    if (!this.#refused) this.#host.dispatchEvent(new Event('change', {bubbles: true}));
    this.#refused = false;
  };

  #proposed(draft: ActionDraft | null): void {
    const criterionId = this.#proposing;
    this.#proposing = null;
    this.#host.requestUpdate();
    if (!draft || !criterionId) return;
    const {reviewId} = this.#host;
    this.#host.dispatchEvent(new ActionProposeEvent({reviewId, criterionId, draft}));
  }
}

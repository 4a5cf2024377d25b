import type {ReactiveController, ReactiveControllerHost} from 'lit';

export interface FormValueOptions {
  /** What is sent under the element’s name; null for nothing. */
  value: () => string | null;
  /** Why the form cannot be sent yet, in words; null when it can. */
  problem: () => string | null;
  /** Where the browser points its message. */
  anchor: () => HTMLElement | null;
  /** What a restored page brings back; by default the value. */
  state?: () => string | null;
}

/**
 * Keeps the form's idea of an element in step with what is on screen.
 *
 * Acts after every update of the host, so value and validity are never those of a property that is not drawn yet. It
 * does nothing before the first update: a form that is sent earlier gets no entry.
 */
export class FormValue implements ReactiveController {
  readonly #internals: ElementInternals;
  readonly #options: FormValueOptions;
  #sent: string | null | undefined;
  #kept: string | null | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: FormValueOptions) {
    this.#internals = host.attachInternals();
    this.#options = options;
    host.addController(this);
  }

  /** The form that the element belongs to, if any. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get labels(): NodeList {
    return this.#internals.labels;
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Turns a `:state()` on or off. Old browsers know none, or want dashes before the name: nothing depends on it. */
  toggle(state: string, on: boolean): void {
    try {
      if (on) this.#internals.states.add(state);
      else this.#internals.states.delete(state);
    } catch {
      // No custom states here.
    }
  }

  hostUpdated(): void {
    const {value, problem, anchor, state} = this.#options;
    const sent = value();
    const kept = state ? state() : sent;
    // Equal values are not set again: each one is a snapshot for the browser's history.
    if (sent !== this.#sent || kept !== this.#kept) {
      this.#sent = sent;
      this.#kept = kept;
      this.#internals.setFormValue(sent, kept);
    }
    const missing = problem();
    if (missing === null) this.#internals.setValidity({});
    else this.#internals.setValidity({valueMissing: true}, missing, anchor() ?? undefined);
  }
}

import {equal, type FieldTarget, type Json, type LiveReview} from '@hubkit/model';

/** What is typed or chosen in one field and not handed over yet. */
interface Edit {
  target: FieldTarget;
  value: Json;
  /** What was there before. */
  previous: Json;
  /** Differs from what was handed over last. */
  dirty: boolean;
  /** Whether the page has been asked already: a choice is asked about when it is made, words when they rest. */
  permitted: boolean;
  timer?: ReturnType<typeof setTimeout> | undefined;
  /** On its way to the device: it may still turn out that it could not be kept. */
  going?: Promise<void> | undefined;
}

export interface EditsOptions {
  /** Milliseconds of rest after which an edit is handed over. */
  rest(): number;
  /** Asks the page. */
  permit(target: FieldTarget, value: Json, previous: Json): boolean;
  changed(): void;
}

/**
 * Edits between the screen and the review: held while a person types, handed over when they rest or leave.
 *
 * What could not be kept stays here, under its own review and person, and is drawn again when that review is open for
 * that person. Nobody else sees it or sends it.
 */
export class Edits {
  readonly #edits = new Map<string, Edit>();
  readonly #options: EditsOptions;
  #focused: string | null = null;
  #person = '';

  constructor(options: EditsOptions) {
    this.#options = options;
  }

  /** Whose edits are drawn from now on. */
  belongTo(person: string): void {
    this.#person = person;
  }

  #key({entity, field}: FieldTarget): string {
    return `${this.#person} ${entity} ${field}`;
  }

  get #own(): Edit[] {
    return [...this.#edits].flatMap(([key, edit]) =>
      key.startsWith(`${this.#person} `) ? [edit] : [],
    );
  }

  /** Whether anything is typed that the review does not have. */
  get dirty(): boolean {
    return this.#own.some(({dirty}) => dirty);
  }

  /** Words of a person that are here and nowhere else. */
  get texts(): string[] {
    return this.#own.flatMap(({dirty, value}) =>
      dirty && typeof value === 'string' && value.trim() ? [value] : [],
    );
  }

  value<T extends Json>(target: FieldTarget, stored: T): T {
    const edit = this.#edits.get(this.#key(target));
    return edit ? (edit.value as T) : stored;
  }

  enter(target: FieldTarget, stored: Json, live: LiveReview): void {
    const key = this.#key(target);
    // A box that was taken out of the page with focus in it was never left.
    for (const [other, {dirty}] of this.#edits) {
      if (other !== key && other === this.#focused && !dirty) this.#edits.delete(other);
    }
    this.#focused = key;
    live.focus(target);
    // As long as it has focus, this is what is drawn.
    if (!this.#edits.has(key)) {
      this.#edits.set(key, {
        target,
        value: stored,
        previous: stored,
        dirty: false,
        permitted: false,
      });
    }
  }

  leave(target: FieldTarget, live: LiveReview): void {
    const key = this.#key(target);
    if (this.#focused === key) this.#focused = null;
    void this.commit(key, live);
    live.release(target);
  }

  /** @param rests - False while an input method composes: half a word is not handed over. */
  put(
    target: FieldTarget,
    value: Json,
    previous: Json,
    live: LiveReview,
    {permitted = false, rests = true} = {},
  ): void {
    const key = this.#key(target);
    const there = this.#edits.get(key);
    if (there && equal(there.value, value) && (!there.dirty || !rests)) return;
    clearTimeout(there?.timer);
    const edit: Edit = {
      target,
      value,
      previous: there && !permitted ? there.previous : previous,
      dirty: true,
      permitted,
    };
    this.#edits.set(key, edit);
    if (rests) {
      edit.timer = setTimeout(() => void this.commit(key, live), this.#options.rest());
    }
    this.#options.changed();
  }

  /** Hands one edit over. */
  async commit(key: string, live: LiveReview): Promise<void> {
    const edit = this.#edits.get(key);
    if (!edit) return;
    clearTimeout(edit.timer);
    if (edit.dirty) {
      const {target, value, previous} = edit;
      if (!edit.permitted && !this.#options.permit(target, value, previous)) {
        this.#edits.delete(key);
        this.#options.changed();
        return;
      }
      edit.dirty = false;
      edit.previous = value;
      this.#options.changed();
      edit.going = live.set(target, value).catch(() => {
        // The device could not keep it: it stays in the field, and the state of saving says so.
        edit.dirty = true;
        edit.permitted = true;
      });
    }
    await edit.going;
    const now = this.#edits.get(key);
    if (now === edit && !now.dirty && this.#focused !== key) {
      this.#edits.delete(key);
    }
    this.#options.changed();
  }

  /** Gives way to another’s newer value, which the person asked to see. */
  drop(target: FieldTarget): void {
    const key = this.#key(target);
    clearTimeout(this.#edits.get(key)?.timer);
    this.#edits.delete(key);
    if (this.#focused === key) this.#focused = null;
  }

  /** Nothing has focus any more. */
  blur(): void {
    this.#focused = null;
  }

  /** Hands everything of one review over: because it is left, or to try again. */
  async flush(live: LiveReview): Promise<void> {
    const {id, me} = live.state;
    const keys = [...this.#edits].flatMap(([key, {target}]) =>
      key.startsWith(`${me.id} `) && target.entity.split('/')[1] === id ? [key] : [],
    );
    await Promise.allSettled(keys.map((key) => this.commit(key, live)));
  }

  /** Forgets what is typed. */
  clear(): void {
    for (const {timer} of this.#edits.values()) clearTimeout(timer);
    this.#edits.clear();
  }
}

import type {Localize, Translation} from '@hubkit/core';
import type {Box, FieldTarget, Json, LiveReview} from '@hubkit/model';
import type {FirstStrings} from './strings/en-gb.ts';
import type {MoreStrings} from './strings/en-gb-more.ts';
import type {SheetStrings} from './strings/en-gb-sheet.ts';
import type {View} from './view.ts';

export type Strings = Translation & FirstStrings & SheetStrings & MoreStrings;

/** A step that is asked about before it is taken. */
export interface Question {
  title: string;
  body: string;
  /** What to know before: a sentence, and names or titles. */
  list?: {title: string; items: string[]};
  /** Asks for words, which `run` gets. */
  reason?: string;
  confirm: string;
  /** Whether the list stands in the way. */
  blocked?: boolean;
  run(reason: string): unknown;
}

/** What the templates of an element draw from, and what they call. One a drawing. */
export interface Desk {
  view: View;
  live: LiveReview;
  strings: Localize<Strings>;
  /** The language of the framework’s text, for its `lang`. */
  language: string;
  disabled: boolean;
  /** What is typed and not handed over yet, else what is stored. */
  value: <T extends Json>(target: FieldTarget, stored: T) => T;
  /** A choice: asks the page, then hands it over once focus rests. */
  choose(target: FieldTarget, value: Json, stored: Json): void;
  /** A key stroke. */
  type(event: Event, target: FieldTarget, stored: Json, value?: Json): void;
  enter(target: FieldTarget, stored: Json): void;
  leave(target: FieldTarget): void;
  /** Shows another’s newer value in place of what is in the box. */
  showHeld(target: FieldTarget): void;
  /** Who reads a box, in words. */
  readers(box: Box): string;
  isOpen(key: string): boolean;
  open(key: string, focus: string): void;
  ask(question: Question): void;
  propose(criterion: string): void;
  save(target: FieldTarget, value: Json): Promise<void>;
  retry(): void;
  keepCopy(text?: string): void;
  dispatch(event: Event): boolean;
}

/** An id in our shadow root: ids of a framework hold nothing that an attribute could not. */
export const idOf = ({entity, field}: FieldTarget): string =>
  `${entity.replaceAll('/', '-')}-${field}`;

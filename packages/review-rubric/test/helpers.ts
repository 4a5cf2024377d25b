import {fixture, html} from '@open-wc/testing';
import type {ReviewRubric} from '@hubkit/review-rubric';
import '@hubkit/review-rubric/define';
import type {Phase, ReviewState} from '@hubkit/model';
import {
  framework,
  MemoryReview,
  MemorySource,
  REVIEW,
  stateFor,
  type Person,
} from './memory-review.ts';

export interface Opened {
  rubric: ReviewRubric;
  review: MemoryReview;
  source: MemorySource;
}

/** Resolves once `found` gives something: after each change of the element, never by the clock. */
export async function until<T>(
  found: () => T | null | undefined | false,
  what = String(found),
): Promise<T> {
  for (let frame = 0; frame < 300; frame++) {
    const value = found();
    if (value) return value;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  throw new Error(`This did not come: ${what}`);
}

/** Everything is drawn, what is loaded on demand too. */
export async function drawn(rubric: ReviewRubric): Promise<void> {
  await until(() =>
    rubric.shadowRoot?.querySelector('.footer, .message, .skeleton, slot[name=empty]'),
  );
  await import('../src/parts/more.ts');
  for (let turn = 0; turn < 4; turn++) {
    await rubric.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

export async function open(
  person: Person,
  phase: Phase,
  given: Partial<ReviewState> = {},
  change: (rubric: ReviewRubric, review: MemoryReview) => void = () => undefined,
): Promise<Opened> {
  const review = new MemoryReview(
    stateFor(person, phase, given),
    given.framework === null ? null : framework,
  );
  const source = new MemorySource(review);
  const rubric = document.createElement('review-rubric');
  rubric.reviewId = REVIEW;
  rubric.source = source;
  rubric.autosaveMs = 0;
  change(rubric, review);
  await fixture(html`<div>${rubric}</div>`);
  await drawn(rubric);
  return {rubric, review, source};
}

const inside = (rubric: ReviewRubric): ShadowRoot => rubric.shadowRoot!;

export const all = (rubric: ReviewRubric, selector: string): HTMLElement[] =>
  Array.from(inside(rubric).querySelectorAll<HTMLElement>(selector));

export function get(rubric: ReviewRubric, selector: string): HTMLElement {
  const found = inside(rubric).querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
}

export const textOf = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

export function button(rubric: ReviewRubric, name: string, within = ''): HTMLButtonElement {
  const found = (all(rubric, `${within} button`) as HTMLButtonElement[]).find((each) =>
    textOf(each).includes(name),
  );
  if (!found) throw new Error(`There is no button “${name}”`);
  return found;
}

/** The box of a field of one criterion. */
export function box(rubric: ReviewRubric, criterion: string, field: string): HTMLTextAreaElement {
  return get(rubric, `#c-${criterion} textarea[id$='-${field}']`) as HTMLTextAreaElement;
}

/** The radio of an answer. */
export function radioOf(rubric: ReviewRubric, criterion: string, value: string): HTMLInputElement {
  return get(
    rubric,
    `#c-${criterion} input[type=radio][name$='-answer'][value='${value}']`,
  ) as HTMLInputElement;
}

/** Types as a person would: focus, text, and the event. */
export function type(textarea: HTMLTextAreaElement, text: string): void {
  textarea.focus();
  textarea.value = text;
  textarea.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
}

/** The next event of a name from a target. */
export function next<K extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  name: K,
): Promise<HTMLElementEventMap[K]> {
  return new Promise((resolve) => {
    target.addEventListener(name, resolve, {once: true});
  });
}

/** Leaves a box. A page that a driver keeps in the background fires no focus events by itself. */
export function leave(element: HTMLElement): void {
  const seen = {left: false};
  element.addEventListener('blur', () => (seen.left = true), {once: true});
  element.blur();
  if (!seen.left) element.dispatchEvent(new FocusEvent('blur'));
}

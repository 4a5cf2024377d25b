/** Milliseconds between two things said. */
const PAUSE = 5000;

const MARK = 'data-hub-announcer';

interface Spoken {
  text: string;
  lang: string;
}

let waiting: Spoken | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let last: (Spoken & {at: number}) | null = null;

/**
 * The one live region of the page. It stands in the light DOM, since a screen reader may miss one in a shadow root, and
 * it is there before anything is said, since a region that arrives with its text is not read.
 */
function region(): HTMLElement {
  const there = document.querySelector<HTMLElement>(`[${MARK}]`);
  if (there) return there;
  const made = document.createElement('div');
  made.setAttribute(MARK, '');
  made.setAttribute('role', 'status');
  made.setAttribute('aria-live', 'polite');
  made.setAttribute('aria-atomic', 'true');
  // Through the object model: a strict policy refuses a style attribute.
  Object.assign(made.style, {
    position: 'absolute',
    inlineSize: '1px',
    blockSize: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  });
  document.body.append(made);
  return made;
}

function speak(spoken: Spoken): void {
  const made = region();
  made.lang = spoken.lang;
  // The same words twice are a change only if the region was empty between.
  if (made.textContent === spoken.text) made.textContent = '';
  made.textContent = spoken.text;
  last = {...spoken, at: Date.now()};
}

/**
 * Says what happened, for those who do not see it.
 *
 * All elements of a page share it. What comes within five seconds of the last is kept, the newest alone, and said when they
 * are over; the same words from two elements are said once. `urgent` does not wait.
 */
export const announcer = {
  /** Puts the empty region into the page, so that the first words are heard. */
  prepare(): void {
    region();
  },

  say(text: string, lang: string, urgent = false): void {
    const now = Date.now();
    const since = last ? now - last.at : PAUSE;
    if (last?.text === text && since < PAUSE) return;
    if (urgent || since >= PAUSE) {
      clearTimeout(timer);
      waiting = null;
      speak({text, lang});
      return;
    }
    clearTimeout(timer);
    waiting = {text, lang};
    timer = setTimeout(() => {
      if (waiting) speak(waiting);
      waiting = null;
    }, PAUSE - since);
  },

  /** Forgets what waits and what was said. For tests. */
  reset(): void {
    clearTimeout(timer);
    waiting = last = null;
    document.querySelector(`[${MARK}]`)?.remove();
  },
};

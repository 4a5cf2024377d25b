import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {
  all,
  box,
  button,
  drawn,
  get,
  open,
  radioOf,
  textOf,
  until,
  type Opened,
} from './helpers.ts';

const active = ({rubric}: Opened): HTMLElement => rubric.shadowRoot!.activeElement as HTMLElement;

interface Row {
  keys: string;
  where: string;
  does: string;
  test(): Promise<void>;
}

const byLevels = (answer: string | null = null) =>
  open('bex', 'independent', {ratingMode: 'levels', mine: answer ? {thread: {answer}} : {}});

/** The keys of the element, as its page has them. */
const table: Row[] = [
  {
    keys: 'Tab',
    where: 'anywhere',
    does: 'makes one stop of a radio group',
    async test() {
      const opened = await byLevels('secure');
      radioOf(opened.rubric, 'thread', 'secure').focus();
      await sendKeys({press: 'Tab'});
      expect(textOf(active(opened))).to.equal('Clear the answer');
    },
  },
  {
    keys: 'Shift+Tab',
    where: 'anywhere',
    does: 'goes back into the group, to what is chosen',
    async test() {
      const opened = await byLevels('secure');
      button(opened.rubric, 'Clear the answer', '#c-thread').focus();
      await sendKeys({down: 'Shift'});
      await sendKeys({press: 'Tab'});
      await sendKeys({up: 'Shift'});
      expect((active(opened) as HTMLInputElement).value).to.equal('secure');
    },
  },
  {
    keys: 'Arrow',
    where: 'radio group',
    does: 'moves and selects, and is handed over once',
    async test() {
      const opened = await open(
        'bex',
        'independent',
        {ratingMode: 'levels', mine: {thread: {answer: 'starting'}}},
        (each) => {
          each.autosaveMs = 1e6;
        },
      );
      const {rubric, review} = opened;
      radioOf(rubric, 'thread', 'starting').focus();
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      await drawn(rubric);
      expect(radioOf(rubric, 'thread', 'secure').checked).to.be.true;
      expect(review.log).to.deep.equal([]);
      await sendKeys({press: 'Tab'});
      await until(() => review.log.length);
      expect(review.log.map(({value}) => value)).to.deep.equal(['secure']);
    },
  },
  {
    keys: 'Space',
    where: 'radio group',
    does: 'selects',
    async test() {
      const opened = await byLevels();
      radioOf(opened.rubric, 'thread', 'starting').focus();
      await sendKeys({press: ' '});
      await drawn(opened.rubric);
      expect(radioOf(opened.rubric, 'thread', 'starting').checked).to.be.true;
    },
  },
  {
    keys: 'Control+Enter',
    where: 'anywhere',
    does: 'goes to the next criterion that is not answered, and round to the first',
    async test() {
      const opened = await open('bex', 'independent', {mine: {thread: {narrative: 'Done.'}}});
      const {rubric} = opened;
      box(rubric, 'thread', 'narrative').focus();
      await sendKeys({down: 'Control'});
      await sendKeys({press: 'Enter'});
      await sendKeys({up: 'Control'});
      expect(active(opened)).to.equal(box(rubric, 'checking', 'narrative'));
      expect(box(rubric, 'thread', 'narrative').value).to.equal('Done.');
    },
  },
  {
    keys: 'Enter',
    where: 'contents',
    does: 'goes to the criterion and puts focus on its legend',
    async test() {
      const opened = await open('bex', 'independent');
      const {rubric} = opened;
      const toggle = get(rubric, '.toggle') as HTMLButtonElement;
      if (toggle.offsetParent) toggle.click();
      await drawn(rubric);
      button(rubric, 'Checking, then changing', 'nav').focus();
      await sendKeys({press: 'Enter'});
      await drawn(rubric);
      expect(active(opened).localName).to.equal('legend');
      expect(textOf(active(opened))).to.equal('A2 Checking, then changing');
    },
  },
  {
    keys: 'Escape',
    where: 'question before a step',
    does: 'closes it, takes no step, and gives focus back',
    async test() {
      const opened = await open('bex', 'independent');
      const {rubric, review} = opened;
      const submit = button(rubric, 'Submit my ratings');
      submit.focus();
      submit.click();
      await until(() => rubric.shadowRoot!.querySelector('dialog[open]'));
      await sendKeys({press: 'Escape'});
      await until(() => !rubric.shadowRoot!.querySelector('dialog'));
      expect(review.log).to.deep.equal([]);
      expect(textOf(active(opened))).to.equal('Submit my ratings');
    },
  },
];

describe('the keys', () => {
  it('are in a table that is not empty', () => {
    expect(table).to.have.length.above(6);
  });
  for (const {keys, where, does, test} of table) it(`${keys}, ${where}: ${does}`, test);

  it('have no single-letter shortcut', async () => {
    const {rubric, review} = await open('bex', 'independent');
    get(rubric, '#c-thread legend').focus();
    const moved: string[] = [];
    rubric.shadowRoot!.addEventListener('focusin', (event) => {
      moved.push((event.target as Element).localName);
    });
    for (const key of ['n', 's', '1']) await sendKeys({press: key});
    expect(moved).to.deep.equal([]);
    expect(review.log).to.deep.equal([]);
  });

  it('need no place that cannot be left', async () => {
    const opened = await open('bex', 'independent');
    const after = document.createElement('button');
    after.textContent = 'After';
    opened.rubric.after(after);
    const stops = all(opened.rubric, 'a, button, input, select, textarea, summary').length;
    get(opened.rubric, 'button').focus();
    const seen = new Set<Element | null>();
    for (let step = 0; step <= stops && document.activeElement !== after; step++) {
      seen.add(active(opened));
      await sendKeys({press: 'Tab'});
    }
    expect(document.activeElement).to.equal(after);
    expect(seen.size).to.be.above(8);
  });
});

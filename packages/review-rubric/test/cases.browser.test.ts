/** Faults of tools like this one, from the field: each as it happened, and its kind. */
import {expect, fixture, html} from '@open-wc/testing';
import {announcer, clientContext, ContextProvider} from '@hubkit/core';
import type {RatingChangeEvent} from '@hubkit/review-rubric';
import {all, box, button, drawn, get, open, radioOf, textOf, type, until} from './helpers.ts';
import {framework, MemoryReview, MemorySource, NOW, REVIEW, stateFor} from './memory-review.ts';

const OTHER = '0197f000-0000-7000-8000-000000000002';

describe('C05: the session ends while notes are being written', () => {
  it('goes on writing, says so, and asks for a token again', async () => {
    const {rubric, review} = await open('bex', 'independent');
    type(box(rubric, 'thread', 'narrative'), 'One.');
    await until(() => review.log.length === 1);
    review.connection = {state: 'signed-out', asOf: NOW};
    review.keeps = 'device';
    review.changed();
    await drawn(rubric);
    expect(textOf(get(rubric, '.strip'))).to.contain('Your sign-in has ended. Go on writing');
    expect(textOf(get(rubric, '.strip'))).to.contain('You are writing as ');
    type(box(rubric, 'checking', 'narrative'), 'Two.');
    await until(() => review.log.length === 2);
    button(rubric, 'Sign in again').click();
    await until(() => review.calls.includes('retry'));
    await drawn(rubric);
    expect(all(rubric, '.strip')).to.have.lengthOf(0);
    expect(review.log.map(({value}) => value)).to.deep.equal(['One.', 'Two.']);
  });

  const somebodyElse = async (prepare: (source: MemorySource) => void) => {
    const first = await open('bex', 'independent', {}, (_, review) => {
      review.keeps = 'not-saved';
    });
    const narrative = box(first.rubric, 'thread', 'narrative');
    type(narrative, 'For Bex alone.');
    narrative.blur();
    await until(() => first.review.log.length);
    const tom = new MemoryReview(stateFor('tom', 'independent'));
    const source = new MemorySource(tom);
    prepare(source);
    first.rubric.source = source;
    await until(() => first.review.closed);
    await drawn(first.rubric);
    return {...first, tom};
  };

  it('shows another reviewer nothing of it, and sends nothing of it as theirs', async () => {
    const {rubric, tom} = await somebodyElse(() => undefined);
    await until(() => rubric.shadowRoot!.querySelector('#c-thread textarea'));
    expect(box(rubric, 'thread', 'narrative').value).to.equal('');
    button(rubric, 'Submit my ratings').click();
    await until(() => rubric.shadowRoot!.querySelector('dialog[open]'));
    button(rubric, 'Submit my ratings', 'dialog').click();
    await until(() => tom.log.length);
    expect(tom.log.map(({target}) => target.field)).to.deep.equal(['submitted']);
  });

  it('says one sentence to somebody without a role, with nothing of it and no loop', async () => {
    let asked = 0;
    const {rubric} = await somebodyElse((source) => {
      source.failure = {code: 'not_found'};
      const open = source.open.bind(source);
      source.open = (id) => {
        asked++;
        return open(id);
      };
    });
    await until(() => rubric.shadowRoot!.querySelector('.message[role=alert]'));
    await drawn(rubric);
    expect(textOf(get(rubric, '.message'))).to.contain('There is no review here that you may see.');
    expect(textOf(get(rubric, '.root'))).not.to.contain('For Bex alone');
    expect(asked).to.equal(1);
  });

  it('has the first person’s work when they come back', async () => {
    const {rubric, review, source} = await somebodyElse(() => undefined);
    review.keeps = 'saved';
    rubric.source = source;
    await until(() => rubric.shadowRoot!.querySelector('.subject') && !review.closed);
    await drawn(rubric);
    expect(box(rubric, 'thread', 'narrative').value).to.equal('For Bex alone.');
  });
});

describe('C06: a colleague’s marks in the form', () => {
  it('gives the lead an empty form and a rating of their own, whatever else was sent', async () => {
    const {rubric, review} = await open('lead', 'independent', {
      ratingMode: 'levels',
      shared: {bex: {thread: {answer: 'developing', note: 'Bex’s.'}}},
    });
    expect(all(rubric, '#c-thread input:checked')).to.have.lengthOf(0);
    expect(textOf(get(rubric, '.root'))).not.to.contain('Bex’s.');
    radioOf(rubric, 'thread', 'secure').click();
    await until(() => review.log.length);
    expect(review.log[0]!.target.entity).to.equal(`rating/${REVIEW}/thread/lead`);
    expect(review.state.shared!['bex']!['thread']!.answer).to.equal('developing');
  });

  it('lets two colleagues of a school meet the conflict rule', async () => {
    const {rubric, review} = await open('host', 'self');
    const found = new Promise<Event>((resolve) => {
      rubric.addEventListener('hub-conflict-find', resolve, {once: true});
    });
    const value = (text: string, id: string) => ({
      value: text,
      who: {id, name: id},
      at: NOW,
      opId: id,
    });
    review.conflicts = [
      {
        id: 'c1',
        entity: `rating/${REVIEW}/thread/self`,
        field: 'narrative',
        baseRev: 1,
        values: [value('Theirs.', 'gwen'), value('Mine.', 'host')],
        history: [],
      },
    ];
    review.changed();
    await found;
    await drawn(rubric);
    button(rubric, 'Use theirs', '#c-thread').click();
    await until(() => review.calls.includes('resolve c1'));
    await drawn(rubric);
    expect(box(rubric, 'thread', 'narrative').value).to.equal('Theirs.');
  });
});

describe('C28: the page is swapped, the element stays', () => {
  it('shows the new review alone, drops the late answer, and has the note on return', async () => {
    const one = new MemoryReview(stateFor('bex', 'independent'));
    const two = new MemoryReview(
      stateFor('bex', 'independent', {id: OTHER, subject: {urn: '999002', name: 'Second School'}}),
    );
    const source = new MemorySource(one, two);
    let answer: () => void = () => undefined;
    source.gates.set(REVIEW, new Promise((resolve) => (answer = resolve)));
    const rubric = document.createElement('review-rubric');
    rubric.reviewId = REVIEW;
    rubric.source = source;
    rubric.autosaveMs = 1e6;
    await fixture(html`<div>${rubric}</div>`);
    rubric.reviewId = OTHER;
    await until(() => rubric.shadowRoot!.querySelector('.subject'));
    await drawn(rubric);
    answer();
    await until(() => one.closed);
    await drawn(rubric);
    expect(textOf(get(rubric, '.subject'))).to.equal('Second School');
    expect(one.listeners.size).to.equal(0);
    expect(two.listeners.size).to.equal(1);

    type(box(rubric, 'thread', 'narrative'), 'Half a n');
    rubric.reviewId = REVIEW;
    await until(() => two.closed);
    await until(() => rubric.shadowRoot!.querySelector('.subject'));
    await drawn(rubric);
    expect(two.log.map(({value}) => value)).to.deep.equal(['Half a n']);
    expect(box(rubric, 'thread', 'narrative').value).to.equal('');
    expect(textOf(document.querySelector('[data-hub-announcer]'))).to.equal(
      'Harbour Lane Primary School',
    );
    rubric.reviewId = OTHER;
    await until(
      () => rubric.shadowRoot!.querySelector('.subject')?.textContent === 'Second School',
    );
    await drawn(rubric);
    expect(box(rubric, 'thread', 'narrative').value).to.equal('Half a n');
    expect(two.listeners.size).to.equal(1);
  });

  it('keeps no way back to the old review’s events', async () => {
    const {rubric, review, source} = await open('bex', 'independent');
    const two = new MemoryReview(stateFor('bex', 'independent', {id: OTHER}));
    source.reviews.set(OTHER, two);
    rubric.reviewId = OTHER;
    await until(() => two.listeners.size);
    await drawn(rubric);
    const heard: RatingChangeEvent[] = [];
    rubric.addEventListener('hub-rating-change', (event) => heard.push(event));
    review.put({entity: `rating/${REVIEW}/thread/bex`, field: 'note'}, 'Late.');
    two.put({entity: `rating/${OTHER}/thread/bex`, field: 'note'}, 'Now.');
    expect(heard.map(({detail}) => detail.reviewId)).to.deep.equal([OTHER]);
    expect(heard[0]!.cancelable).to.be.false;
  });
});

describe('C30: moved in the page', () => {
  const ways: Record<string, (rubric: HTMLElement, to: HTMLElement) => void> = {
    append: (rubric, to) => {
      to.append(rubric);
    },
    'detach and append': (rubric, to) => {
      rubric.remove();
      to.append(rubric);
    },
    'moveBefore, where there is one': (rubric, to) => {
      if (Reflect.has(to, 'moveBefore')) to.moveBefore(rubric, null);
      else to.append(rubric);
    },
    'insertBefore, as a reorder does': (rubric, to) => {
      to.prepend(rubric);
    },
  };
  for (const [way, move] of Object.entries(ways)) {
    it(`keeps text, choice and one subscription through ten moves by ${way}`, async () => {
      const {rubric, review, source} = await open(
        'bex',
        'independent',
        {ratingMode: 'levels'},
        (each) => {
          each.autosaveMs = 1e6;
        },
      );
      button(rubric, 'Note', '#c-thread').click();
      await until(() => rubric.shadowRoot!.querySelector("#c-thread textarea[id$='-note']"));
      radioOf(rubric, 'thread', 'secure').click();
      type(box(rubric, 'thread', 'note'), 'Half a w');
      const places = [document.createElement('div'), document.createElement('div')];
      await fixture(html`${places}`);
      for (let turn = 0; turn < 10; turn++) move(rubric, places[turn % 2]!);
      // After the moment in which it would have closed.
      await new Promise((resolve) => setTimeout(resolve));
      await drawn(rubric);
      expect(box(rubric, 'thread', 'note').value).to.equal('Half a w');
      expect(radioOf(rubric, 'thread', 'secure').checked).to.be.true;
      expect(source.opened).to.have.lengthOf(1);
      expect(review.listeners.size).to.equal(1);
      expect(review.closed).to.be.false;
    });
  }

  it('is styled in a frame, and when it comes back', async () => {
    const {rubric} = await open('bex', 'independent');
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="editor"></iframe>`);
    const home = rubric.parentElement!;
    const size = () =>
      rubric.ownerDocument.defaultView!.getComputedStyle(get(rubric, 'label.question')).fontWeight;
    frame.contentDocument!.body.append(rubric);
    await drawn(rubric);
    expect(size()).to.equal('600');
    home.append(rubric);
    await drawn(rubric);
    expect(size()).to.equal('600');
    expect(box(rubric, 'thread', 'narrative')).to.exist;
  });

  it('closes when it has left for good, with what was typed handed over, and opens on return', async () => {
    const {rubric, review, source} = await open('bex', 'independent', {}, (each) => {
      each.autosaveMs = 1e6;
    });
    type(box(rubric, 'thread', 'narrative'), 'Half a w');
    const home = rubric.parentElement!;
    rubric.remove();
    await until(() => review.closed);
    expect(review.listeners.size).to.equal(0);
    expect(review.log.map(({value}) => value)).to.deep.equal(['Half a w']);
    home.append(rubric);
    await until(() => source.opened.length === 2);
    await drawn(rubric);
    await until(() => rubric.shadowRoot!.querySelector('#c-thread textarea'));
    expect(box(rubric, 'thread', 'narrative').value).to.equal('Half a w');
    expect(review.listeners.size).to.equal(1);
  });
});

describe('C32: a host that changed the built-ins', () => {
  const arrays = Array.prototype as unknown as Record<string, unknown>;
  const strings = String.prototype as unknown as Record<string, unknown>;
  beforeEach(() => {
    arrays['toJSON'] = function toJson(this: unknown[]) {
      return `[${this.join()}]`;
    };
    arrays['remove'] = () => undefined;
    strings['toJSON'] = () => 'bent';
  });
  afterEach(() => {
    delete arrays['toJSON'];
    delete arrays['remove'];
    delete strings['toJSON'];
  });

  it('hands over plain values and sends a form that reads as it should', async () => {
    const {rubric, review} = await open('lead', 'moderation', {}, (each) => {
      each.name = 'review';
    });
    const dissent = get(rubric, "#c-thread textarea[id$='-dissent']") as HTMLTextAreaElement;
    type(dissent, 'One.\nTwo.');
    await until(() => review.log.length);
    expect(Array.isArray(review.log[0]!.value)).to.be.true;
    expect(Array.from(review.log[0]!.value as string[])).to.have.ordered.members(['One.', 'Two.']);
    const form = document.createElement('form');
    document.body.append(form);
    form.append(rubric);
    await drawn(rubric);
    const sent = new FormData(form).get('review');
    form.remove();
    expect(sent).to.equal(`{"reviewId":"${REVIEW}","revision":7}`);
  });

  it('sends a lone draft with the text as it was typed', async () => {
    const form = document.createElement('form');
    const rubric = document.createElement('review-rubric');
    rubric.framework = structuredClone(framework);
    rubric.name = 'c32';
    rubric.autosaveMs = 0;
    form.append(rubric);
    await fixture(html`<div>${form}</div>`);
    await until(() => rubric.shadowRoot!.querySelector('#c-thread textarea'));
    type(box(rubric, 'thread', 'narrative'), 'As typed, “and” & <all>');
    const sent = await until(() => {
      const value = new FormData(form).get('c32') as string | null;
      return value?.includes('As typed') && value;
    });
    expect(
      (JSON.parse(sent) as {ratings: {thread: {narrative: string}}}).ratings.thread.narrative,
    ).to.equal('As typed, “and” & <all>');
  });
});

describe('C40: saving that never stops talking', () => {
  const heard: string[] = [];
  let observer: MutationObserver;
  beforeEach(() => {
    heard.length = 0;
    announcer.reset();
    announcer.prepare();
    observer = new MutationObserver(() => {
      const text = textOf(document.querySelector('[data-hub-announcer]'));
      if (text) heard.push(text);
    });
    observer.observe(document.querySelector('[data-hub-announcer]')!, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  afterEach(() => {
    observer.disconnect();
    announcer.reset();
  });

  it('says nothing while typing goes on and saves succeed', async () => {
    const {rubric, review} = await open('bex', 'independent');
    for (let stroke = 1; stroke <= 20; stroke++) {
      type(box(rubric, 'thread', 'narrative'), 'x'.repeat(stroke));
      await until(() => review.log.length === stroke);
      await drawn(rubric);
    }
    expect(heard).to.deep.equal([]);
  });

  it('says once that it is kept on the device when the network goes', async () => {
    const {rubric, review} = await open('bex', 'independent');
    review.connection = {state: 'offline', asOf: NOW};
    review.keeps = 'device';
    for (let stroke = 1; stroke <= 5; stroke++) {
      type(box(rubric, 'thread', 'narrative'), 'x'.repeat(stroke));
      await until(() => review.log.length === stroke);
      await drawn(rubric);
    }
    expect(heard).to.deep.equal(['Saved on this device']);
  });

  it('always says a refusal, and does not wait', async () => {
    const {rubric, review} = await open('bex', 'independent');
    review.connection = {state: 'offline', asOf: NOW};
    review.keeps = 'device';
    type(box(rubric, 'thread', 'narrative'), 'x');
    await until(() => heard.length === 1);
    review.keeps = 'refused';
    type(box(rubric, 'thread', 'narrative'), 'xx');
    await until(() => heard.length === 2);
    expect(heard[1]).to.equal('Not accepted, kept here');
  });

  it('has one region for the page, and says the same words of two rubrics once', async () => {
    const one = await open('bex', 'independent');
    const two = await open('bex', 'independent');
    for (const {rubric, review} of [one, two]) {
      review.connection = {state: 'offline', asOf: NOW};
      review.keeps = 'device';
      type(box(rubric, 'thread', 'narrative'), 'x');
      await until(() => review.log.length);
      await drawn(rubric);
    }
    expect(document.querySelectorAll('[data-hub-announcer]')).to.have.lengthOf(1);
    expect(all(one.rubric, '[aria-live], [role=status]')).to.have.lengthOf(0);
    expect(heard).to.deep.equal(['Saved on this device']);
  });
});

describe('C43: English words in a Welsh page', () => {
  afterEach(() => {
    document.documentElement.lang = 'en';
  });
  const langOf = (element: Element): string => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const lang = at.getAttribute('lang');
      if (lang !== null) return lang;
    }
    return 'none';
  };
  const welsh = (rubric: HTMLElement) =>
    until(() => rubric.shadowRoot!.querySelector('.root')?.getAttribute('lang') === 'cy');

  it('marks the framework’s text as its own, ours as Welsh, and people’s words as neither', async () => {
    document.documentElement.lang = 'cy';
    const {rubric} = await open('bex', 'independent');
    await welsh(rubric);
    await drawn(rubric);
    expect(textOf(get(rubric, '.readers'))).to.match(/^Chi yn unig/);
    expect(langOf(get(rubric, '.readers'))).to.equal('cy');
    for (const selector of [
      'h2',
      'h3',
      '.statement',
      '.prompts ul',
      'label.question',
      '.safeguarding span',
    ]) {
      expect(langOf(get(rubric, selector)), selector).to.equal('en-GB');
    }
    expect(langOf(get(rubric, 'textarea'))).to.equal('');
    expect(langOf(get(rubric, '.subject'))).to.equal('');
  });

  it('follows the nearest language, also when it changes later', async () => {
    const {rubric} = await open('bex', 'independent');
    const around = rubric.parentElement!;
    expect(textOf(get(rubric, '.progress'))).to.equal('0 of 2 answered');
    around.lang = 'cy-GB';
    await welsh(rubric);
    await drawn(rubric);
    expect(textOf(get(rubric, '.progress'))).to.equal('0 o 2 wedi’u hateb');
    around.lang = 'en';
    await until(() => get(rubric, '.root').lang === 'en-GB');
    expect(textOf(get(rubric, '.progress'))).to.equal('0 of 2 answered');
  });

  it('speaks English, marked so, where it does not know the page’s language', async () => {
    document.documentElement.lang = 'fr';
    const {rubric} = await open('bex', 'independent');
    expect(get(rubric, '.root').lang).to.equal('en-GB');
    expect(textOf(get(rubric, '.progress'))).to.equal('0 of 2 answered');
  });

  it('marks the words it says with their language', async () => {
    document.documentElement.lang = 'cy';
    announcer.reset();
    const {rubric, review} = await open('bex', 'independent');
    await welsh(rubric);
    review.connection = {state: 'offline', asOf: NOW};
    review.keeps = 'device';
    type(box(rubric, 'thread', 'narrative'), 'x');
    const region = await until(() => {
      const found = document.querySelector<HTMLElement>('[data-hub-announcer]');
      return found?.textContent ? found : null;
    });
    expect(region.lang).to.equal('cy');
    expect(textOf(region)).to.equal('Wedi’i gadw ar y ddyfais hon');
    announcer.reset();
  });
});

describe('a connection that upgrades after its rubric', () => {
  it('is found', async () => {
    const review = new MemoryReview(stateFor('bex', 'independent'));
    const source = new MemorySource(review);
    class LateConnection extends HTMLElement {
      #provider = new ContextProvider(this as never, {
        context: clientContext,
        initialValue: {live: {reviews: source}} as never,
      });
      connectedCallback() {
        (this.#provider as unknown as {hostConnected(): void}).hostConnected();
      }
      addController() {
        // The provider asks for it.
      }
    }
    const around = document.createElement('late-connection');
    const rubric = document.createElement('review-rubric');
    rubric.reviewId = REVIEW;
    around.append(rubric);
    await fixture(html`<div>${around}</div>`);
    await drawn(rubric);
    expect(get(rubric, '.skeleton').getAttribute('aria-busy')).to.equal('true');
    customElements.define('late-connection', LateConnection);
    await until(() => rubric.shadowRoot!.querySelector('.subject'));
    expect(source.opened).to.have.lengthOf(1);
  });
});

import {expect, fixture, html} from '@open-wc/testing';
import type {ReviewRubric} from '@hubkit/review-rubric';
import {all, box, button, drawn, get, next, open, radioOf, textOf, type, until} from './helpers.ts';
import {framework, REVIEW} from './memory-review.ts';

let drafts = 0;

/** A lone draft in a form, under a name of its own. */
async function lone(change: (rubric: ReviewRubric) => void = () => undefined) {
  const form = document.createElement('form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  const rubric = document.createElement('review-rubric');
  rubric.framework = structuredClone(framework);
  rubric.name = `draft-${String(++drafts)}-${String(Math.random())}`;
  rubric.autosaveMs = 0;
  change(rubric);
  form.append(rubric);
  await fixture(html`<div>${form}</div>`);
  await until(() => rubric.shadowRoot!.querySelector('.footer, .message[role=alert]'));
  await drawn(rubric);
  return {form, rubric};
}

interface Sent {
  framework: {id: string; version: string};
  ratings: Record<string, Record<string, string>>;
}
const sentBy = (form: HTMLFormElement, name: string): Sent =>
  JSON.parse(new FormData(form).get(name) as string) as Sent;

/** The contract of a form control, as a list that cannot be empty. */
const contract: Record<string, () => Promise<void>> = {
  'sends its draft as JSON under its name': async () => {
    const {form, rubric} = await lone();
    type(box(rubric, 'thread', 'narrative'), 'Strong.');
    await until(() => sentBy(form, rubric.name).ratings['thread']);
    expect(sentBy(form, rubric.name)).to.deep.equal({
      framework: {id: framework.id, version: framework.version},
      ratings: {thread: {narrative: 'Strong.'}},
    });
  },
  'sends the review and its revision when it has one': async () => {
    const {rubric} = await open('bex', 'independent', {}, (each) => {
      each.name = 'review';
    });
    const form = document.createElement('form');
    rubric.parentElement!.append(form);
    form.append(rubric);
    await drawn(rubric);
    expect(JSON.parse(new FormData(form).get('review') as string)).to.deep.equal({
      reviewId: REVIEW,
      revision: 7,
    });
  },
  'is invalid while something that is required is missing, and names the first': async () => {
    const {form, rubric} = await lone((each) => {
      each.required = true;
    });
    expect(form.checkValidity()).to.be.false;
    expect(rubric.validity.valueMissing).to.be.true;
    expect(rubric.validationMessage).to.equal('Answer “A curriculum with a thread”.');
    type(box(rubric, 'thread', 'narrative'), 'Strong.');
    await drawn(rubric);
    expect(rubric.validationMessage).to.equal('Answer “Checking, then changing”.');
  },
  'is valid once all is answered': async () => {
    const {form, rubric} = await lone((each) => {
      each.required = true;
    });
    for (const id of ['thread', 'checking', 'priorities', 'governance']) {
      type(box(rubric, id, 'narrative'), 'Strong.');
      await drawn(rubric);
    }
    expect(form.checkValidity()).to.be.true;
    expect(rubric.matches(':state(complete)')).to.be.true;
  },
  'puts focus where the first answer is missing when a form is sent': async () => {
    const {form, rubric} = await lone((each) => {
      each.required = true;
    });
    form.reportValidity();
    rubric.focus();
    expect(rubric.shadowRoot!.activeElement).to.equal(box(rubric, 'thread', 'narrative'));
  },
  'empties a draft on reset, with one way back': async () => {
    const {form, rubric} = await lone();
    type(box(rubric, 'thread', 'narrative'), 'Strong.');
    await until(() => sentBy(form, rubric.name).ratings['thread']);
    form.reset();
    await drawn(rubric);
    expect(sentBy(form, rubric.name).ratings).to.deep.equal({});
    expect(box(rubric, 'thread', 'narrative').value).to.equal('');
    button(rubric, 'Undo').click();
    await drawn(rubric);
    expect(box(rubric, 'thread', 'narrative').value).to.equal('Strong.');
    expect(all(rubric, '.strip')).to.have.lengthOf(0);
  },
  'leaves a review alone on reset': async () => {
    const {rubric, review} = await open('host', 'self');
    const form = document.createElement('form');
    rubric.parentElement!.append(form);
    form.append(rubric);
    form.reset();
    await drawn(rubric);
    expect(box(rubric, 'thread', 'narrative').value).to.equal('Strong between years four and six.');
    expect(review.log).to.deep.equal([]);
  },
  'sends nothing and changes nothing while disabled': async () => {
    const {form, rubric} = await lone((each) => {
      each.disabled = true;
    });
    expect(new FormData(form).get(rubric.name)).to.equal(null);
    expect(box(rubric, 'thread', 'narrative').disabled).to.be.true;
  },
  'is disabled with its fieldset': async () => {
    const {form, rubric} = await lone();
    const fieldset = document.createElement('fieldset');
    form.append(fieldset);
    fieldset.append(rubric);
    fieldset.disabled = true;
    await drawn(rubric);
    expect(box(rubric, 'thread', 'narrative').disabled).to.be.true;
    fieldset.disabled = false;
    await drawn(rubric);
    expect(box(rubric, 'thread', 'narrative').disabled).to.be.false;
  },
  'restores where one was, never what was written': async () => {
    const {rubric} = await lone();
    rubric.formStateRestoreCallback('governance');
    const told = next(rubric, 'hub-criterion-enter');
    box(rubric, 'thread', 'narrative').focus();
    expect((await told).detail.criterionId).to.equal('thread');
    expect(all(rubric, 'textarea').every((each) => (each as HTMLTextAreaElement).value === '')).to
      .be.true;
  },
  'fires input and change as a control does': async () => {
    const {rubric} = await lone();
    const heard: string[] = [];
    for (const name of ['input', 'change']) rubric.addEventListener(name, () => heard.push(name));
    radioOf(rubric, 'thread', 'not-seen').click();
    expect(heard).to.deep.equal(['input', 'change']);
  },
  'belongs to its form': async () => {
    const {form, rubric} = await lone();
    expect(rubric.form).to.equal(form);
    expect(rubric.willValidate).to.be.true;
  },
};

describe('in a form', () => {
  it('has a contract that is not empty', () => {
    expect(Object.keys(contract)).to.have.length.above(10);
  });
  for (const [claim, test] of Object.entries(contract)) it(claim, test);
});

describe('alone', () => {
  it('keeps its draft on this device for the next visit', async () => {
    const {rubric} = await lone();
    type(box(rubric, 'thread', 'narrative'), 'Kept.');
    await until(() => textOf(get(rubric, '.save')) === 'Saved on this device');
    const {name} = rubric;
    rubric.remove();
    const {rubric: later} = await lone((each) => {
      each.name = name;
    });
    expect(box(later, 'thread', 'narrative').value).to.equal('Kept.');
  });

  it('says that nothing is kept where a device keeps nothing, and works on', async () => {
    const real = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get() {
        throw new DOMException('No storage here', 'SecurityError');
      },
    });
    try {
      const {form, rubric} = await lone();
      type(box(rubric, 'thread', 'narrative'), 'Strong.');
      await until(() => rubric.shadowRoot!.querySelector('.strip'));
      expect(textOf(get(rubric, '.strip'))).to.contain('This device keeps nothing.');
      expect(sentBy(form, rubric.name).ratings['thread']!['narrative']).to.equal('Strong.');
    } finally {
      if (real) Object.defineProperty(globalThis, 'indexedDB', real);
      else delete (globalThis as {indexedDB?: unknown}).indexedDB;
    }
  });

  it('refuses a framework with each place that is wrong, loads none of it, and shows the fallback', async () => {
    const {rubric} = await lone((each) => {
      const broken = structuredClone(framework) as unknown as {areas: {title: unknown}[]};
      broken.areas[0]!.title = 7;
      each.framework = broken as never;
      each.append('All our reviews');
    });
    expect(textOf(get(rubric, '.message code'))).to.equal('/areas/0/title');
    expect(all(rubric, 'fieldset')).to.have.lengthOf(0);
    const slot = get(rubric, 'slot:not([name])') as HTMLSlotElement;
    expect(textOf(slot.assignedNodes()[0] as Element)).to.equal('All our reviews');
  });

  it('takes a framework from its address', async () => {
    const file = new Blob([JSON.stringify(framework)], {type: 'application/json'});
    const real = globalThis.fetch;
    globalThis.fetch = () => Promise.resolve(new Response(file));
    try {
      const {rubric} = await lone((each) => {
        each.framework = null;
        each.frameworkSrc = '/framework.json';
      });
      expect(all(rubric, 'fieldset.criterion')).to.have.lengthOf(4);
    } finally {
      globalThis.fetch = real;
    }
  });

  it('fetches nothing from an address that could run something', async () => {
    const {rubric} = await lone((each) => {
      each.framework = null;
      each.frameworkSrc = 'data:application/json,{}';
    });
    expect(textOf(get(rubric, '.message'))).to.contain('is not an http or https address');
  });
});

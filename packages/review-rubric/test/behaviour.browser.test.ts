import {expect} from '@open-wc/testing';
import type {RatingChangeEvent} from '@hubkit/review-rubric';
import {all, box, button, drawn, get, next, open, radioOf, textOf, type, until} from './helpers.ts';
import {REVIEW} from './memory-review.ts';

describe('a reviewer who writes', () => {
  it('sees the criteria in the focus alone, the question first', async () => {
    const {rubric} = await open('bex', 'independent');
    expect(all(rubric, 'fieldset.criterion').map(({id}) => id)).to.deep.equal([
      'c-thread',
      'c-checking',
    ]);
    expect(textOf(get(rubric, '#c-thread label.question'))).to.equal('Where is the thread strong?');
  });

  it('hands over what is typed once it rests', async () => {
    const {rubric, review} = await open('bex', 'independent');
    type(box(rubric, 'thread', 'narrative'), 'Strong in history.');
    await until(() => review.log.length);
    expect(review.log).to.deep.equal([
      {
        target: {entity: `rating/${REVIEW}/thread/bex`, field: 'narrative'},
        value: 'Strong in history.',
      },
    ]);
  });

  it('hands over what is typed when the box loses focus, however long the rest is', async () => {
    const {rubric, review} = await open('bex', 'independent', {}, (each) => {
      each.autosaveMs = 1e6;
    });
    const narrative = box(rubric, 'thread', 'narrative');
    type(narrative, 'Strong');
    narrative.blur();
    await until(() => review.log.length);
    expect(review.log[0]!.value).to.equal('Strong');
  });

  it('waits while an input method composes', async () => {
    const {rubric, review} = await open('bex', 'independent');
    const narrative = box(rubric, 'thread', 'narrative');
    narrative.focus();
    narrative.value = 'ŵ';
    narrative.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true}));
    await drawn(rubric);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(review.log).to.deep.equal([]);
    narrative.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
    await until(() => review.log.length);
    expect(review.log[0]!.value).to.equal('ŵ');
  });

  it('says who can read a box, now and later', async () => {
    const {rubric} = await open('bex', 'independent');
    expect(textOf(get(rubric, '#c-thread .readers'))).to.equal(
      'Only you, until scoring closes; then the review team',
    );
  });

  it('asks for a reason for each other answer', async () => {
    const {rubric} = await open('bex', 'independent');
    radioOf(rubric, 'thread', 'not-seen').click();
    await drawn(rubric);
    expect(box(rubric, 'thread', 'reason')).to.exist;
  });

  it('tells the page of a change, with values that can be cloned', async () => {
    const {rubric} = await open('bex', 'independent');
    const told = next(rubric, 'hub-rating-change');
    radioOf(rubric, 'thread', 'not-seen').click();
    const event: RatingChangeEvent = await told;
    expect(event.detail).to.deep.equal({
      reviewId: REVIEW,
      criterionId: 'thread',
      field: 'answer',
      value: 'not-seen',
      previous: null,
      by: 'input',
    });
    expect(structuredClone(event.detail)).to.deep.equal(event.detail);
  });

  it('counts what is answered', async () => {
    const {rubric} = await open('bex', 'independent');
    expect(textOf(get(rubric, '.progress'))).to.equal('0 of 2 answered');
    type(box(rubric, 'thread', 'narrative'), 'Strong');
    await drawn(rubric);
    expect(textOf(get(rubric, '.progress'))).to.equal('1 of 2 answered');
  });

  it('submits after a question that names what is missing', async () => {
    const {rubric, review} = await open('bex', 'independent');
    button(rubric, 'Submit my ratings').click();
    await until(() => rubric.shadowRoot!.querySelector('dialog[open]'));
    expect(textOf(get(rubric, 'dialog ul'))).to.contain('A curriculum with a thread');
    const told = next(rubric, 'hub-review-submit');
    button(rubric, 'Submit my ratings', 'dialog').click();
    expect((await told).detail).to.deep.equal({
      reviewId: REVIEW,
      missing: ['thread', 'checking'],
    });
    await until(() => review.log.length);
    expect(review.log[0]).to.deep.equal({
      target: {entity: `access/${REVIEW}/bex`, field: 'submitted'},
      value: true,
    });
  });
});

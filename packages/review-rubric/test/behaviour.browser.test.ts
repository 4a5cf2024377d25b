import {expect} from '@open-wc/testing';
import type {RatingChangeEvent} from '@hubkit/review-rubric';
import {
  all,
  box,
  button,
  drawn,
  get,
  leave,
  next,
  open,
  radioOf,
  textOf,
  type,
  until,
} from './helpers.ts';
import {MemorySource, NOW, REVIEW} from './memory-review.ts';

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
    leave(narrative);
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

  it('has the school’s own view at hand, folded, and open where the answer is against it', async () => {
    const {rubric} = await open('bex', 'independent');
    const folded = get(rubric, '#c-thread .self-view') as HTMLDetailsElement;
    expect(folded.open).to.be.false;
    expect(textOf(folded)).to.contain('Strong between years four and six.');
    const relative = await open('bex', 'independent', {ratingMode: 'relative'});
    expect((get(relative.rubric, '#c-thread .self-view') as HTMLDetailsElement).open).to.be.true;
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

describe('the host page', () => {
  it('puts the old level back when it refuses the change', async () => {
    const {rubric, review} = await open('bex', 'independent', {
      ratingMode: 'levels',
      mine: {thread: {answer: 'starting'}},
    });
    const heard: Event[] = [];
    rubric.addEventListener('change', (event) => heard.push(event));
    rubric.addEventListener('hub-rating-change', (event) => {
      event.preventDefault();
    });
    radioOf(rubric, 'thread', 'secure').click();
    await drawn(rubric);
    expect(radioOf(rubric, 'thread', 'starting').checked).to.be.true;
    expect(review.log).to.deep.equal([]);
    expect(heard).to.deep.equal([]);
  });

  it('puts the old words back when it refuses them', async () => {
    const {rubric, review} = await open('host', 'self');
    rubric.addEventListener('hub-rating-change', (event) => {
      event.preventDefault();
    });
    const narrative = box(rubric, 'thread', 'narrative');
    type(narrative, 'Other words.');
    leave(narrative);
    await until(() => narrative.value === 'Strong between years four and six.');
    expect(review.log).to.deep.equal([]);
  });

  it('can stop a submission', async () => {
    const {rubric, review} = await open('bex', 'independent');
    rubric.addEventListener('hub-review-submit', (event) => {
      event.preventDefault();
    });
    button(rubric, 'Submit my ratings').click();
    await until(() => rubric.shadowRoot!.querySelector('dialog[open]'));
    button(rubric, 'Submit my ratings', 'dialog').click();
    await until(() => !rubric.shadowRoot!.querySelector('dialog'));
    expect(review.log).to.deep.equal([]);
  });

  it('hears where edits are', async () => {
    const {rubric} = await open('bex', 'independent');
    const heard: string[] = [];
    rubric.addEventListener('hub-save-change', ({detail}) => heard.push(detail.state));
    type(box(rubric, 'thread', 'narrative'), 'x');
    await until(() => heard.at(-1) === 'saved');
    expect(heard[0]).to.equal('editing');
  });

  it('gets the draft of an action', async () => {
    const {rubric} = await open('host', 'agreed');
    const told = next(rubric, 'hub-action-propose');
    (get(rubric, '#c-thread .propose') as HTMLButtonElement).click();
    await until(() => rubric.shadowRoot!.querySelector('dialog[open]'));
    (get(rubric, '#action-title') as HTMLInputElement).value = 'Visit each other';
    button(rubric, 'Propose an action', 'dialog').click();
    expect((await told).detail).to.deep.equal({
      reviewId: REVIEW,
      criterionId: 'thread',
      draft: {title: 'Visit each other', detail: '', due: null},
    });
  });

  it('can ask for less than the reader has, never for more', async () => {
    const {rubric} = await open('host', 'self', {}, (each) => {
      each.mode = 'reader';
    });
    expect(all(rubric, 'textarea, input')).to.have.lengthOf(0);
    rubric.mode = 'lead';
    await drawn(rubric);
    expect(all(rubric, '.steps button').map(textOf)).to.deep.equal(['Share with the team']);
  });

  it('mirrors the phase', async () => {
    const {rubric, review} = await open('host', 'self');
    expect(rubric.phase).to.equal('self');
    review.put({entity: `review/${REVIEW}`, field: 'phase'}, 'independent');
    await drawn(rubric);
    expect(rubric.phase).to.equal('independent');
    expect(all(rubric, 'textarea')).to.have.lengthOf(0);
  });
});

describe('what arrives while a person writes', () => {
  it('never takes the place of what they type, nor their caret', async () => {
    const {rubric, review} = await open('host', 'self');
    const narrative = box(rubric, 'thread', 'narrative');
    narrative.focus();
    narrative.dispatchEvent(new FocusEvent('focus'));
    narrative.setSelectionRange(6, 6);
    review.put({entity: `rating/${REVIEW}/thread/self`, field: 'narrative'}, 'From elsewhere.');
    await drawn(rubric);
    expect(narrative.value).to.equal('Strong between years four and six.');
    expect(narrative.selectionStart).to.equal(6);
    expect(review.focused.at(-1)).to.equal(`rating/${REVIEW}/thread/self narrative`);
    leave(narrative);
    await until(() => narrative.value === 'From elsewhere.');
  });

  it('is offered, and shown when they ask', async () => {
    const {rubric, review} = await open('host', 'self');
    review.held = [{entity: `rating/${REVIEW}/thread/self`, field: 'narrative', value: 'Newer.'}];
    review.changed();
    await drawn(rubric);
    button(rubric, 'Someone changed this: show').click();
    await until(() => box(rubric, 'thread', 'narrative').value === 'Newer.');
  });

  it('is shown in the box that has focus, once they ask', async () => {
    const {rubric, review} = await open('host', 'self');
    const narrative = box(rubric, 'thread', 'narrative');
    narrative.focus();
    narrative.dispatchEvent(new FocusEvent('focus'));
    review.held = [{entity: `rating/${REVIEW}/thread/self`, field: 'narrative', value: 'Newer.'}];
    review.changed();
    await drawn(rubric);
    // A press does not move focus to a button in every engine.
    button(rubric, 'Someone changed this: show').click();
    await until(() => narrative.value === 'Newer.');
  });

  it('is shown at once in a box that nobody is in', async () => {
    const {rubric, review} = await open('host', 'self');
    review.put({entity: `rating/${REVIEW}/checking/self`, field: 'narrative'}, 'From elsewhere.');
    await drawn(rubric);
    expect(box(rubric, 'checking', 'narrative').value).to.equal('From elsewhere.');
  });
});

describe('trouble', () => {
  const conflict = (text: string, id: string) => ({
    value: text,
    who: {id, name: id === 'host' ? 'Ffion Hughes' : 'Gwen Price'},
    at: NOW,
    opId: id,
  });

  it('keeps both values of a conflict, with names, until a person chooses; words can be joined', async () => {
    const {rubric, review} = await open('host', 'self', {}, (_, each) => {
      each.conflicts = [
        {
          id: 'c1',
          entity: `rating/${REVIEW}/thread/self`,
          field: 'narrative',
          baseRev: 1,
          values: [conflict('Theirs.', 'gwen'), conflict('Mine.', 'host')],
          history: [],
        },
      ];
    });
    const part = get(rubric, '[part=conflict]');
    expect(textOf(part)).to.contain('Gwen Price').and.to.contain('Theirs.').and.to.contain('Mine.');
    expect(rubric.matches(':state(conflict)')).to.be.true;
    const told = next(rubric, 'hub-conflict-resolve');
    button(rubric, 'Keep both').click();
    expect((await told).detail.chosen).to.equal('Theirs.\n\nMine.');
    await until(() => review.calls.includes('resolve c1'));
  });

  it('keeps a refused edit, says why, and lets go of it only when told', async () => {
    const {rubric, review} = await open('bex', 'independent');
    review.keeps = 'refused';
    type(box(rubric, 'thread', 'narrative'), 'Refused words.');
    const part = await until(() => rubric.shadowRoot!.querySelector('.refusal'));
    expect(textOf(part)).to.contain('This part of the review is closed.');
    expect(textOf(part)).to.contain('Refused words.');
    button(rubric, 'Let it go').click();
    await until(() => review.calls.includes('discard op-1'));
  });

  it('keeps the words in the box when the device cannot, and tries again', async () => {
    const {rubric, review} = await open('bex', 'independent');
    review.keeps = 'not-saved';
    type(box(rubric, 'thread', 'narrative'), 'Words.');
    await until(() => rubric.shadowRoot!.querySelector('.strip.bad'));
    expect(textOf(get(rubric, '.save'))).to.equal('Not saved');
    expect(box(rubric, 'thread', 'narrative').value).to.equal('Words.');
    review.keeps = 'saved';
    button(rubric, 'Try again', '.strip').click();
    await until(() => textOf(get(rubric, '.save')) === 'Saved');
    expect(review.log.at(-1)!.value).to.equal('Words.');
  });

  it('has the typed words in the error, and in the box once it opens again', async () => {
    const {rubric, review, source} = await open('bex', 'independent', {}, (_, each) => {
      each.keeps = 'not-saved';
    });
    type(box(rubric, 'thread', 'narrative'), 'Not lost.');
    await until(() => review.log.length);
    const broken = new MemorySource();
    broken.failure = {code: 'internal', message: 'It failed.', requestId: 'req-9'};
    const told = next(rubric, 'hub-error');
    rubric.source = broken;
    expect((await told).detail).to.deep.equal({
      code: 'internal',
      message: 'It failed.',
      retryable: true,
    });
    await until(() => rubric.shadowRoot!.querySelector('.message[role=alert]'));
    expect(textOf(get(rubric, '.typed'))).to.equal('Not lost.');
    expect(textOf(get(rubric, '.message'))).to.contain('req-9');
    rubric.source = source;
    await until(() => rubric.shadowRoot!.querySelector('#c-thread textarea'));
    expect(box(rubric, 'thread', 'narrative').value).to.equal('Not lost.');
  });

  it('opens again when told to', async () => {
    const {rubric, source} = await open('bex', 'independent', {}, (each) => {
      (each.source as MemorySource).failure = {code: 'network'};
    });
    expect(textOf(get(rubric, '.message'))).to.contain('There is no connection');
    source.failure = null;
    button(rubric, 'Try again').click();
    await until(() => rubric.shadowRoot!.querySelector('.subject'));
  });

  it('says how old the review is without a connection, and stays', async () => {
    const {rubric, review} = await open('bex', 'independent');
    review.connection = {state: 'offline', asOf: NOW};
    review.changed();
    await drawn(rubric);
    expect(textOf(get(rubric, '.strip.offline'))).to.match(/You see the review as it was Friday/);
    expect(rubric.matches(':state(offline)')).to.be.true;
  });
});

describe('the steps of a review', () => {
  it('say beside them why one was not taken', async () => {
    const {rubric, review} = await open('lead', 'independent');
    review.refusals = [
      {
        entity: `review/${REVIEW}`,
        field: 'phase',
        opId: 'op-2',
        value: 'moderation',
        code: 'phase_order',
        message: 'The review cannot move there from here.',
      },
    ];
    review.changed();
    await drawn(rubric);
    expect(textOf(get(rubric, '.phase .refusal'))).to.contain('cannot move there from here');
  });

  const answer = async (opened: Awaited<ReturnType<typeof open>>, step: string, reason = '') => {
    const {rubric, review} = opened;
    button(rubric, step, '.steps').click();
    await until(() => rubric.shadowRoot!.querySelector('dialog[open]'));
    if (reason) (get(rubric, '#reason') as HTMLTextAreaElement).value = reason;
    button(rubric, step, 'dialog').click();
    await until(() => review.log.length);
    return review.log.map(({target, value}) => [target.entity, target.field, value]);
  };

  it('let the school share with the team', async () => {
    expect(await answer(await open('host', 'self'), 'Share with the team')).to.deep.equal([
      [`review/${REVIEW}`, 'selfReview', 'shared'],
    ]);
  });

  it('let the lead start the visit only once the school has shared', async () => {
    const {rubric} = await open('lead', 'self');
    expect(all(rubric, '.steps')).to.have.lengthOf(0);
    expect(textOf(get(rubric, '.next'))).to.contain(
      'You can start the visit once the school has shared',
    );
    const opened = await open('lead', 'self', {selfReview: 'shared'});
    expect(await answer(opened, 'Start the visit')).to.deep.equal([
      [`review/${REVIEW}`, 'phase', 'independent'],
    ]);
  });

  it('let the lead close scoring, with the names of those who are not in', async () => {
    const opened = await open('lead', 'independent');
    expect(all(opened.rubric, '.who li').map(textOf)).to.deep.equal([
      'Priya Shah not in yet',
      'Bex Turner not in yet',
      'Tom Okafor in',
    ]);
    button(opened.rubric, 'Close scoring').click();
    await until(() => opened.rubric.shadowRoot!.querySelector('dialog[open]'));
    expect(all(opened.rubric, 'dialog li').map(textOf)).to.deep.equal(['Priya Shah', 'Bex Turner']);
  });

  it('keep the lead from releasing what is not agreed, and say what that is', async () => {
    const {rubric} = await open('lead', 'moderation');
    button(rubric, 'Release to the school').click();
    await until(() => rubric.shadowRoot!.querySelector('dialog[open]'));
    expect(textOf(get(rubric, 'dialog ul'))).to.equal('Checking, then changing');
    expect(all(rubric, 'dialog button').map(textOf)).to.deep.equal(['Cancel']);
  });

  it('let the lead release what is agreed', async () => {
    const opened = await open('lead', 'moderation', {focus: ['thread']});
    const told = next(opened.rubric, 'hub-review-release');
    const log = await answer(opened, 'Release to the school');
    expect(log).to.deep.equal([[`review/${REVIEW}`, 'phase', 'agreed']]);
    expect((await told).detail.reviewId).to.equal(REVIEW);
  });

  it('let the lead reopen with a reason', async () => {
    const opened = await open('lead', 'agreed');
    const log = await answer(opened, 'Reopen moderation', 'A fact was wrong.');
    await until(() => opened.review.log.length === 2);
    expect(log[0]).to.deep.equal([`review/${REVIEW}`, 'reopenReason', 'A fact was wrong.']);
    expect(opened.review.log[1]!.value).to.equal('moderation');
  });

  it('let the school accept', async () => {
    expect(await answer(await open('host', 'agreed'), 'Accept the report')).to.deep.equal([
      [`review/${REVIEW}`, 'phase', 'published'],
    ]);
  });

  it('let a reviewer take theirs back', async () => {
    const {rubric, review} = await open('tom', 'independent', {
      submitted: {count: 1, of: 3, mine: true},
    });
    expect(all(rubric, 'textarea')).to.have.lengthOf(0);
    button(rubric, 'Take mine back').click();
    await until(() => review.log.length);
    expect(review.log[0]!.value).to.equal(false);
  });

  it('begin for a reviewer with their ties, before anything else', async () => {
    const {rubric, review} = await open('bex', 'independent', {independence: {declared: false}});
    expect(all(rubric, 'fieldset.criterion')).to.have.lengthOf(0);
    (get(rubric, "input[value='some']") as HTMLInputElement).click();
    (get(rubric, '#ties-links') as HTMLTextAreaElement).value = 'I worked there.';
    button(rubric, 'Declare and go on').click();
    await until(() => review.log.length);
    expect(review.log[0]).to.deep.equal({
      target: {entity: `access/${REVIEW}/bex`, field: 'independence'},
      value: {declared: true, links: 'I worked there.'},
    });
    await drawn(rubric);
    expect(all(rubric, 'fieldset.criterion')).to.have.lengthOf(2);
  });
});

describe('moderation', () => {
  it('shows every rating by name, and says in words how far apart they are', async () => {
    const {rubric} = await open('lead', 'moderation', {ratingMode: 'levels'});
    expect(all(rubric, '#c-thread .voices .name').map(textOf)).to.deep.equal([
      'Priya Shah (you)',
      'Bex Turner',
      'Tom Okafor',
      'Harbour Lane Primary School, its own view',
    ]);
    expect(textOf(get(rubric, '#c-thread .spread'))).to.equal('One level apart');
    expect(textOf(get(rubric, '#c-checking .spread'))).to.equal(
      'Talk about this one One said “Not looked at”',
    );
    expect(textOf(get(rubric, '.root'))).not.to.match(/\b(average|mean|total)\b/i);
  });

  it('lets the lead write what is agreed, and tells the page the whole of it', async () => {
    const {rubric, review} = await open('lead', 'moderation');
    const told = next(rubric, 'hub-agreement-change');
    const rationale = get(rubric, "#c-thread textarea[id$='-rationale']") as HTMLTextAreaElement;
    type(rationale, 'New words.');
    leave(rationale);
    expect((await told).detail).to.deep.equal({
      criterionId: 'thread',
      state: 'agreed',
      answer: null,
      rationale: 'New words.',
      dissent: [],
    });
    await until(() => review.log.length);
    expect(review.log[0]!.target).to.deep.equal({
      entity: `agreement/${REVIEW}/thread`,
      field: 'rationale',
    });
  });

  it('lets a reviewer revise their own rating and nothing else', async () => {
    const {rubric} = await open('bex', 'moderation');
    expect(all(rubric, '#c-thread textarea').map(({id}) => id.split('-').at(-2))).to.deep.equal([
      'bex',
    ]);
  });

  it('shows the school none of it, then the agreement alone, with dissent unnamed', async () => {
    const before = await open('host', 'moderation');
    expect(textOf(get(before.rubric, '.root'))).not.to.contain('Bex');
    const after = await open('host', 'agreed');
    expect(textOf(get(after.rubric, '#c-thread'))).to.contain('One of us saw it in history alone.');
    expect(textOf(get(after.rubric, '.root'))).not.to.contain('Bex');
  });
});

import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {answer, declareNoTies, questions, saved, step} from './acts.ts';
import {textOf} from './recording-proxy.ts';
import {setStage, type Seat, type Stage} from './stage.ts';

// embedding.md's recipe with one Lit, so without 'allow-duplicates'.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";

const CANARY = 'canary-of-asha-7f3a';

/** Whether anything that a browser was sent holds a text. */
const wasSent = ({proxy}: Seat, text: string) =>
  proxy.exchanges.some(({responseBody}) =>
    Buffer.concat(responseBody).toString('utf8').includes(text),
  );

describe('a whole review, from the first draft to the accepted report, under the strict policy', () => {
  let stage: Stage;
  let head: Seat;
  let lead: Seat;
  let asha: Seat;
  let ben: Seat;

  before(async () => {
    stage = await setStage();
    head = await stage.seat('head', {policy});
    lead = await stage.seat('lead', {policy});
    asha = await stage.seat('reviewer-a', {policy});
    ben = await stage.seat('reviewer-b', {policy});
  });
  after(async () => {
    await stage.close();
  });

  test('the head finishes the self-review and shares it; the team hears of it by itself', async () => {
    await answer(head.page, questions.training, 'Coaching in pairs, kept up by the timetable.');
    await saved(head.page);
    await declareNoTies(lead.page);
    await step(head.page, 'Share with the team');
    await head.page.getByText('The review team can read your self-review').waitFor();
    await lead.page.getByText('The school has shared its self-review').first().waitFor();
  });

  test('each reviewer declares ties first, and the lead starts the visit', async () => {
    await declareNoTies(asha.page);
    await declareNoTies(ben.page);
    await step(lead.page, 'Start the visit');
    for (const {page} of [lead, asha, ben]) await page.getByText('Write what you saw').waitFor();
    await head.page.getByText('The team is visiting').waitFor();
  });

  test('reviewers write alone and submit; the lead sees who is in, and no rating', async () => {
    for (const [seat, text] of [
      [asha, `${CANARY}: checks are regular, the plan goes on.`],
      [ben, 'Whiteboards everywhere; the next step varies.'],
      [lead, 'Strong in mathematics.'],
    ] as const) {
      await answer(seat.page, questions.checking, text);
      await answer(seat.page, questions.attendance, 'Reasons are known for most.');
      await answer(seat.page, questions.training, 'Coaching in pairs.');
      await saved(seat.page);
    }
    await step(asha.page, 'Submit my ratings');
    await asha.page.getByText('Your ratings are in').waitFor();
    await lead.page.getByText('1 of 3 have submitted').waitFor();
    await ben.page.getByText('1 of 3 have submitted').waitFor();
    await lead.page
      .getByText(/Asha Brook/)
      .first()
      .waitFor();
    for (const seat of [lead, ben, head]) assert.ok(!wasSent(seat, CANARY));
  });

  test('after scoring closes the team sees both, and the head neither', async () => {
    await step(lead.page, 'Close scoring');
    for (const {page} of [lead, ben]) await page.getByText(new RegExp(CANARY)).first().waitFor();
    await head.page.getByText('The team is agreeing its findings').waitFor();
    assert.ok(!wasSent(head, CANARY));
  });

  test('the lead agrees on each criterion and releases; the head sees the agreement, and no rating', async () => {
    const finding = 'Checks are regular; what follows them is not yet.';
    const states = lead.page.getByLabel('Agreed', {exact: true});
    const count = await states.count();
    assert.ok(count >= 3);
    for (let index = 0; index < count; index++) await states.nth(index).check();
    await lead.page.getByRole('textbox', {name: 'Finding'}).first().fill(finding);
    await lead.page.getByRole('textbox', {name: 'Finding'}).first().blur();
    await lead.page.getByText('3 of 3 agreed').filter({visible: true}).first().waitFor();
    await saved(lead.page);
    await step(lead.page, 'Release to the school');
    await head.page.getByText(finding).first().waitFor();
    assert.ok(!wasSent(head, CANARY));
  });

  test('the head accepts', async () => {
    await step(head.page, 'Accept the report');
    await head.page.getByText('The report is yours').waitFor();
    await asha.page.getByText('The school has accepted the report').waitFor();
    assert.ok(!wasSent(head, CANARY));
  });

  test('no policy was broken, no script failed, and no token was in an address', () => {
    for (const seat of [head, lead, asha, ben]) {
      assert.deepEqual(seat.troubles, {violations: [], errors: []});
      const addresses = seat.proxy.exchanges.map(({path}) => path).join('\n');
      assert.doesNotMatch(addresses, /eyJ|hk_live/);
      assert.ok(seat.proxy.exchanges.every((each) => !textOf(each).includes('hk_live_')));
    }
  });
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {answer, beginVisit, clientOf, questions, saved} from './acts.ts';
import {setStage} from './stage.ts';

test('when sign-in has ended the page says so, writing goes on, and signing in again sends all of it', async () => {
  const stage = await setStage();
  try {
    const {running} = stage;
    await beginVisit(running, 'enquiry');
    const {page, troubles} = await stage.seat('reviewer-a');
    await answer(page, questions.checking, 'Written before.');
    await saved(page);

    // The host knows nobody any more.
    await page.route('**/hubkit-token', (route) => route.fulfill({status: 401, json: {}}));
    await page.reload();
    await page.getByText('Your sign-in has ended').first().waitFor();
    await answer(page, questions.attendance, 'Written while signed out.');
    await page
      .getByText('Saved on this device', {exact: true})
      .filter({visible: true})
      .first()
      .waitFor();

    await page.unroute('**/hubkit-token');
    await page.getByRole('button', {name: 'Sign in again'}).click();
    await saved(page);
    const {mine} = await clientOf(running, 'reviewer-a').reviews.get({
      review: running.demonstration.review,
    });
    assert.equal(mine?.['belonging.attendance']?.narrative, 'Written while signed out.');
    assert.equal(mine['learning.checking-understanding']?.narrative, 'Written before.');
    assert.deepEqual(troubles, {violations: [], errors: []});
  } finally {
    await stage.close();
  }
});

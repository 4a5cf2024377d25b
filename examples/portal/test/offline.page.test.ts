import assert from 'node:assert/strict';
import {test} from 'node:test';
import {answer, beginVisit, clientOf, questions, saved} from './acts.ts';
import {openPage, setStage} from './stage.ts';

test('a note typed while the service is down survives the tab, is drawn without it, and arrives once', async () => {
  const stage = await setStage();
  try {
    const {running} = stage;
    const {review, members} = running.demonstration;
    await beginVisit(running, 'enquiry');
    const {page, context, proxy, troubles} = await stage.seat('reviewer-a');
    await page.getByText('Write what you saw').waitFor();

    await running.stopService();
    await answer(page, questions.checking, 'Typed in the hall, no signal.');
    await page
      .getByText(/Saved on this device|is saved on this device/)
      .first()
      .waitFor();
    // As when a tab is killed: nothing of the page runs any more.
    await page.close({runBeforeUnload: false});

    const again = await openPage(context, proxy, 'reviewer-a', troubles);
    const box = again.getByRole('textbox', {name: questions.checking});
    await box.waitFor();
    assert.equal(await box.inputValue(), 'Typed in the hall, no signal.');
    await again.getByText(/No connection/).waitFor();

    await running.startService();
    await saved(again);
    const state = await clientOf(running, 'reviewer-a').reviews.get({review});
    const criterion = 'learning.checking-understanding';
    assert.equal(state.mine?.[criterion]?.narrative, 'Typed in the hall, no signal.');
    assert.equal(
      state.revs[`rating/${review}/${criterion}/${members['reviewer-a']}`]?.['narrative'],
      1,
    );
    assert.deepEqual(troubles, {violations: [], errors: []});
  } finally {
    await stage.close();
  }
});

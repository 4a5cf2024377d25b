import assert from 'node:assert/strict';
import {test} from 'node:test';
import {answer, beginVisit, clientOf, questions, saved} from './acts.ts';
import {openPage, setStage} from './stage.ts';

test('on a page whose old library has changed built-ins, a rating arrives as it was typed (C32)', async () => {
  const stage = await setStage();
  try {
    const {running} = stage;
    await beginVisit(running, 'enquiry');
    const {context, proxy, troubles} = await stage.seat('reviewer-a');
    await context.addInitScript(() => {
      const spoil = (prototype: object, name: string, value: unknown) => {
        Object.defineProperty(prototype, name, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      };
      // What Prototype 1.6 and its like did to every page that they were on.
      spoil(Array.prototype, 'toJSON', function toJSON(this: unknown[]) {
        return `[${this.join()}]`;
      });
      spoil(Array.prototype, 'remove', () => undefined);
      spoil(String.prototype, 'toJSON', function toJSON(this: string) {
        return `"${this}"`;
      });
    });
    const page = await openPage(context, proxy, 'reviewer-a', troubles);
    await answer(page, questions.checking, 'Seen: “checks” in every class.');
    await saved(page);
    const {review} = running.demonstration;
    const state = await clientOf(running, 'reviewer-a').reviews.get({review});
    assert.equal(
      state.mine?.['learning.checking-understanding']?.narrative,
      'Seen: “checks” in every class.',
    );
    assert.deepEqual(troubles, {violations: [], errors: []});
  } finally {
    await stage.close();
  }
});

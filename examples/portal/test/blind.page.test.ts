import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Page} from 'playwright-core';
import {beginVisit, saved, say, type clientOf} from './acts.ts';
import {textOf, type Exchange} from './recording-proxy.ts';
import {setStage, type Seat} from './stage.ts';

const CANARY = 'canary-of-asha-7f3a';
const criterion = 'learning.checking-understanding';

/** Bytes without what differs from run to run by nature: ids, times, ports, sign-ins. */
function normal(exchange: Exchange): string {
  return (
    textOf(exchange)
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>')
      .replaceAll(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '<time>')
      .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>')
      .replaceAll(/session=[\w-]+/g, 'session=<session>')
      // A cursor has one length, whatever it stands for: the length stays in.
      .replaceAll(
        /(?<=(?:id: |"cursor":"|after=|cursor=))[\w-]{20,}/g,
        (cursor) => `<cursor of ${String(cursor.length)}>`,
      )
      .replaceAll(/127\.0\.0\.1:\d+/g, '<address>')
      // Sent every fifteen seconds whatever happens.
      .replaceAll(': still here\n\n', '')
  );
}

/** Everything that the page's own client can ask about the review. */
async function askEverything(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const {client} = document.querySelector('hub-connection') as unknown as {
      client: ReturnType<typeof clientOf>;
    };
    const review = document.querySelector('review-rubric')?.getAttribute('review-id') ?? '';
    const quietly = (call: PromiseLike<unknown>) => Promise.resolve(call).catch(() => undefined);
    await quietly(client.me.get());
    await quietly(client.reviews.get({review}));
    await quietly(client.reviews.list().toArray({limit: 100}));
    await quietly(client.reviews.ratings.list({review}).toArray({limit: 100}));
    await quietly(client.reviews.agreements.list({review}).toArray({limit: 100}));
    await quietly(client.reviews.access.list({review}).toArray({limit: 100}));
    await quietly(client.actions.list({review}).toArray({limit: 100}));
    await quietly(client.members.list().toArray({limit: 100}));
    await quietly(client.changes.list());
  });
}

const bytesOf = ({proxy}: Seat) =>
  proxy.exchanges.reduce(
    (sum, {responseBody}) => sum + responseBody.reduce((all, {length}) => all + length, 0),
    0,
  );

/** One visit on a stage of its own: Asha rates and saves, Ben works beside her. What Ben's browser sent and got. */
async function visit(
  level: string,
  moreSaves: number,
): Promise<{all: string; kinds: string[]; whileSaving: number}> {
  const stage = await setStage();
  try {
    const {running} = stage;
    await beginVisit(running, 'levels');
    const {review, members} = running.demonstration;
    const hers = `rating/${review}/${criterion}/${members['reviewer-a']}`;
    const ben = await stage.seat('reviewer-b');
    await ben.page.getByText('Write what you saw').waitFor();
    await ben.page.getByRole('radio', {name: 'Developing'}).first().waitFor();

    const before = bytesOf(ben);
    await say(running, 'reviewer-a', hers, 'answer', level);
    await say(running, 'reviewer-a', hers, 'note', `${CANARY} ${level}`);
    for (let save = 0; save < moreSaves; save++) {
      await say(running, 'reviewer-a', hers, 'note', `${CANARY} ${'x'.repeat(save)}`);
    }
    // Whatever were to reach Ben of it has come by now: a change of his own makes the way there and back.
    const whileSaving = bytesOf(ben) - before;
    await ben.page.getByRole('radio', {name: 'Developing'}).first().press(' ');
    await saved(ben.page);
    await askEverything(ben.page);
    await ben.page.close();
    const exchanges = ben.proxy.exchanges.map(normal);
    return {
      all: ben.proxy.exchanges.map(textOf).join('\n'),
      // How often a page reads again depends on how its own answers and events fall: which bytes there are does not.
      kinds: [...new Set(exchanges)].toSorted(),
      whileSaving,
    };
  } finally {
    await stage.close();
  }
}

test('what reaches a reviewer’s browser does not depend on what another rates, nor on how often they save', async () => {
  const quiet = await visit('secure', 0);
  const busy = await visit('starting', 7);
  for (const {all, whileSaving} of [quiet, busy]) {
    assert.ok(!all.includes(CANARY));
    assert.equal(whileSaving, 0, 'not a byte came while the other saved');
  }
  assert.ok(quiet.kinds.length > 15);
  assert.deepEqual(busy.kinds, quiet.kinds);
});

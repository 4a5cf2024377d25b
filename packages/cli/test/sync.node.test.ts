import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {criterion, tape, visit, type Page} from './visit.ts';

type Visit = Awaited<ReturnType<typeof visit>>;

/** Every page that a test opens is gone after it, whatever became of it. */
async function during(
  work: (visit: Visit, open: Visit['open']) => Promise<void>,
  phase?: 'self' | 'independent',
) {
  const at = await visit(phase);
  const pages: Page[] = [];
  try {
    await work(at, async (...options) => {
      const page = await at.open(...options);
      pages.push(page);
      return page;
    });
  } finally {
    for (const page of pages) page.kill();
    await at.close();
  }
}

// The traces of sync-scenarios.json, against the real client and the real service.
describe('one person', () => {
  test('n01 whose answer was lost sends the same again: it is stored once', async () => {
    await during(async (at, open) => {
      const a = await open('a', tape(), {loseResponse: true});
      await a.set('answer', 'secure');
      await a.settle();
      assert.deepEqual(await at.at('a', 'answer'), {value: 'secure', rev: 1});
      assert.equal(a.review.save.unsent, 0);
    });
  });
  test('n02 who types without a signal and reloads finds it there, and it arrives once', async () => {
    await during(async (at, open) => {
      const device = tape();
      const first = await open('a', device);
      first.network.offline = true;
      await first.set('note', 'Phonics is daily');
      assert.notEqual(first.review.save.state, 'saved');
      first.kill();
      const second = await open('a', device, {offline: true});
      assert.deepEqual(
        [second.value('note'), second.review.connection.state],
        ['Phonics is daily', 'offline'],
      );
      second.network.offline = false;
      await second.settle();
      assert.deepEqual(await at.at('a', 'note'), {value: 'Phonics is daily', rev: 1});
    });
  });
  test('who types on while a send is under way ends with what was typed last, and no conflict with themselves', async () => {
    await during(async (at, open) => {
      const a = await open('a', tape(), {loseResponse: true});
      await a.set('note', 'R');
      await a.set('note', 'Re');
      await a.set('note', 'Reading');
      await a.settle();
      assert.equal((await at.at('a', 'note')).value, 'Reading');
      assert.deepEqual(a.review.conflicts, []);
    });
  });
  test('n12 whose access ends while offline keeps the text, with the reason, and it is offered as a copy', async () => {
    await during(async (at, open) => {
      const a = await open('a');
      a.network.offline = true;
      await a.set('note', 'Seen in Year 4.');
      await at.endAccess('a');
      a.network.offline = false;
      await a.settle();
      assert.equal(a.review.save.state, 'refused');
      assert.deepEqual(
        a.review.refusals.map(({value}) => value),
        ['Seen in Year 4.'],
      );
      assert.equal(a.review.connection.state, 'gone');
      assert.match(await a.review.unsentCopy(), /Seen in Year 4\./);
    });
  });
  test('n14 whose device is full is told “not saved” at once; the text is sent all the same', async () => {
    await during(async (at, open) => {
      const device = tape();
      const a = await open('a', device);
      a.network.offline = true;
      device.full = true;
      await assert.rejects(a.set('note', 'No room for this.'));
      assert.equal(a.review.save.state, 'not-saved');
      assert.equal(a.value('note'), 'No room for this.');
      a.network.offline = false;
      await a.settle();
      assert.equal((await at.at('a', 'note')).value, 'No room for this.');
    });
  });
  test('whose sign-in ends goes on writing; all of it is sent once they are back', async () => {
    await during(async (at, open) => {
      const device = tape();
      const first = await open('a', device);
      await first.set('note', 'Before.');
      await first.settle();
      first.kill();
      const a = await open('a', device, {signedOut: true});
      assert.equal(a.review.connection.state, 'signed-out');
      await a.set('note', 'While signed out.');
      await a.set('answer', 'secure');
      a.network.signedOut = false;
      await a.settle();
      assert.deepEqual(
        [(await at.at('a', 'note')).value, (await at.at('a', 'answer')).value],
        ['While signed out.', 'secure'],
      );
    });
  });
  test('another who signs in on the device neither sees nor sends the first one’s work', async () => {
    await during(async (at, open) => {
      const device = tape();
      const a = await open('a', device, {});
      a.network.offline = true;
      await a.set('note', 'Mine alone.');
      a.kill();
      const b = await open('b', device);
      assert.deepEqual([b.value('note'), b.review.save.unsent], [undefined, 0]);
      await b.settle();
      assert.equal((await at.at('a', 'note')).value, undefined);
      const back = await open('a', device);
      await back.settle();
      assert.equal((await at.at('a', 'note')).value, 'Mine alone.');
    });
  });
});

describe('two people of the school, in their one self-review', () => {
  test('n03 write different fields: no conflict', async () => {
    await during(async (at, open) => {
      const [a, b] = [await open('head'), await open('colleague')];
      a.network.offline = b.network.offline = true;
      await a.set('answer', 'secure');
      await b.set('answer', 'developing', 'belonging.attendance');
      a.network.offline = b.network.offline = false;
      await a.settle();
      await b.settle();
      assert.equal((await at.at('head', 'answer')).value, 'secure');
      assert.equal((await at.at('head', 'answer', 'belonging.attendance')).value, 'developing');
      assert.deepEqual([...a.review.conflicts, ...b.review.conflicts], []);
    }, 'self');
  });
  test('n04 choose the same level: no conflict', async () => {
    await during(async (at, open) => {
      const [a, b] = [await open('head'), await open('colleague')];
      a.network.offline = b.network.offline = true;
      await Promise.all([a.set('answer', 'secure'), b.set('answer', 'secure')]);
      a.network.offline = b.network.offline = false;
      await a.settle();
      await b.settle();
      assert.deepEqual([...a.review.conflicts, ...b.review.conflicts], []);
      assert.equal((await at.at('head', 'answer')).value, 'secure');
    }, 'self');
  });
  test('n05 choose different levels: the first stands, both are kept with names and times, and a person chooses', async () => {
    await during(async (at, open) => {
      const [a, b] = [await open('head'), await open('colleague')];
      a.network.offline = b.network.offline = true;
      await Promise.all([a.set('answer', 'secure'), b.set('answer', 'sharing')]);
      a.network.offline = b.network.offline = false;
      await a.settle();
      await b.settle();
      assert.equal((await at.at('head', 'answer')).value, 'secure');
      const [conflict] = b.review.conflicts;
      assert.ok(conflict);
      assert.deepEqual(
        conflict.values.map(({value, who}) => [value, who.name]),
        [
          ['secure', 'Person head'],
          ['sharing', 'Person colleague'],
        ],
      );
      assert.ok(conflict.values.every(({at: when}) => when !== ''));
      await b.review.resolve(conflict.id, 'sharing');
      await b.settle();
      await b.review.retry();
      assert.deepEqual(
        [(await at.at('head', 'answer')).value, b.review.conflicts.length],
        ['sharing', 0],
      );
    }, 'self');
  });
  test('n06 an edit queued behind a conflict joins it; it does not overwrite what its author has not seen', async () => {
    await during(async (at, open) => {
      await at.say('head', at.ref('head'), 'answer', 'starting');
      const [a, b] = [await open('head'), await open('colleague')];
      b.network.offline = true;
      await a.set('answer', 'secure');
      await a.settle();
      b.network.offline = false;
      b.network.loseResponse = true;
      await b.set('answer', 'sharing');
      await b.set('answer', 'developing');
      await b.settle();
      await b.review.retry();
      assert.equal((await at.at('head', 'answer')).value, 'secure');
      const [conflict] = b.review.conflicts;
      const kept = [...(conflict?.values ?? []), ...(conflict?.history ?? [])].map(
        ({value}) => value,
      );
      assert.ok(kept.includes('secure') && kept.includes('developing'));
    }, 'self');
  });
  test('n07 change one line and add another to one note: merged, on both screens', async () => {
    await during(async (at, open) => {
      await at.say('head', at.ref('head'), 'note', 'Reading is strong.');
      const [a, b] = [await open('head'), await open('colleague')];
      a.network.offline = b.network.offline = true;
      await a.set('note', 'Reading is strong.\nPhonics daily.');
      await b.set('note', 'Reading is a strength.');
      a.network.offline = b.network.offline = false;
      await a.settle();
      await b.settle();
      await a.review.retry();
      const merged = 'Reading is a strength.\nPhonics daily.';
      assert.deepEqual(
        [(await at.at('head', 'note')).value, a.value('note'), b.value('note')],
        [merged, merged, merged],
      );
      assert.deepEqual(b.review.conflicts, []);
    }, 'self');
  });
  test('n08 change the same line: both kept', async () => {
    await during(async (at, open) => {
      await at.say('head', at.ref('head'), 'note', 'Reading is strong.');
      const [a, b] = [await open('head'), await open('colleague')];
      a.network.offline = b.network.offline = true;
      await a.set('note', 'Reading is weak.');
      await b.set('note', 'Reading is mixed.');
      a.network.offline = b.network.offline = false;
      await a.settle();
      await b.settle();
      assert.deepEqual(
        b.review.conflicts[0]?.values.map(({value}) => value),
        ['Reading is weak.', 'Reading is mixed.'],
      );
    }, 'self');
  });
  test('a change by one arrives on the other’s screen by itself; in a field with focus it is held until asked for', async () => {
    await during(async (at, open) => {
      const [a, b] = [await open('head'), await open('colleague')];
      const changed = (ready: () => boolean) =>
        new Promise<void>((resolve) => {
          const stop = b.review.subscribe(() => {
            if (!ready()) return;
            stop();
            resolve();
          });
        });
      const arrives = changed(() => b.value('note') === 'First.');
      await a.set('note', 'First.');
      await arrives;
      const target = {entity: at.ref('head') as never, field: 'note'};
      b.review.focus(target);
      const held = changed(() => b.review.held.length > 0);
      await a.set('note', 'Second.');
      await held;
      assert.equal(b.value('note'), 'First.');
      assert.deepEqual(
        b.review.held.map(({value}) => value),
        ['Second.'],
      );
      b.review.showHeld(target);
      assert.deepEqual([b.value('note'), b.review.held.length], ['Second.', 0]);
    }, 'self');
  });
});

describe('two tabs of one person', () => {
  test('n13 send at once: each edit is applied once', async () => {
    await during(async (at, open) => {
      const device = tape();
      const [one, two] = [await open('a', device), await open('a', device)];
      await Promise.all([one.set('answer', 'secure'), two.set('note', 'From the second tab.')]);
      await Promise.all([one.settle(), two.settle()]);
      assert.deepEqual(await at.at('a', 'answer'), {value: 'secure', rev: 1});
      assert.deepEqual(await at.at('a', 'note'), {value: 'From the second tab.', rev: 1});
    });
  });
});

describe('the same slot, another author (C06)', () => {
  let at: Visit;
  before(async () => {
    at = await visit();
  });
  after(async () => {
    await at.close();
  });
  test('the lead opens a rubric that a reviewer has rated: it is empty, and both ratings stand', async () => {
    await at.say('a', at.ref('a'), 'answer', 'secure');
    const before = await at.at('a', 'answer');
    const lead = await at.open('lead');
    assert.equal(lead.value('answer'), undefined);
    await lead.set('answer', 'starting');
    await lead.settle();
    lead.kill();
    assert.deepEqual(await at.at('a', 'answer'), before);
    assert.deepEqual(await at.at('lead', 'answer'), {value: 'starting', rev: 1});
  });
});

test('a level that is none is refused by the service with its pointer, kept on the screen, and let go on request', async () => {
  await during(async (at, open) => {
    const a = await open('a');
    await a.set('answer', 'outstanding');
    await a.settle();
    const [refusal] = a.review.refusals;
    assert.deepEqual(
      [a.review.save.state, refusal?.code, a.value('answer')],
      ['refused', 'out_of_range', 'outstanding'],
    );
    await a.review.discard(refusal?.opId ?? '');
    assert.deepEqual([a.review.save.state, a.value('answer')], ['saved', undefined]);
    assert.equal((await at.at('a', 'answer', criterion)).rev, 0);
  });
});

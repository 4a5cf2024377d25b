import type {Operation, Outcome} from '@hubkit/contract';
import {
  forgetfulDevice,
  indexedDevice,
  Outbox,
  type Device,
  type Settled,
} from '@hubkit/client/outbox';
import {expect} from '@open-wc/testing';

const review = '01970000-0000-7000-8000-000000000001';
const target = (field = 'note') => ({entity: `rating/${review}/c1/self` as const, field});
let owners = 0;

/** An outbox whose service answers as told, with the batches that it was sent. */
function outboxOf(
  device: Device,
  answer: (operations: Operation[]) => Promise<Outcome[]>,
  owner = `owner-${String(++owners)}-${String(Date.now())}`,
) {
  const batches: Operation[][] = [];
  const settled: Settled[] = [];
  const troubles: unknown[] = [];
  const outbox = new Outbox({
    owner,
    device,
    send: (operations) => {
      batches.push(operations);
      return answer(operations);
    },
    onSettled: (each) => settled.push(...each),
    onChange: () => undefined,
    onTrouble: (error) => error !== null && troubles.push(error),
    onElsewhere: () => undefined,
  });
  return {outbox, batches, settled, troubles, owner};
}

const stored = (operations: Operation[]): Promise<Outcome[]> =>
  Promise.resolve(
    operations.map((each) => ({
      opId: each.opId,
      state: 'stored',
      rev: each.kind === 'set' ? each.base + 1 : 1,
      value: each.kind === 'set' ? each.value : null,
    })),
  );
const nobody = () => Promise.reject(new TypeError('Failed to fetch'));
const values = (batch: Operation[] | undefined) =>
  batch?.map((each) => (each.kind === 'set' ? each.value : null));

/** Waits until something holds, a microtask or a frame at a time. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('an edit', () => {
  it('is on the device before it is sent, and leaves it with its outcome', async () => {
    const device = indexedDevice();
    let onDevice = 0;
    const box = outboxOf(device, async (operations) => {
      onDevice = (await device.operations(box.owner)).length;
      return stored(operations);
    });
    await box.outbox.set(review, target(), 'Reading is daily.', 0);
    await until(() => box.outbox.entries.length === 0);
    expect(onDevice).to.equal(1);
    expect(await device.operations(box.owner)).to.deep.equal([]);
    box.outbox.close();
  });

  it('survives the page: a new one sends it with the same id', async () => {
    const first = outboxOf(indexedDevice(), nobody);
    await first.outbox.set(review, target(), 'Typed without a signal.', 0);
    await until(() => first.troubles.length > 0);
    first.outbox.close();
    const second = outboxOf(indexedDevice(), stored, first.owner);
    await second.outbox.load();
    await second.outbox.flush();
    expect(values(second.batches[0])).to.deep.equal(['Typed without a signal.']);
    expect(second.batches[0]?.[0]?.opId).to.equal(first.batches[0]?.[0]?.opId);
    second.outbox.close();
  });

  it('that was never sent takes the new value; one that may have been is followed by another', async () => {
    let service: (operations: Operation[]) => Promise<Outcome[]> = nobody;
    const box = outboxOf(indexedDevice(), (operations) => service(operations));
    await box.outbox.set(review, target(), 'R', 0);
    await until(() => box.troubles.length > 0);
    await box.outbox.set(review, target(), 'Re', 0);
    await box.outbox.set(review, target(), 'Rea', 0);
    expect(box.outbox.entries.length).to.equal(2);
    service = stored;
    await box.outbox.flush();
    await until(() => box.outbox.entries.length === 0);
    const sent = box.batches.flat().filter((each) => each.kind === 'set');
    expect(sent.at(-1)?.value).to.equal('Rea');
    // Its author has seen the value before it, so it follows on from that one's outcome.
    expect(sent.at(-1)?.base).to.equal(1);
    box.outbox.close();
  });

  it('behind a conflict keeps its old base', async () => {
    let first = true;
    const box = outboxOf(indexedDevice(), (operations) => {
      if (!first) return stored(operations);
      first = false;
      return Promise.resolve([
        {opId: operations[0]?.opId ?? '', state: 'conflict', rev: 7, value: 'theirs'},
      ]);
    });
    await box.outbox.set(review, target(), 'mine', 3);
    await until(() => box.batches.length === 1);
    await box.outbox.set(review, target(), 'mine, later', 3);
    await until(() => box.batches.length >= 2);
    const later = box.batches[1]?.[0];
    expect(later?.kind === 'set' && later.base).to.equal(3);
    box.outbox.close();
  });

  it('typed while the one before it is on its way keeps its base when that one meets a conflict', async () => {
    let answer: (outcomes: Outcome[]) => void = () => undefined;
    let first = true;
    const box = outboxOf(indexedDevice(), (operations) => {
      if (!first) return stored(operations);
      first = false;
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    await box.outbox.set(review, target(), 'mine', 3);
    await until(() => box.batches.length === 1);
    await box.outbox.set(review, target(), 'mine, later', 3);
    expect(box.outbox.entries.length).to.equal(2);
    const opId = box.batches[0]?.[0]?.opId ?? '';
    answer([{opId, state: 'conflict', rev: 7, value: 'theirs'}]);
    await until(() => box.batches.length === 2);
    // Its author has not seen revision 7: on that base it would replace what they never saw.
    const later = box.batches[1]?.[0];
    expect(later?.kind === 'set' && [later.value, later.base]).to.deep.equal(['mine, later', 3]);
    box.outbox.close();
  });

  it('that is refused is kept, with the reason, until its author lets go of it', async () => {
    const device = indexedDevice();
    const box = outboxOf(device, (operations) =>
      Promise.resolve(
        operations.map(({opId}) => ({
          opId,
          state: 'refused',
          code: 'phase_closed',
          message: 'Closed.',
        })),
      ),
    );
    await box.outbox.set(review, target(), 'Too late.', 0);
    await until(() => box.settled.length === 1);
    const [kept] = await device.operations(box.owner);
    expect(kept?.refused).to.deep.equal({code: 'phase_closed', message: 'Closed.'});
    await box.outbox.discard(kept?.operation.opId ?? '');
    expect(await device.operations(box.owner)).to.deep.equal([]);
    box.outbox.close();
  });
});

describe('a batch', () => {
  it('holds at most one edit of any field, in the order they were made', async () => {
    let service: (operations: Operation[]) => Promise<Outcome[]> = nobody;
    const box = outboxOf(indexedDevice(), (operations) => service(operations));
    await box.outbox.set(review, target('note'), 'one', 0);
    await until(() => box.troubles.length > 0);
    await box.outbox.set(review, target('note'), 'two', 0);
    await box.outbox.set(review, target('answer'), 'secure', 0);
    box.batches.length = 0;
    service = stored;
    await box.outbox.flush();
    await until(() => box.outbox.entries.length === 0);
    expect(box.batches.map(values)).to.deep.equal([['one', 'secure'], ['two']]);
    box.outbox.close();
  });

  it('that the service cannot read at all does not hold the others up', async () => {
    const {HubkitError} = await import('@hubkit/client');
    const box = outboxOf(indexedDevice(), (operations) =>
      operations.some((each) => each.kind === 'set' && each.field === 'note')
        ? Promise.reject(new HubkitError({code: 'invalid_request', status: 400, message: 'No.'}))
        : stored(operations),
    );
    await Promise.all([
      box.outbox.set(review, target('note'), 'bad', 0),
      box.outbox.set(review, target('answer'), 'secure', 0),
    ]);
    await until(() => box.settled.length === 2);
    expect(box.outbox.entries.map(({refused}) => refused?.code)).to.deep.equal(['invalid_request']);
    box.outbox.close();
  });
});

describe('two of them', () => {
  it('one a tab: each edit is sent, and each is settled once', async () => {
    const applied = new Map<string, number>();
    const service = (operations: Operation[]) => {
      for (const {opId} of operations) applied.set(opId, (applied.get(opId) ?? 0) + 1);
      return stored(operations);
    };
    const one = outboxOf(indexedDevice(), service);
    const two = outboxOf(indexedDevice(), service, one.owner);
    await Promise.all([
      one.outbox.set(review, target('note'), 'from one', 0),
      two.outbox.set(review, target('answer'), 'secure', 0),
    ]);
    const device = indexedDevice();
    while ((await device.operations(one.owner)).length)
      await Promise.all([one.outbox.flush(), two.outbox.flush()]);
    expect([...applied.values()]).to.deep.equal([1, 1]);
    one.outbox.close();
    two.outbox.close();
  });

  it('one a person: neither sees the other’s work', async () => {
    const mine = outboxOf(indexedDevice(), nobody);
    await mine.outbox.set(review, target(), 'Mine alone.', 0);
    mine.outbox.close();
    const theirs = outboxOf(indexedDevice(), stored);
    await theirs.outbox.load();
    expect(theirs.outbox.entries).to.deep.equal([]);
    theirs.outbox.close();
  });
});

describe('a device that cannot keep', () => {
  it('says so at once, and what was typed is sent all the same', async () => {
    const box = outboxOf(forgetfulDevice(), stored);
    let refused = false;
    await box.outbox.set(review, target(), 'Private window.', 0).catch(() => {
      refused = true;
    });
    expect(refused).to.equal(true);
    await until(() => box.settled.length === 1);
    expect(values(box.batches[0])).to.deep.equal(['Private window.']);
    box.outbox.close();
  });
});

it('the last state of a review is kept for each person apart', async () => {
  const device = indexedDevice();
  const snapshot = {state: {id: review} as never, framework: null, asOf: '2027-02-03T10:00:00Z'};
  await device.saveSnapshot('a', review, snapshot);
  expect((await device.snapshot('a', review))?.asOf).to.equal(snapshot.asOf);
  expect(await device.snapshot('b', review)).to.equal(undefined);
});

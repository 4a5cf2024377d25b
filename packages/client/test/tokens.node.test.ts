import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {Tokens} from '../src/tokens.ts';
import {tokenFor} from './answers.ts';

/** Runs with a device clock that is wrong, and real time that passes as told. */
async function withClocks(
  wrongBy: number,
  work: (pass: (seconds: number) => void) => Promise<void>,
): Promise<void> {
  const {now} = Date;
  const realNow = performance.now.bind(performance);
  let passed = 0;
  Date.now = () => now() + wrongBy * 1000 + passed;
  performance.now = () => realNow() + passed;
  try {
    await work((seconds) => {
      passed += seconds * 1000;
    });
  } finally {
    Date.now = now;
    performance.now = realNow;
  }
}

for (const [name, wrongBy] of [
  ['25 minutes slow', -1500],
  ['25 minutes fast', 1500],
  ['a day fast', 86_400],
  ['right', 0],
] as const) {
  test(`a token of ten minutes is renewed about every eight on a device whose clock is ${name}`, async () => {
    let minted = 0;
    const tokens = new Tokens(() => {
      minted++;
      return Promise.resolve({token: tokenFor('a', 600), expiresAt: '2027-01-01T00:00:00Z'});
    });
    await withClocks(wrongBy, async (pass) => {
      // An hour of calls, one a minute.
      for (let minute = 0; minute < 60; minute++) {
        await tokens.current();
        pass(60);
      }
    });
    // One at the start, then one each time eight minutes are up.
    assert.equal(minted, 8);
  });
}

test('a jump of the device’s clock while the page is open renews nothing', async () => {
  let minted = 0;
  const tokens = new Tokens(() => {
    minted++;
    return Promise.resolve({token: tokenFor('a', 600), expiresAt: '2027-01-01T00:00:00Z'});
  });
  await tokens.current();
  await withClocks(7200, async () => {
    await tokens.current();
  });
  assert.equal(minted, 1);
});

test('calls that wait for a token ask the host once', async () => {
  let asked = 0;
  const tokens = new Tokens(async () => {
    asked++;
    await Promise.resolve();
    return {token: tokenFor('a', 600), expiresAt: ''};
  });
  await Promise.all(Array.from({length: 30}, () => tokens.current()));
  assert.equal(asked, 1);
});

test('a refusal of an old token does not throw a newer one away', async () => {
  let minted = 0;
  const tokens = new Tokens(() => Promise.resolve({token: `t${String(++minted)}`, expiresAt: ''}));
  const first = await tokens.current();
  tokens.expire(first);
  const second = await tokens.current();
  tokens.expire(first);
  assert.equal(await tokens.current(), second);
});

test('a token whose times make no sense is renewed after eight minutes', async () => {
  for (const life of [-600, 0, 1e9]) {
    let minted = 0;
    const tokens = new Tokens(() => {
      minted++;
      return Promise.resolve({token: tokenFor('a', life), expiresAt: ''});
    });
    await withClocks(0, async (pass) => {
      await tokens.current();
      pass(300);
      await tokens.current();
      assert.equal(minted, 1);
      pass(300);
      await tokens.current();
      assert.equal(minted, 2);
    });
  }
});

test('a host that cannot answer just now has not signed anybody out', async () => {
  for (const [thrown, code] of [
    [new TypeError('Failed to fetch'), 'network'],
    [Object.assign(new Error('no token'), {status: 503}), 'network'],
    [Object.assign(new Error('no token'), {status: 401}), 'unauthenticated'],
    [new Error('signed out'), 'unauthenticated'],
  ] as const) {
    const tokens = new Tokens(() => Promise.reject(thrown));
    await assert.rejects(tokens.current(), {code});
  }
});

test('a host that never answers is given up on, and asked again next time', async () => {
  mock.timers.enable({apis: ['setTimeout']});
  try {
    let asked = 0;
    const tokens = new Tokens(() => {
      asked++;
      return asked === 1
        ? new Promise(() => undefined)
        : Promise.resolve({token: tokenFor('a', 600), expiresAt: ''});
    });
    const waiting = tokens.current();
    mock.timers.tick(10_000);
    await assert.rejects(waiting, {code: 'timeout'});
    assert.equal(await tokens.current(), tokenFor('a', 600));
  } finally {
    mock.timers.reset();
  }
});

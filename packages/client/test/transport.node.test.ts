import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {HubkitError} from '@hubkit/client';
import {clientOf, json, member, problem, space} from './answers.ts';

const page = {items: [member], next: null};
const error = async (promise: PromiseLike<unknown>): Promise<HubkitError> => {
  try {
    await promise;
  } catch (thrown) {
    assert.ok(HubkitError.is(thrown), inspect(thrown));
    return thrown;
  }
  throw new assert.AssertionError({message: 'nothing was thrown'});
};
const cut = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"items": ['));
        controller.error(new TypeError('terminated'));
      },
    }),
    {headers: {'content-type': 'application/json'}},
  );
const create = {subject: 's', name: 'n', role: 'school', organisation: {id: space, name: 'o'}};

describe('a call', () => {
  test('gives the data, and the answer around it when asked', async () => {
    const {hub, sent} = clientOf(() =>
      json(member, {headers: {etag: '"1"', 'hubkit-request-id': 'r7'}}),
    );
    const calling = hub.members.get({member: member.id});
    assert.equal((await calling).name, 'Asha Brook');
    const {etag, requestId} = await calling.withResponse();
    assert.deepEqual([etag, requestId, sent.length], ['"1"', 'r7', 1]);
    assert.equal(sent[0]?.url, `https://hub.example/v1/spaces/${space}/members/${member.id}`);
  });
  test('keeps what a newer service adds', async () => {
    const {hub} = clientOf(() => json({...member, role: 'mentor', shoeSize: 43}));
    const got = await hub.members.get({member: member.id});
    assert.equal(got.role, 'mentor');
  });
  test('refuses an id that leads elsewhere, before anything is sent', async () => {
    const {hub, sent} = clientOf(() => json(member));
    for (const id of ['', '.', '..']) {
      assert.equal((await error(hub.members.get({member: id}))).code, 'invalid_request');
    }
    assert.equal(sent.length, 0);
  });
  test('sends what follows a slash as part of the id', async () => {
    const {hub, sent} = clientOf(() => json(member));
    await hub.members.get({member: 'a/../b?c'});
    assert.match(sent[0]?.url ?? '', /members\/a%2F\.\.%2Fb%3Fc$/);
  });
  test('rethrows the caller’s own reason for giving up', async () => {
    const reason = new Error('the page was left');
    const {hub} = clientOf(
      (_, n) =>
        new Promise((resolve) => {
          controller.abort(reason);
          setTimeout(() => {
            resolve(json(member));
          }, n);
        }),
    );
    const controller = new AbortController();
    await assert.rejects(
      Promise.resolve(hub.members.get({member: member.id, signal: controller.signal})),
      (thrown) => thrown === reason,
    );
  });
});

describe('what is safe to repeat is repeated', () => {
  test('a write that met a 503 goes again with the same key and body', async () => {
    const {hub, sent} = clientOf((_, n) => (n < 3 ? problem(503, 'busy') : json(member)), {
      retries: 3,
    });
    await hub.members.create({body: create});
    assert.equal(sent.length, 3);
    assert.equal(
      new Set(sent.map(({headers, body}) => `${headers.get('idempotency-key') ?? ''} ${body}`))
        .size,
      1,
    );
  });
  test('an answer whose body is cut is asked for again', async () => {
    const {hub, sent} = clientOf((_, n) => (n === 1 ? cut() : json(page)));
    assert.equal((await hub.members.list().toArray({limit: 5})).length, 1);
    assert.equal(sent.length, 2);
  });
  test('a body that is cut for ever is `network`, not an empty success', async () => {
    const {hub, sent} = clientOf(cut, {retries: 1});
    assert.equal((await error(hub.members.list().toArray({limit: 5}))).code, 'network');
    assert.equal(sent.length, 2);
  });
  test('no answer is `network`, and 0 retries means none', async () => {
    const {hub, sent} = clientOf(() => Promise.reject(new TypeError('fetch failed')), {retries: 0});
    assert.equal((await error(hub.me.get())).code, 'network');
    assert.equal(sent.length, 1);
  });
  test('a refusal is not repeated', async () => {
    const {hub, sent} = clientOf(() => problem(404, 'not_found'));
    const {code, status, requestId} = await error(hub.members.get({member: member.id}));
    assert.deepEqual([code, status, requestId, sent.length], ['not_found', 404, 'req-1', 1]);
  });
});

describe('a 429', () => {
  test('that asks for longer than the deadline fails at once and says how long', async () => {
    const {hub, sent} = clientOf(() => problem(429, 'rate_limited', {'retry-after': '3600'}));
    const {code, retryAfter} = await error(hub.me.get());
    assert.deepEqual([code, retryAfter, sent.length], ['rate_limited', 3600, 1]);
  });
  test('may say it with a date', async () => {
    const date = new Date(Date.now() + 7_200_000).toUTCString();
    const {hub, sent} = clientOf(() => problem(429, 'rate_limited', {'retry-after': date}));
    const {retryAfter = 0} = await error(hub.me.get());
    assert.ok(retryAfter > 7000 && retryAfter <= 7200);
    assert.equal(sent.length, 1);
  });
});

describe('an answer that is not the service’s', () => {
  test('a login page with status 200 is `invalid_response`', async () => {
    const html = () =>
      new Response('<title>Sign in</title>', {headers: {'content-type': 'text/html'}});
    assert.equal((await error(clientOf(html).hub.me.get())).code, 'invalid_response');
  });
  test('JSON that does not fit says where', async () => {
    const {hub} = clientOf(() => json({...member, version: 'one'}));
    const {code, issues} = await error(hub.members.get({member: member.id}));
    assert.deepEqual([code, issues[0]?.pointer], ['invalid_response', '/version']);
  });
});

describe('a token', () => {
  test('that is refused is asked for once more, however many calls it failed', async () => {
    let minted = 0;
    const {hub} = clientOf(
      ({headers}) =>
        headers.get('authorization') === 'Bearer t1'
          ? problem(401, 'unauthenticated')
          : json(member),
      {
        token: () =>
          Promise.resolve({token: `t${String(++minted)}`, expiresAt: '2027-01-01T00:00:00Z'}),
      },
    );
    await Promise.all(Array.from({length: 20}, () => hub.members.get({member: member.id})));
    assert.equal(minted, 2);
  });
  test('that stays refused is `unauthenticated`, for a write too', async () => {
    const {hub, sent} = clientOf(() => problem(401, 'unauthenticated'), {
      token: () => Promise.resolve({token: 't', expiresAt: ''}),
    });
    assert.equal((await error(hub.members.create({body: create}))).code, 'unauthenticated');
    assert.equal(sent.length, 2);
  });
  test('that the host does not give is `unauthenticated`, and nothing is sent without one', async () => {
    const {hub, sent} = clientOf(() => json(member), {
      token: () => Promise.reject(new Error('signed out')),
    });
    assert.equal((await error(hub.me.get())).code, 'unauthenticated');
    assert.equal(sent.length, 0);
  });
  test('is in no error, however it is printed', async () => {
    const secret = 'canary-7f3a';
    for (const reply of [
      () => problem(500, 'internal'),
      () => problem(401, 'unauthenticated'),
      cut,
      () => json({}),
    ]) {
      const thrown = await error(clientOf(reply, {token: secret, retries: 0}).hub.me.get());
      assert.doesNotMatch(inspect(thrown, {depth: 20, showHidden: true}), new RegExp(secret));
    }
  });
});

describe('a list', () => {
  test('is read a page at a time, no further than it is used', async () => {
    const {hub, sent} = clientOf(({url}) => {
      const at = Number(new URL(url).searchParams.get('cursor') ?? 0);
      return json({
        items: [{...member, name: `m${String(at)}`}],
        next: at < 9 ? String(at + 1) : null,
      });
    });
    const names: string[] = [];
    for await (const {name} of hub.members.list({limit: 1})) {
      names.push(name);
      if (names.length === 3) break;
    }
    assert.deepEqual([names, sent.length], [['m0', 'm1', 'm2'], 3]);
  });
  test('whose cursor repeats ends with an error instead of never', async () => {
    const {hub} = clientOf(() => json({items: [member], next: 'again'}));
    assert.equal((await error(hub.members.list().toArray({limit: 100}))).code, 'repeated_cursor');
  });
});

test('a body is right although the host page gave arrays and strings a toJSON', async () => {
  const prototypes = [Array.prototype, String.prototype] as unknown as {toJSON?: () => string}[];
  const {hub, sent} = clientOf(() => json({outcomes: []}));
  for (const each of prototypes) {
    Object.defineProperty(each, 'toJSON', {
      value: () => 'spoilt',
      configurable: true,
      enumerable: true,
    });
  }
  try {
    const {body} = await (async () => {
      await hub.reviews.access
        .create({review: space, body: {member: member.id, capability: 'lead', until: null}})
        .catch(() => undefined);
      return {body: sent[0]?.body};
    })();
    assert.equal(body, `{"member":"${member.id}","capability":"lead","until":null}`);
  } finally {
    for (const each of prototypes) delete each.toJSON;
  }
});

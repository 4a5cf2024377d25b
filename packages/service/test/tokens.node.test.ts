import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {describe, test} from 'node:test';
import {exportJWK, generateKeyPair, importJWK, SignJWT, type JWTHeaderParameters} from 'jose';
import {createApiKey} from '../src/keys.ts';
import {createService} from '../src/service.ts';
import {isLoopback, listen} from '../src/listen.ts';
import {createMemoryStore} from '../src/store/memory.ts';
import {createSigningKey, mintEmbedToken, publicKeyOf} from '../src/tokens.ts';
import {
  callerOf,
  createWorld,
  newKey,
  ok,
  ORIGIN,
  PEPPER,
  signingKey,
  testId,
  URL_OF_SERVICE,
} from './world.ts';

const NOW = Date.UTC(2027, 0, 11, 9);
const seconds = NOW / 1000;
const world = await createWorld({clock: () => NOW});
const ann = await world.person('ann');
const {kid = ''} = await publicKeyOf(signingKey);
const good = {alg: 'EdDSA', typ: 'hubkit-embed+jwt', kid};
const claims = {
  ...{iss: URL_OF_SERVICE, aud: URL_OF_SERVICE, sub: 'ann', jti: 'j1', spc: world.space},
  ...{ori: [ORIGIN], scp: ['read', 'write'], iat: seconds, nbf: seconds, exp: seconds + 600},
};

async function signed(
  header: Partial<JWTHeaderParameters>,
  body: Record<string, unknown>,
  key = signingKey,
) {
  const all: Record<string, unknown> = {...claims, ...body};
  const merged = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const jwt = new SignJWT(merged).setProtectedHeader({...good, ...header});
  return await jwt.sign(await importJWK(key, 'EdDSA'));
}

const stranger = await createSigningKey();
const strangers = await publicKeyOf(stranger);
const {privateKey} = await generateKeyPair('ES256', {extractable: true});
const curve = await exportJWK(privateKey);

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const me = (token: string, headers: Record<string, string> = {}) =>
  callerOf(world.service, token).send('GET', '/me', {headers});

describe('a token', () => {
  test('that is good is taken', async () => {
    assert.equal(ok(await me(await signed({}, {}))).body.member?.id, ann.id);
  });

  const hs256 = (): string => {
    const text = `${part({...good, alg: 'HS256'})}.${part(claims)}`;
    const secret = JSON.stringify(strangers);
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const mutants: [string, () => string | Promise<string>][] = [
    ['has no signature', () => `${part({...good, alg: 'none'})}.${part(claims)}.`],
    ['is signed as HS256', hs256],
    ['is another’s', () => signed({}, {}, stranger)],
    ['brings its key along', () => signed({jwk: strangers}, {}, stranger)],
    ['says where its key is', () => signed({jku: 'https://evil.example/jwks'}, {}, stranger)],
    ['brings our own key along', async () => signed({jwk: await publicKeyOf(signingKey)}, {})],
    ['names an unknown key', () => signed({kid: strangers.kid ?? ''}, {}, stranger)],
    ['is of another type', () => signed({typ: 'JWT'}, {})],
    ['is for another service', () => signed({}, {aud: 'https://other.example'})],
    ['is from another service', () => signed({}, {iss: 'https://other.example'})],
    ['has expired', () => signed({}, {iat: seconds - 900, nbf: seconds - 900, exp: seconds - 121})],
    ['lives too long', () => signed({}, {exp: seconds + 3700})],
    ['has no end', () => signed({}, {exp: undefined})],
    ['has no person', () => signed({}, {sub: undefined})],
    ['has no space', () => signed({}, {spc: undefined})],
    ['has origins that are no list', () => signed({}, {ori: ORIGIN})],
    ['is no token', () => 'abc.def.ghi'],
    ['is text', () => 'sesame'],
  ];
  for (const [what, make] of mutants) {
    test(`that ${what} is refused`, async () => {
      const reply = await me(await make());
      assert.equal(reply.status, 401);
      assert.equal(reply.body.code, 'unauthenticated');
    });
  }

  test('of another curve is refused', async () => {
    const jwt = new SignJWT(claims).setProtectedHeader({...good, alg: 'ES256'});
    assert.equal((await me(await jwt.sign(await importJWK(curve, 'ES256')))).status, 401);
  });

  test('may be two minutes ahead or behind, and beyond says clock_skew (C39)', async () => {
    const early = (by: number) => ({iat: seconds + by, nbf: seconds + by, exp: seconds + by + 600});
    assert.equal((await me(await signed({}, early(90)))).status, 200);
    assert.equal((await me(await signed({}, early(119)))).status, 200);
    const beyond = await me(await signed({}, early(180)));
    assert.deepEqual([beyond.status, beyond.body.code], [401, 'clock_skew']);
    const late = {iat: seconds - 700, nbf: seconds - 700, exp: seconds - 60};
    assert.equal((await me(await signed({}, late))).status, 200);
  });

  test('is held to its own origins', async () => {
    const token = await signed({}, {});
    const foreign = await me(token, {origin: 'https://evil.example'});
    assert.deepEqual([foreign.status, foreign.body.code], [403, 'origin_refused']);
    const request = (headers: Record<string, string>) =>
      world.service.fetch(
        new Request(`${URL_OF_SERVICE}/v1/me`, {
          headers: {authorization: `Bearer ${token}`, ...headers},
        }),
      );
    assert.equal((await request({})).status, 403, 'no page at all');
    assert.equal((await request({'sec-fetch-site': 'cross-site'})).status, 403);
    assert.equal((await request({'sec-fetch-site': 'same-origin'})).status, 200, 'its own page');
    const post = await callerOf(world.service, token).send('POST', world.at('/operations'), {
      headers: {origin: 'null', 'sec-fetch-site': 'same-origin'},
    });
    assert.equal(post.status, 403, 'a write always names its page');
  });

  test('writes only with the scope for it', async () => {
    const reader = callerOf(world.service, await signed({}, {scp: ['read']}));
    const reply = await reader.post(world.at('/operations'), {operations: []});
    assert.equal(reply.body.code, 'forbidden');
  });

  test('of a person who is no member sees that, and nothing else', async () => {
    const nobody = callerOf(world.service, await signed({}, {sub: 'nobody'}));
    assert.equal((await nobody.get('/me')).body.member, null);
    assert.equal((await nobody.get(world.at('/reviews'))).status, 404);
    assert.deepEqual((await nobody.get('/spaces')).body.items, []);
    assert.equal((await ann.get('/spaces')).body.items.length, 1);
  });

  test('is minted by a key, and never exceeds it', async () => {
    const body = {space: world.space, subject: 'ann', origins: [`${ORIGIN}/a/page`]};
    const minted = ok(await world.admin.post('/embed-tokens', body));
    assert.equal((await me(minted.body.token)).status, 200);
    const scopes = ['mint', 'read'] as const;
    const {store} = world;
    const {key} = await createApiKey({store, pepper: PEPPER, name: 'r', scopes, now: NOW});
    const exceeding = {...body, scopes: ['write']};
    assert.equal((await callerOf(world.service, key).post('/embed-tokens', exceeding)).status, 422);
    assert.equal((await ann.post('/embed-tokens', body)).status, 403);
    const unknown = await world.admin.post('/embed-tokens', {...body, subject: 'x'});
    assert.equal(unknown.body.issues[0]?.pointer, '/subject');
  });
});

describe('an API key', () => {
  test('that was altered in any place is refused', async () => {
    const {bearer} = world.admin;
    assert.equal((await me(bearer)).status, 200);
    for (const at of [9, 20, 40, bearer.length - 1]) {
      const other = bearer[at] === 'a' ? 'b' : 'a';
      const reply = await me(bearer.slice(0, at) + other + bearer.slice(at + 1));
      assert.equal(reply.status, 401);
    }
  });

  test('of one space opens no other', async () => {
    const {store} = world;
    const other = testId();
    ok(await world.admin.post('/spaces', {id: other, kind: 'trust', name: 'Another'}));
    const scopes = ['read', 'write', 'admin'] as const;
    const spaces = [other];
    const made = await createApiKey({store, pepper: PEPPER, name: 'k', scopes, spaces, now: NOW});
    const caller = callerOf(world.service, made.key);
    assert.equal((await caller.get(`/spaces/${other}/members`)).status, 200);
    assert.equal((await caller.get(world.at('/members'))).status, 404);
    assert.equal((await caller.get('/spaces')).body.items.length, 1);
  });

  test('ends after a year, and with another pepper at once', async () => {
    const store = createMemoryStore();
    const scopes = ['read'] as const;
    const {key} = await createApiKey({store, pepper: PEPPER, name: 'k', scopes, now: NOW});
    const options = {store, signingKey, url: URL_OF_SERVICE, origins: [ORIGIN]};
    const status = async (clock: number, pepper = PEPPER) => {
      const service = await createService({...options, pepper, clock: () => clock});
      return (await callerOf(service, key).get('/me')).status;
    };
    assert.equal(await status(NOW), 200);
    assert.equal(await status(NOW + 366 * 86_400_000), 401);
    assert.equal(await status(NOW, 'another pepper of more than 32 characters'), 401);
  });
});

describe('the service', () => {
  const options = {
    ...{store: createMemoryStore(), signingKey, pepper: PEPPER},
    ...{url: URL_OF_SERVICE, origins: [ORIGIN]},
  };

  test('does not start without secrets that hold, or with an origin that is none', async () => {
    const publicHalf = {...signingKey};
    delete publicHalf.d;
    await assert.rejects(createService({...options, signingKey: publicHalf}), /private JWK/);
    await assert.rejects(createService({...options, pepper: 'short'}), /32 characters/);
    await assert.rejects(createService({...options, origins: [`${ORIGIN}/`]}), /exact origin/);
  });

  test('keeps a demonstration, and what takes every origin, on loopback', async () => {
    const demonstration = await createService({...options, demonstration: true});
    await assert.rejects(listen(demonstration, {host: '0.0.0.0'}), /stays on this machine/);
    const everyone = await createService({...options, origins: '*'});
    await assert.rejects(listen(everyone, {host: '0.0.0.0'}), /exact origins/);
    assert.deepEqual(
      ['127.0.0.1', '127.8.0.1', '::1', 'localhost', '0.0.0.0', '10.0.0.1'].map(isLoopback),
      [true, true, true, true, false, false],
    );
  });

  test('publishes the key that its tokens are signed with', async () => {
    const request = new Request(`${URL_OF_SERVICE}/.well-known/jwks.json`);
    const {keys} = (await (await world.service.fetch(request)).json()) as {keys: object[]};
    assert.deepEqual(keys, [await publicKeyOf(signingKey)]);
    assert.ok(!('d' in keys[0]!));
  });

  test('takes no token that it minted for longer than an hour', async () => {
    const long = {signingKey, url: URL_OF_SERVICE, space: world.space, subject: 'ann'};
    await assert.rejects(mintEmbedToken({...long, origins: [ORIGIN], lifetime: 3601}), RangeError);
    const body = {space: world.space, subject: 'ann', origins: [ORIGIN], lifetime: 3601};
    const reply = await world.admin.send('POST', '/embed-tokens', {body, key: newKey()});
    assert.equal(reply.body.issues[0]?.pointer, '/lifetime');
  });
});

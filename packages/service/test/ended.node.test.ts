import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createMemoryStore} from '../src/store/memory.ts';
import {serviceScope, type Store} from '../src/store/port.ts';
import {
  C1,
  createTeam,
  newKey,
  ok,
  ORIGIN,
  testId,
  toIndependent,
  URL_OF_SERVICE,
} from './world.ts';

/** A store in which something else happens, once, between a decision and its commit. */
function interruptible() {
  const store = createMemoryStore();
  let waiting: {action: string; other: () => Promise<unknown>} | null = null;
  const wrapped: Store = {
    ...store,
    async commit(scope, changes) {
      const now = waiting;
      if (now && changes.audit?.some(({action}) => action === now.action)) {
        waiting = null;
        await now.other();
      }
      return await store.commit(scope, changes);
    },
  };
  const interrupt = (action: string, other: () => Promise<unknown>) => {
    waiting = {action, other};
  };
  return {store: wrapped, interrupt};
}

test('what a former member decided is not stored', async () => {
  const {store, interrupt} = interruptible();
  const {world, coordinator} = await createTeam({store});
  interrupt('review.create', async () => {
    ok(await world.admin.send('DELETE', world.at(`/members/${coordinator.id}`), {ifMatch: 1}));
  });
  const body = {id: testId(), subject: {urn: '100002', name: 'Another'}, framework: null};
  const create = () => coordinator.send('POST', world.at('/reviews'), {key: 'once', body});
  assert.equal((await create()).status, 503);
  assert.equal((await create()).status, 404);
  const path = world.at(`/reviews/${body.id}`);
  assert.equal((await world.admin.get(path)).status, 404);
});

test('access that is given while its member leaves is gone with them', async () => {
  const {store, interrupt} = interruptible();
  const {world, review, host, outsider} = await createTeam({store});
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const body = {member: outsider.id, capability: 'reader', until};
  interrupt('member.delete', async () => {
    ok(await host.post(world.at(`/reviews/${review}/access`), body));
  });
  ok(await world.admin.send('DELETE', world.at(`/members/${outsider.id}`), {ifMatch: 1}));
  const scope = serviceScope(world.space, new Date().toISOString());
  const id = `${review}/${outsider.id}`;
  assert.equal(await store.get(scope, 'access', id, {asService: true}), null);
});

test('access that ends while a body arrives has ended', async () => {
  let now = Date.now();
  const team = await createTeam({clock: () => now});
  const {world, review, host} = team;
  await toIndependent(team);
  const guest = await world.person('guest');
  const until = new Date(now + 60_000).toISOString();
  const access = {member: guest.id, capability: 'reviewer', until};
  ok(await host.post(world.at(`/reviews/${review}/access`), access));
  await world.declare(review, guest);
  const entity = `rating/${review}/${C1}/${guest.id}`;
  const operation = {opId: testId(), entity, at: until, kind: 'set', field: 'note', base: 0};
  const text = JSON.stringify({operations: [{...operation, value: 'Late.'}]});
  const encoder = new TextEncoder();
  let rest = () => {};
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(text.slice(0, 20)));
      rest = () => {
        controller.enqueue(encoder.encode(text.slice(20)));
        controller.close();
      };
    },
  });
  const answer = world.service.fetch(
    new Request(`${URL_OF_SERVICE}/v1${world.at('/operations')}`, {
      ...{method: 'POST', body, duplex: 'half'},
      headers: {
        authorization: `Bearer ${guest.bearer}`,
        'content-type': 'application/json',
        'idempotency-key': newKey(),
        origin: ORIGIN,
      },
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  now += 61_000;
  rest();
  const {outcomes} = (await (await answer).json()) as {outcomes: {code?: string}[]};
  assert.equal(outcomes[0]!.code, 'not_found');
});

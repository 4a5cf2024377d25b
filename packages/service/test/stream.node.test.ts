import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {createService} from '../src/service.ts';
import {listen} from '../src/listen.ts';
import {createMemoryStore} from '../src/store/memory.ts';
import {mintEmbedToken} from '../src/tokens.ts';
import {changesIn, readStream} from './stream-reader.ts';
import {
  C1,
  callerOf,
  createTeam,
  createWorld,
  ok,
  ORIGIN,
  PEPPER,
  rate,
  sendOne,
  setReview,
  signingKey,
  toIndependent,
  URL_OF_SERVICE,
} from './world.ts';

describe('the stream', () => {
  test('begins with the cursor of now and tells of a change at once', async () => {
    const team = await createTeam();
    const {world, review, host} = team;
    const stream = await readStream(host, world.at('/stream'));
    const head = await stream.until('event: ready');
    assert.match(head, /^: open\n\nid: [\w-]+\nevent: ready\n/);
    ok(await rate(team, host, C1, 0, {note: 'Drafting.'}));
    const [change] = changesIn(await stream.until('event: change'));
    assert.equal(change?.entity, `rating/${review}/${C1}/self`);
    assert.match(stream.text, new RegExp(`id: ${change.cursor}\nevent: change\n`));
    await stream.close();
  });

  test('goes on after Last-Event-ID, without a gap and without a repeat', async () => {
    const team = await createTeam();
    const {world, host} = team;
    const first = await readStream(host, world.at('/stream'));
    await first.until('event: ready');
    for (const version of [0, 1, 2]) {
      ok(await rate(team, host, C1, version, {note: `Draft ${version}`}));
    }
    await first.until('"version":3');
    const [one, ...others] = changesIn(first.text);
    await first.close();
    const second = await readStream(host, world.at('/stream'), one!.cursor);
    assert.deepEqual(changesIn(await second.until('"version":3')), others);
    await second.close();
    const polled = await host.get(world.at(`/changes?after=${one!.cursor}`));
    assert.deepEqual(polled.body.items, others);
  });

  test('refuses a cursor that is another’s', async () => {
    const {world, host, ann} = await createTeam();
    const {cursor} = (await host.get(world.at('/changes'))).body;
    const reply = await ann.open(world.at('/stream'), {'last-event-id': cursor});
    assert.equal(reply.status, 400);
    assert.equal((await ann.get(world.at(`/changes?after=${cursor}`))).status, 400);
  });

  test('ends with reauth when the token does', async () => {
    const world = await createWorld();
    await world.person('ann');
    const minted = await mintEmbedToken({
      ...{signingKey, url: URL_OF_SERVICE, space: world.space, subject: 'ann'},
      ...{origins: [ORIGIN], lifetime: 1},
    });
    const stream = await readStream(callerOf(world.service, minted.token), world.at('/stream'));
    assert.match(await stream.end(), /event: reauth\ndata: \{\}\n\n$/);
  });

  test('ends with reauth for a member who has left', async () => {
    const {world, ann} = await createTeam();
    const stream = await readStream(ann, world.at('/stream'));
    await stream.until('event: ready');
    ok(await world.admin.send('DELETE', world.at(`/members/${ann.id}`), {ifMatch: 1}));
    assert.match(await stream.end(), /event: reauth/);
  });

  test('says that what may be seen has changed, to all who take part, when the phase moves', async () => {
    const team = await createTeam();
    const {world, ann, host, facilitator} = team;
    const streams = await Promise.all(
      [ann, host, facilitator].map((each) => readStream(each, world.at('/stream'))),
    );
    await toIndependent(team);
    for (const stream of streams) {
      const [change] = changesIn(await stream.until('visibility'));
      assert.equal(change?.op, 'visibility');
      assert.equal(change.entity, undefined);
      await stream.close();
    }
  });

  test('tells the whole team how many are in, and only the lead who', async () => {
    const team = await createTeam();
    const {world, review, ann, bex, lead, host} = team;
    await toIndependent(team);
    const places = new Map<string, string>();
    for (const each of [bex, lead, host]) {
      places.set(each.id, (await each.get(world.at('/changes'))).body.cursor);
    }
    ok(await ann.post(world.at(`/reviews/${review}/submit`)));
    const heard = async (by: typeof bex) => {
      const {items} = (await by.get(world.at(`/changes?after=${places.get(by.id) ?? ''}`))).body;
      return items.map(({entity}) => entity);
    };
    assert.deepEqual(await heard(bex), [`review/${review}`]);
    assert.deepEqual(await heard(lead), [`access/${review}/${ann.id}`, `review/${review}`]);
    assert.deepEqual(await heard(host), []);
  });

  test('tells a person that they were given access, and that it was ended', async () => {
    const {world, review, outsider} = await createTeam();
    const {cursor} = (await outsider.get(world.at('/changes'))).body;
    const access = world.at(`/reviews/${review}/access`);
    ok(await world.admin.post(access, {member: outsider.id, capability: 'reviewer'}));
    ok(await world.admin.send('DELETE', `${access}/${outsider.id}`, {ifMatch: 1}));
    const {items} = (await outsider.get(world.at(`/changes?after=${cursor}`))).body;
    assert.deepEqual(
      items.map(({op, review: of}) => [op, of]),
      [
        ['visibility', review],
        ['visibility', review],
      ],
    );
  });

  test('tells a reviewer of the team’s work only once they have declared their ties', async () => {
    const team = await createTeam();
    const {world, review, outsider, host} = team;
    await world.give(review, outsider, 'reviewer');
    ok(await setReview(team, host, 'selfReview', 'shared'));
    const {cursor} = (await outsider.get(world.at('/changes'))).body;
    const entity = `rating/${review}/${C1}/self`;
    const set = {kind: 'set', entity, field: 'note', base: 0, value: 'Shared already.'};
    ok(await sendOne(host, world.space, set));
    assert.deepEqual((await outsider.get(world.at(`/changes?after=${cursor}`))).body.items, []);
    await world.declare(review, outsider);
    const {items} = (await outsider.get(world.at(`/changes?after=${cursor}`))).body;
    assert.ok(items.some(({op}) => op === 'visibility'));
  });

  test('is refused past the cap, with when to come back', async () => {
    const world = await createWorld({mostStreams: 1});
    const ann = await world.person('ann');
    const first = await readStream(ann, world.at('/stream'));
    const second = await ann.open(world.at('/stream'));
    assert.deepEqual([second.status, second.headers.get('retry-after')], [503, '30']);
    await first.close();
    const third = await readStream(ann, world.at('/stream'));
    await third.close();
  });

  test('goes over the wire, unbuffered, and ends with the service', async () => {
    const store = createMemoryStore();
    const options = {store, signingKey, pepper: PEPPER, url: URL_OF_SERVICE};
    const service = await createService({...options, origins: [ORIGIN]});
    const world = await createWorld({store});
    const {bearer} = await world.person('ann');
    const listening = await listen(service);
    const response = await fetch(`${listening.url}/v1${world.at('/stream')}`, {
      headers: {authorization: `Bearer ${bearer}`, origin: ORIGIN},
    });
    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.equal(response.headers.get('x-accel-buffering'), 'no');
    const reader = response.body!.getReader();
    const {value} = await reader.read();
    assert.match(Buffer.from(value!).toString(), /^: open/);
    const closed = listening.close();
    while (!(await reader.read()).done);
    await closed;
  });
});

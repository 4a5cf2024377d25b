import {connect, HubkitError} from '@hubkit/client';
import {expect} from '@open-wc/testing';
import {otherOrigin, type OtherOrigin} from '../../../tools/wtr/commands.ts';

// C38: headers that a browser may not read. The page is on one origin, the service on another.
describe('a page of another origin', () => {
  let places: OtherOrigin;
  before(async () => {
    places = await otherOrigin();
    expect(new URL(places.service).origin).not.to.equal(location.origin);
  });

  const failure = async (call: PromiseLike<unknown>): Promise<HubkitError> => {
    try {
      await call;
    } catch (error) {
      if (HubkitError.is(error)) return error;
      throw error;
    }
    throw new Error('It did not fail.');
  };

  it('reads the ETag and the request id of an answer', async () => {
    const {service, key, space} = places;
    const hub = connect({url: service, token: key, space});
    const {data, etag, requestId} = await hub.spaces.get().withResponse();
    expect(etag).to.equal(`"${String(data.version)}"`);
    expect(requestId).to.match(/^[0-9a-f-]{36}$/);
  });

  it('reads the code and the request id of a refusal, and of an ended sign-in', async () => {
    const {service, key, space} = places;
    const elsewhere = '01970000-0000-7000-8000-000000000001';
    const missing = await failure(
      connect({url: service, token: key}).spaces.get({space: elsewhere}),
    );
    expect(missing.code).to.equal('not_found');
    expect(missing.requestId).to.match(/^[0-9a-f-]{36}$/);
    const ended = await failure(connect({url: service, token: 'not.a.token', space}).spaces.get());
    expect(ended.code).to.equal('unauthenticated');
    expect(ended.requestId).to.match(/^[0-9a-f-]{36}$/);
  });

  for (const [status, code] of [
    [429, 'rate_limited'],
    [503, 'busy'],
  ] as const) {
    it(`reads of a ${String(status)} how long to wait, and that the contract is deprecated`, async () => {
      const {stub, space} = places;
      const url = `${stub}/${String(status)}`;
      const error = await failure(connect({url, token: 'k', space, retries: 0}).spaces.get());
      expect([error.code, error.retryAfter, error.requestId]).to.deep.equal([
        code,
        7200,
        'request-of-stub',
      ]);
      const answer = await fetch(`${url}/v1/spaces`);
      expect([answer.headers.get('deprecation'), answer.headers.get('sunset')]).to.deep.equal([
        '@1798761600',
        'Fri, 01 Jan 2027 00:00:00 GMT',
      ]);
    });
  }
});

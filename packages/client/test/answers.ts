import {connect, type ConnectOptions, type HubClient} from '@hubkit/client';

export const space = '01970000-0000-7000-8000-000000000002';
export const member = {
  id: '01970000-0000-7000-8000-00000000000b',
  name: 'Asha Brook',
  role: 'school',
  organisation: {id: space, name: 'Hillside'},
  createdAt: '2027-01-01T00:00:00Z',
  version: 1,
};

/** A request as the service would get it. */
export interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: string;
}

export type Reply = (sent: Sent, n: number) => Response | Promise<Response>;

export function json(
  value: unknown,
  init: {status?: number; headers?: Record<string, string>} = {},
): Response {
  return new Response(JSON.stringify(value), {
    ...init,
    headers: {'content-type': 'application/json', ...init.headers},
  });
}

export function problem(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Response {
  const body = {type: 'about:blank', title: code, status, code, requestId: 'req-1'};
  return json(body, {status, headers: {'content-type': 'application/problem+json', ...headers}});
}

/** A client whose service answers as told, and what it was sent. */
export function clientOf(
  reply: Reply,
  options: Partial<ConnectOptions> = {},
): {hub: HubClient; sent: Sent[]} {
  const sent: Sent[] = [];
  const hub = connect({
    url: 'https://hub.example',
    space,
    token: 'hk_live_key',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const one = {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: await request.text(),
      };
      sent.push(one);
      return reply(one, sent.length);
    },
    log: () => undefined,
    ...options,
  });
  return {hub, sent};
}

/** A token that lives as long as told, by the minting server’s own clock. */
export function tokenFor(sub: string, life: number, iat = 1_700_000_000): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({alg: 'EdDSA'})}.${part({sub, iat, exp: iat + life})}.${part('signature')}`;
}

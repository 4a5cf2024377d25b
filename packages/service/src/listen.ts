import type {AddressInfo} from 'node:net';
import {serve} from '@hono/node-server';
import type {Service} from './service.ts';

/** ms that answers have to end in when the service stops. */
const GRACE = 2000;

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/;

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Puts a service on a port.
 *
 * @param at - `port` 0 takes a free one.
 * @throws Error - the service runs on a demonstration’s keys or takes every origin, and others could reach it.
 */
export async function listen(
  service: Service,
  {host = '127.0.0.1', port = 0}: {host?: string; port?: number} = {},
): Promise<{url: string; port: number; close: () => Promise<void>}> {
  if (!isLoopback(host)) {
    if (service.demonstration) {
      throw new Error(
        `A demonstration stays on this machine; ${host} can be reached from others. Give the service keys of its own, ` +
          'in HUBKIT_SIGNING_KEY and HUBKIT_PEPPER.',
      );
    }
    if (service.openToAllOrigins) {
      throw new Error(
        `On ${host} the service must know which pages may call it. Name their exact origins.`,
      );
    }
  }
  const server = serve({fetch: (request) => service.fetch(request), hostname: host, port});
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${host}]` : host;
  return {
    url: `http://${shown}:${address.port}`,
    port: address.port,
    async close() {
      await service.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if (!('closeIdleConnections' in server)) return;
        server.closeIdleConnections();
        // What is being answered may end well; a connection that never ends must not keep the process.
        setTimeout(() => server.closeAllConnections(), GRACE).unref();
      });
    },
  };
}

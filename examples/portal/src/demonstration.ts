import {randomBytes} from 'node:crypto';
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundles} from '@hubkit/embed';
import {
  createApiKey,
  createService,
  createSigningKey,
  listen,
  openSqliteStore,
} from '@hubkit/service';
import {HostServer} from './host-server.ts';
import {seed, seedReview, stands, type Demonstration} from './seed.ts';

export interface DemonstrationOptions {
  /** Folder of the database and its keys. What is there is gone on with. */
  data: string;
  /** Port of the service; 0 takes a free one. */
  servicePort: number;
  /** Port of the host's pages; 0 takes a free one. */
  hostPort: number;
  /** Where pages find the service, if not at its own address: a host may pass calls on from its own origin. */
  serviceForPages?: string;
}

export interface RunningDemonstration {
  /** Address of the host's pages. */
  url: string;
  /** Address of the service. */
  service: string;
  /** The API key that the host's server uses. */
  key: string;
  demonstration: Demonstration;
  /** Starts the service again on the same files, after `stopService`. */
  startService: () => Promise<void>;
  stopService: () => Promise<void>;
  close: () => Promise<void>;
}

interface Secrets {
  signingKey: Awaited<ReturnType<typeof createSigningKey>>;
  pepper: string;
  key?: string;
  demonstration?: Demonstration;
}

/** Keys made once for this folder. They are a demonstration's: the service stays on loopback with them. */
async function secretsIn(data: string): Promise<Secrets> {
  try {
    return JSON.parse(await readFile(path.join(data, 'keys.json'), 'utf8')) as Secrets;
  } catch {
    return {signingKey: await createSigningKey(), pepper: randomBytes(32).toString('hex')};
  }
}

async function keep(data: string, secrets: Secrets): Promise<void> {
  await writeFile(path.join(data, 'keys.json'), JSON.stringify(secrets), {mode: 0o600});
}

/** The service, the host's pages and one seeded review, all on loopback. */
export async function startDemonstration(
  options: DemonstrationOptions,
): Promise<RunningDemonstration> {
  const {data} = options;
  await mkdir(data, {recursive: true});
  const secrets = await secretsIn(data);
  let port = options.servicePort;
  let running: {url: string; close: () => Promise<void>} | undefined;
  let issued = secrets.key;

  const start = async () => {
    const store = openSqliteStore(path.join(data, 'hubkit.sqlite'));
    issued ??= (
      await createApiKey({
        store,
        pepper: secrets.pepper,
        name: 'demonstration',
        scopes: ['read', 'write', 'admin', 'mint'],
      })
    ).key;
    const service = await createService({
      store,
      signingKey: secrets.signingKey,
      pepper: secrets.pepper,
      // Not known before it listens where the port is free to choose: tokens name it, nobody calls it.
      url: 'http://demonstration.hubkit.test',
      origins: '*',
      bundles: fileURLToPath(bundles),
      demonstration: true,
    });
    const listening = await listen(service, {port});
    ({port} = listening);
    running = {
      url: listening.url,
      close: async () => {
        await listening.close();
        await store.close();
      },
    };
  };
  const stop = async () => {
    await running?.close();
    running = undefined;
  };

  await start();
  const service = `http://127.0.0.1:${String(port)}`;
  const key = issued ?? '';
  // The pages' own address must be known before a token can be minted for it.
  const seedOptions = {url: service, key, origins: ['http://seed.hubkit.test']};
  const kept = secrets.demonstration;
  const demonstration = kept && (await stands(seedOptions, kept)) ? kept : await seed(seedOptions);
  await keep(data, {...secrets, key, demonstration});
  const host = await HostServer.start({
    port: options.hostPort,
    service: options.serviceForPages ?? service,
    mintAt: service,
    key,
    demonstration,
    startAgain: async () => {
      const review = await seedReview(seedOptions, demonstration);
      await keep(data, {...secrets, key, demonstration: {...demonstration, review}});
      return review;
    },
  });
  return {
    url: host.origin,
    service,
    key,
    demonstration,
    startService: start,
    stopService: stop,
    close: async () => {
      await host.close();
      await stop();
    },
  };
}

/** Forgets an earlier demonstration. */
export async function forget(data: string): Promise<void> {
  await rm(data, {recursive: true, force: true});
}

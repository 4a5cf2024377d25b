import {createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import {crc32} from 'node:zlib';
import {DIRECTORY, serviceScope, type Row, type Store} from './store/port.ts';

export const keyScopes = ['read', 'write', 'admin', 'mint'] as const;
export type KeyScope = (typeof keyScopes)[number];

/** What an API key may do, as it is stored. The key itself never is. */
export interface ApiKey {
  id: string;
  name: string;
  scopes: KeyScope[];
  /** `null`: every space. */
  spaces: string[] | null;
}

const PATTERN = /^hk_live_([0-9a-f]{16})_([0-9a-f]{64})_([0-9a-f]{8})$/;
const YEAR = 365 * 86_400_000;

const checksum = (text: string) => crc32(text).toString(16).padStart(8, '0');
const macOf = (key: string, pepper: string) =>
  createHmac('sha256', pepper).update(key).digest('hex');

export interface ApiKeyOptions {
  store: Store;
  /** Held outside the database: whoever copies that has no keys. */
  pepper: string;
  name: string;
  scopes: readonly KeyScope[];
  /** The spaces it is for; every space unless told. */
  spaces?: readonly string[];
  now?: number;
}

/** Makes an API key and stores its fingerprint. The key is in this answer and nowhere else. It ends after a year. */
export async function createApiKey(options: ApiKeyOptions): Promise<{id: string; key: string}> {
  const {store, pepper, name, scopes, spaces, now = Date.now()} = options;
  const id = randomBytes(8).toString('hex');
  const text = `hk_live_${id}_${randomBytes(32).toString('hex')}`;
  const key = `${text}_${checksum(text)}`;
  const body: Row['body'] = {
    name,
    scopes: [...scopes],
    spaces: spaces ? [...spaces] : null,
    mac: macOf(key, pepper),
    createdAt: new Date(now).toISOString(),
    expires: new Date(now + YEAR).toISOString(),
  };
  const result = await store.commit(serviceScope(DIRECTORY, new Date(now).toISOString()), {
    expect: [{kind: 'key', id, version: 0}],
    put: [{kind: 'key', id, version: 1, revs: {}, conflicts: [], body}],
    audit: [{action: 'key.create', target: `key/${id}`}],
  });
  if (result.state !== 'committed') throw new Error('The key could not be stored. Try again.');
  return {id, key};
}

/** The stored key that this text is; `null` when it is none, or has ended. */
export async function findApiKey(
  text: string,
  {store, pepper, now}: {store: Store; pepper: string; now: number},
): Promise<ApiKey | null> {
  const [, id, secret = '', crc] = PATTERN.exec(text) ?? [];
  if (id === undefined || crc !== checksum(`hk_live_${id}_${secret}`)) return null;
  const at = new Date(now).toISOString();
  const row = await store.get(serviceScope(DIRECTORY, at), 'key', id, {asService: true});
  if (!row || (row.body['expires'] as string) <= at) return null;
  const stored = Buffer.from(row.body['mac'] as string, 'hex');
  if (!timingSafeEqual(stored, Buffer.from(macOf(text, pepper), 'hex'))) return null;
  return {
    id,
    name: row.body['name'] as string,
    scopes: row.body['scopes'] as KeyScope[],
    spaces: row.body['spaces'] as string[] | null,
  };
}

/** Whether a bearer is meant as an API key. */
export function looksLikeKey(bearer: string): boolean {
  return bearer.startsWith('hk_');
}

import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {createSigningKey, isLoopback, type ServiceOptions} from '@hubkit/service';
import type {Terminal} from './terminal.ts';
import {UsageError} from './usage-error.ts';

/** What the service signs with, and what it derives keys and cursors with. */
export interface Secrets {
  signingKey: ServiceOptions['signingKey'];
  pepper: string;
  /** Whether they were made here, for development. */
  development: boolean;
}

function parsed(text: string, where: string): ServiceOptions['signingKey'] {
  try {
    return JSON.parse(text) as ServiceOptions['signingKey'];
  } catch {
    throw new UsageError(`${where} is not JSON. It must hold a private JWK of Ed25519.`);
  }
}

/** Keys for this machine alone: made once, kept beside the database, readable by its owner. */
async function developmentKeys(data: string): Promise<Secrets> {
  const file = path.join(data, 'development-keys.json');
  if (!existsSync(file)) {
    const made = {signingKey: await createSigningKey(), pepper: randomBytes(32).toString('hex')};
    mkdirSync(data, {recursive: true, mode: 0o700});
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, {mode: 0o600, flag: 'wx'});
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Omit<Secrets, 'development'>;
  return {...kept, development: true};
}

/**
 * Secrets from the environment; on loopback, ones made for development.
 *
 * @throws UsageError - they are missing, and others could reach the service.
 */
export async function readSecrets(
  data: string,
  host: string,
  {env}: Pick<Terminal, 'env'>,
): Promise<Secrets> {
  const {HUBKIT_SIGNING_KEY: key, HUBKIT_PEPPER: pepper} = env;
  if (key && pepper) {
    return {signingKey: parsed(key, 'HUBKIT_SIGNING_KEY'), pepper, development: false};
  }
  if (key || pepper) {
    const missing = key ? 'HUBKIT_PEPPER' : 'HUBKIT_SIGNING_KEY';
    throw new UsageError(`${missing} is missing. The signing key and the pepper go together.`);
  }
  if (!isLoopback(host)) {
    throw new UsageError(
      `${host} can be reached from other machines, so the service needs secrets of its own. Set HUBKIT_SIGNING_KEY to a ` +
        'private JWK of Ed25519 and HUBKIT_PEPPER to 32 random characters or more, or leave --host out.',
    );
  }
  return await developmentKeys(data);
}

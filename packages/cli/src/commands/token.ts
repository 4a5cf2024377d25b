import {parseArgs} from 'node:util';
import {mintEmbedToken} from '@hubkit/service';
import {dataOption, required} from '../data.ts';
import {readSecrets} from '../secrets.ts';
import type {Terminal} from '../terminal.ts';
import {UsageError} from '../usage-error.ts';

const options = {
  ...dataOption,
  space: {type: 'string'},
  subject: {type: 'string'},
  origin: {type: 'string', multiple: true},
  lifetime: {type: 'string', default: '600'},
  url: {type: 'string'},
} as const;

/** Mints an embed token for a trial; in earnest a host's own server asks for one with its API key. */
export async function mintToken(words: string[], terminal: Terminal): Promise<number> {
  const {values} = parseArgs({args: words, options});
  const space = required(values.space, 'space', '<id that “hubkit space create” printed>');
  const subject = required(values.subject, 'subject', 'person-42');
  const first = required(values.origin?.[0], 'origin', 'https://portal.example');
  const origins = values.origin ?? [first];
  const wrong = origins.find((each) => !URL.canParse(each) || new URL(each).origin !== each);
  if (wrong !== undefined) {
    throw new UsageError(
      `--origin: “${wrong}” is no exact origin. Write it as https://portal.example.`,
    );
  }
  const lifetime = Number(values.lifetime);
  if (!(lifetime >= 1 && lifetime <= 3600)) {
    throw new UsageError('--lifetime is in seconds, from 1 to 3600.');
  }
  const {signingKey} = await readSecrets(values.data, '127.0.0.1', terminal);
  const url = values.url ?? terminal.env['HUBKIT_URL'] ?? 'http://127.0.0.1:8787';
  const minted = await mintEmbedToken({signingKey, url, space, subject, origins, lifetime});
  terminal.out(minted.token);
  terminal.error(`It ends at ${minted.expiresAt}.`);
  return 0;
}

import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {bundles} from '@hubkit/embed';
import {createService, isLoopback, listen, logToStdout} from '@hubkit/service';
import {dataOption, openData} from '../data.ts';
import {readSecrets} from '../secrets.ts';
import type {Terminal} from '../terminal.ts';
import {UsageError} from '../usage-error.ts';

const options = {
  ...dataOption,
  host: {type: 'string', default: '127.0.0.1'},
  port: {type: 'string', default: '8787'},
  url: {type: 'string'},
  origins: {type: 'string', default: ''},
  demo: {type: 'boolean', default: false},
  log: {type: 'boolean', default: false},
} as const;

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port ${text} is no port. Take a number from 1 to 65535.`);
}

/** The pages that may call: as they were named; in a demonstration all of them. */
function originsOf(text: string, demo: boolean, url: string): readonly string[] | '*' {
  if (demo) return '*';
  const named = text.split(',').filter(Boolean);
  const wrong = named.find((each) => !URL.canParse(each) || new URL(each).origin !== each);
  if (wrong !== undefined) {
    throw new UsageError(
      `--origins: “${wrong}” is no exact origin. Write it as https://portal.example, without a path or a slash at its end.`,
    );
  }
  return named.length ? named : [new URL(url).origin];
}

/** Stops once the process is asked to. */
async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** Runs the service until the process is stopped. */
export async function serve(words: string[], terminal: Terminal): Promise<number> {
  const {values} = parseArgs({args: words, options});
  const {data, host, demo} = values;
  if (demo && !isLoopback(host)) {
    throw new UsageError(
      `--demo stays on this machine: leave --host ${host} out, or leave --demo out.`,
    );
  }
  const port = portOf(values.port);
  const url = values.url ?? terminal.env['HUBKIT_URL'] ?? `http://${host}:${port}`;
  const secrets = await readSecrets(data, host, terminal);
  const folder = fileURLToPath(bundles);
  const store = openData(data);
  try {
    const service = await createService({
      store,
      signingKey: secrets.signingKey,
      pepper: secrets.pepper,
      url,
      origins: originsOf(values.origins, demo, url),
      demonstration: secrets.development,
      ...(existsSync(folder) ? {bundles: folder} : {}),
      ...(values.log ? {log: logToStdout} : {}),
    });
    const listening = await listen(service, {host, port}).catch((error: unknown) => {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken) throw error;
      throw new UsageError(`Port ${port} is taken. Name another: --port ${port + 1}`);
    });
    terminal.out(`Hubkit listens on ${listening.url}. Its data are in ${data}.`);
    if (secrets.development) {
      terminal.out('It runs on development keys, for this machine alone.');
    }
    await untilStopped();
    await listening.close();
    return 0;
  } finally {
    await store.close();
  }
}

import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import path from 'node:path';
import {run} from '../src/run.ts';

const bin = path.join(import.meta.dirname, '../src/bin.ts');

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Runs a command in this process and gives what it printed. */
export async function hubkit(...words: string[]): Promise<string> {
  let out = '';
  const said: string[] = [];
  const code = await run(words, {
    out: (text) => {
      out += text;
    },
    error: (text) => said.push(text),
    env: {},
  });
  if (code !== 0) throw new Error(said.join('\n'));
  return out;
}

/** `hubkit serve` in a process of its own, once it listens. */
export async function startServing(data: string, port: number): Promise<ChildProcess> {
  const words = ['--conditions=@hubkit/source', bin, 'serve', '--data', data, '--port', `${port}`];
  const child = spawn(process.execPath, words, {stdio: ['ignore', 'pipe', 'pipe']});
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('listens on')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`The service ended at once: ${said}`)));
  });
  return child;
}

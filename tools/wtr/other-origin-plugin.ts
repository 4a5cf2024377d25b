/** Gives browser tests a service on another origin, started when the first of them asks. */
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import {createInterface} from 'node:readline';
import type {TestRunnerPlugin} from '@web/test-runner-core';

const script = path.resolve(import.meta.dirname, '../../packages/cli/test/other-origin.ts');

export const otherOriginCommand = (): TestRunnerPlugin => {
  let child: ChildProcess | undefined;
  let places: Promise<unknown> | undefined;
  const start = async (): Promise<unknown> => {
    // It ends when its standard input does, so with us, however we end.
    const started = spawn(process.execPath, ['--conditions=@hubkit/source', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child = started;
    const [line] = (await once(createInterface(started.stdout), 'line')) as [string];
    return JSON.parse(line) as unknown;
  };
  return {
    name: 'other-origin',
    async executeCommand({command}) {
      if (command !== 'hub-other-origin') return undefined;
      places ??= start();
      return places;
    },
    serverStop() {
      child?.kill();
    },
  };
};

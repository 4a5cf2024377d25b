/** A reporter of `node --test`: prints failures alone, and writes the counts to `HUBKIT_COUNTS`. */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {inspect} from 'node:util';
import type {TestEvent} from 'node:test/reporters';
import type {Counts} from './counts.ts';

const indent = (text: string): string => text.trimEnd().replaceAll(/^/gm, '      ');
const short = (file: string): string => path.relative(process.cwd(), file);

/** The error of a test is wrapped by the runner; what the reader wants is its cause. */
function describeError(error: Error): string {
  const cause = error.cause ?? error;
  return cause instanceof Error
    ? `${cause.stack ?? cause.message}${'cause' in cause ? `\ncaused by ${inspect(cause.cause)}` : ''}`
    : inspect(cause);
}

export default async function* nodeCounts(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  const counts: Counts = {passed: 0, failed: 0, skipped: 0};
  /** The names of the groups that are open, by depth. */
  const open: string[] = [];
  for await (const event of events) {
    if (event.type === 'test:start') open[event.data.nesting] = event.data.name;
    if (event.type === 'test:stderr' || event.type === 'test:stdout') yield event.data.message;
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const {details, file = '', name, nesting, skip, todo} = event.data;
    const title = `${short(file)}: ${[...open.slice(0, nesting), name].join(' › ')}`;
    const suite = details.type === 'suite';
    if (event.type === 'test:fail' && todo === undefined) {
      const error = (details as unknown as {error: Error & {failureType?: string}}).error;
      // A group fails with its tests, which are told of by themselves.
      if (error.failureType === 'subtestsFailed') {
        if (!suite) counts.failed += 1;
        continue;
      }
      counts.failed += 1;
      yield `  ✖ ${title}\n${indent(describeError(error))}\n`;
    } else if (skip !== undefined || todo !== undefined) {
      counts.skipped += 1;
      yield `  – ${title} (${typeof skip === 'string' ? skip : 'skipped'})\n`;
    } else if (!suite && nesting === 0 && path.resolve(name) === path.resolve(file)) {
      // A file without tests is reported as one that passed.
      counts.failed += 1;
      yield `  ✖ ${short(file)} holds no test.\n`;
    } else if (!suite) counts.passed += 1;
  }
  const {HUBKIT_COUNTS: target} = process.env;
  if (target !== undefined) writeFileSync(target, JSON.stringify(counts));
}

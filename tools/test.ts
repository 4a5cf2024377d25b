/**
 * Every check, in turn: `npm test`. Some of them: `npm test -- --only node,chromium`. Some files of them:
 * `npm test -- --only node review-rubric`, where each word must be part of the path.
 *
 * A check without tests inside (format, lint, types, build) counts as one; the others as the tests that they ran.
 */
import {spawn, type ChildProcess} from 'node:child_process';
import {globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import type {Counts} from './reporters/counts.ts';
import {installed, provide, type Engine} from './system-needs.ts';

const root = path.resolve(import.meta.dirname, '..');
process.chdir(root);
process.env['PATH'] =
  `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`;

const inCi = Boolean(process.env['CI']);
const engines: readonly Engine[] = ['chromium', 'firefox', 'webkit'];
const names = ['format', 'lint', 'types', 'build', 'node', ...engines, 'page', 'packed'];

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {only: {type: 'string'}},
});
const asked = values.only
  ?.split(',')
  .flatMap((each): readonly string[] => (each === 'browser' ? engines : [each]));
const unknown = asked?.filter((each) => !names.includes(each)) ?? [];
if (unknown.length > 0) {
  console.error(
    `There is no check “${unknown.join(', ')}”. There are: ${names.join(', ')}, browser.`,
  );
  process.exit(2);
}
/** Whole pages and packed packages are made of what the build wrote. */
const needsBuild = asked?.some((each) => ['page', 'packed'].includes(each)) ?? true;
const wanted = (name: string): boolean =>
  (asked?.includes(name) ?? true) || (name === 'build' && needsBuild);

const scratch = mkdtempSync(path.join(tmpdir(), 'hubkit-test-'));
const total: Counts = {passed: 0, failed: 0, skipped: 0};
/** Seconds that any one runner may take; a hung browser must not hold up the rest for ever. */
const patience = 1200;

let running: ChildProcess | undefined;

/** All that a process started, and what those started: a browser leads a group of its own. Empty off Linux. */
function descendants(pid: number): number[] {
  const children = globSync('/proc/[0-9]*/stat').flatMap((file) => {
    try {
      // `pid (name) state parent …`, where the name may hold anything.
      const parent = /.*\) \S (\d+) /s.exec(readFileSync(file, 'utf8'))?.[1];
      return Number(parent) === pid ? [Number(file.split('/')[2])] : [];
    } catch {
      return []; // It ended while we looked.
    }
  });
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Kills the running check, browsers and all. */
function killRunning(): void {
  const leader = running?.pid;
  if (leader === undefined) return;
  for (const pid of [...descendants(leader), -leader]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1));
}
process.on('exit', () => {
  killRunning();
  rmSync(scratch, {recursive: true, force: true});
});

function run(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const [file = '', ...words] = command;
    const child = spawn(file, words, {
      detached: true,
      env: {...process.env, ...env},
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running = child;
    const timer = setTimeout(() => {
      console.error(`  ${file} was stopped: it had not ended after ${patience} s.`);
      killRunning();
    }, patience * 1000);
    const end = (ok: boolean) => {
      clearTimeout(timer);
      killRunning();
      running = undefined;
      resolve(ok);
    };
    child.on('error', (error) => {
      console.error(error.message);
      end(false);
    });
    child.on('exit', (code) => {
      end(code === 0);
    });
  });
}

function tell(name: string, counts: Counts, started: number): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const mark = counts.failed === 0 ? '✔' : '✖';
  console.log(
    `${mark} ${name}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds} s)`,
  );
}

/** One check that passes or fails as a whole. */
async function check(name: string, ...commands: readonly (readonly string[])[]): Promise<void> {
  if (!wanted(name)) return;
  const started = Date.now();
  let ok = true;
  for (const command of commands) ok = ok && (await run(command));
  tell(name, {passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0}, started);
}

const find = (...patterns: readonly string[]): string[] =>
  globSync(patterns, {exclude: (file) => /(^|\/)(node_modules|dist)$/.test(file)})
    .filter((file) => positionals.every((word) => file.includes(word)))
    .sort();

/** One check made of tests: the counts are those that its reporter wrote, and none is a failure. */
async function tests(
  name: string,
  files: readonly string[],
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  if (files.length === 0) {
    console.log(`– ${name}: no test files${positionals.length > 0 ? ' match' : ' yet'}`);
    return;
  }
  const started = Date.now();
  const target = path.join(scratch, `${name}.json`);
  const ok = await run([...command, ...files], {...env, HUBKIT_COUNTS: target});
  const counts = readCounts(target);
  if (counts.passed + counts.failed === 0) {
    console.error(`  ${name} executed no test, though there are ${files.length} files.`);
    counts.failed = 1;
  } else if (!ok && counts.failed === 0) {
    console.error(`  ${name} exited with an error, though no test failed.`);
    counts.failed = 1;
  }
  tell(name, counts, started);
}

function readCounts(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    return {passed: 0, failed: 0, skipped: 0};
  }
}

const nodeTest = (...flags: readonly string[]): string[] => [
  'node',
  '--test',
  `--test-reporter=${path.join(root, 'tools/reporters/node-counts.ts')}`,
  '--test-reporter-destination=stdout',
  ...flags,
];

async function inBrowser(engine: Engine): Promise<void> {
  if (!wanted(engine)) return;
  const files = find('packages/*/test/**/*.browser.test.ts', 'tools/test/**/*.browser.test.ts');
  if (!installed(engine)) {
    if (inCi || engine === 'chromium' || asked) {
      tell(`${engine} (not installed)`, {passed: 0, failed: 1, skipped: 0}, Date.now());
    } else {
      console.log(`– ${engine}: left out, since it is not installed here; CI runs it.`);
    }
    return;
  }
  await tests(engine, files, ['wtr', '--files'], {HUBKIT_ENGINE: engine});
}

async function main(): Promise<void> {
  const browsers = engines.filter(
    (engine) => wanted(engine) && (inCi || asked !== undefined || engine === 'chromium'),
  );
  if (wanted('page') && !browsers.includes('chromium')) browsers.push('chromium');
  await provide(browsers);

  await check('format', ['prettier', '--check', '--log-level', 'warn', '.']);
  await check('lint', ['eslint', '--max-warnings', '0', '.']);
  await check('types', ['tsc', '-p', 'tsconfig.json']);
  await check('build', ['npm', 'run', '--silent', 'build']);
  if (wanted('node')) {
    await tests(
      'node',
      find(
        'packages/*/test/**/*.node.test.ts',
        'tools/test/**/*.node.test.ts',
        'examples/*/test/**/*.node.test.ts',
      ),
      nodeTest('--conditions=@hubkit/source', '--test-timeout=120000'),
    );
  }
  for (const engine of engines) await inBrowser(engine);
  for (const kind of ['page', 'packed']) {
    if (!wanted(kind)) continue;
    await tests(
      kind,
      find(`{packages,examples}/*/test/**/*.${kind}.test.ts`, `tools/test/**/*.${kind}.test.ts`),
      nodeTest('--conditions=@hubkit/source', '--test-concurrency=1', '--test-timeout=600000'),
    );
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

await main();

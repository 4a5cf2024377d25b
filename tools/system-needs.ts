/**
 * The programs that npm does not bring: browsers, and what drives them.
 *
 * As root on Debian or Ubuntu they are installed; elsewhere one sentence says what is missing and how to get it.
 */
import {spawnSync} from 'node:child_process';
import {findChromium, findFirefox, hasWebKit, program} from './browsers.ts';

export type Engine = 'chromium' | 'firefox' | 'webkit';

const needs: Readonly<Record<Engine, {found: () => boolean; packages: readonly string[]}>> = {
  chromium: {found: () => findChromium() !== undefined, packages: ['chromium']},
  firefox: {found: () => findFirefox() !== undefined, packages: ['firefox-esr']},
  webkit: {found: hasWebKit, packages: ['webkit2gtk-driver', 'xvfb']},
};

export const installed = (engine: Engine): boolean => needs[engine].found();

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function apt(...words: readonly string[]): {ok: boolean; output: string} {
  const {status, stdout, stderr} = spawnSync(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3', ...words],
    {
      encoding: 'utf8',
      env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return {ok: status === 0, output: `${stdout}\n${stderr}`};
}

/** Waits for another apt, which may be installing the very same, before each attempt; ten minutes in all. */
async function install(missing: () => readonly Engine[]): Promise<string> {
  let last = '';
  for (const end = Date.now() + 600_000; Date.now() < end && missing().length > 0;) {
    const packages = missing().flatMap((engine) => needs[engine].packages);
    const update = apt('update', '-qq');
    const result = apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
    if (result.ok) break;
    last = `${update.output}\n${result.output}`;
    if (!/lock|dpkg was interrupted|Temporary failure|is another process/i.test(last)) break;
    console.log('Another program is installing packages; waiting for it.');
    await pause(5000);
  }
  return last.trim();
}

/** Installs what is missing where it can, and returns the engines that are then still missing. */
export async function provide(engines: readonly Engine[]): Promise<readonly Engine[]> {
  const missing = () => engines.filter((engine) => !installed(engine));
  if (missing().length === 0) return [];
  const words = missing()
    .flatMap((engine) => needs[engine].packages)
    .join(' ');
  const canInstall = process.getuid?.() === 0 && program('apt-get', '/usr/bin/apt-get');
  if (canInstall) {
    console.log(`Installing ${words}.`);
    const trouble = await install(missing);
    if (missing().length > 0) console.error(trouble);
  }
  if (missing().length > 0) {
    console.error(
      `The browser tests need ${words}: install them with ` +
        `“sudo apt-get update && sudo apt-get install -y --no-install-recommends ${words}”.`,
    );
  }
  return missing();
}

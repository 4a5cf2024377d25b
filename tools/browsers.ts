/** Where the browsers are, and how the tests start them. */
import {accessSync, constants} from 'node:fs';
import path from 'node:path';
import {chromium, type Browser, type LaunchOptions} from 'playwright-core';
import {persist} from './persist.ts';
import {miniBrowser} from './wtr/webkit-launcher.ts';

/** The first of these programs that can be run. A name without a slash is looked up in `PATH`. */
export function program(...names: readonly string[]): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin'];
  const places = names.flatMap((name) =>
    name.includes('/') ? [name] : folders.map((folder) => path.join(folder, name)),
  );
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export const findChromium = (): string | undefined =>
  program(
    'chromium',
    'google-chrome-stable',
    'google-chrome',
    'chromium-browser',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );

export const findFirefox = (): string | undefined => program('firefox-esr', 'firefox');

export const hasWebKit = (): boolean =>
  program('WebKitWebDriver') !== undefined &&
  program('Xvfb') !== undefined &&
  miniBrowser() !== undefined;

/** No sandbox, since continuous integration runs as root; no look-ups of its own. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts Chromium for a whole-page test. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('Chromium is not installed.');
  return persist('Chromium', () =>
    chromium.launch({
      executablePath,
      headless: true,
      ...options,
      args: [...chromiumFlags, ...(options.args ?? [])],
    }),
  );
}

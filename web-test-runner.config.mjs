/**
 * Element tests: `npx wtr` runs them in Chromium, `HUBKIT_ENGINE=firefox npx wtr` in another. `npm test` runs all three.
 */
import {readFileSync} from 'node:fs';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import {chromiumFlags, findChromium, findFirefox} from './tools/browsers.ts';
import {freePort} from './tools/free-port.ts';
import {persist} from './tools/persist.ts';
import {countsReporter} from './tools/reporters/wtr-counts.ts';
import {devtoolsCommands} from './tools/wtr/devtools-plugin.ts';
import {otherOriginCommand} from './tools/wtr/other-origin-plugin.ts';
import {WebKitLauncher, webkitCommands} from './tools/wtr/webkit-launcher.ts';

const {HUBKIT_COUNTS: counts, HUBKIT_ENGINE: engine = 'chromium'} = process.env;

/** Starts a browser through Puppeteer, and tries again when the launch fails. */
function puppeteerLauncher(name, options) {
  const launcher = chromeLauncher(options);
  const launch = launcher.launchBrowser.bind(launcher);
  const initialize = launcher.initialize.bind(launcher);
  launcher.launchBrowser = (more) => persist(name, () => launch(more));
  launcher.initialize = async (...given) => {
    await initialize(...given);
    launcher.name = name;
  };
  return launcher;
}

const launchers = {
  chromium: () =>
    puppeteerLauncher('Chromium', {
      launchOptions: {executablePath: findChromium(), args: [...chromiumFlags]},
    }),
  firefox: () =>
    puppeteerLauncher('Firefox', {
      puppeteer,
      launchOptions: {
        browser: 'firefox',
        executablePath: findFirefox(),
        headless: true,
        env: {...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1'},
        extraPrefsFirefox: {
          'services.settings.server': 'data:,#remote-settings-dummy/v1',
          // A headless Firefox has no pointer at all unless it is told of a mouse.
          'ui.primaryPointerCapabilities': 6,
          'ui.allPointerCapabilities': 6,
        },
      },
    }),
  webkit: () => new WebKitLauncher(),
};

/** The packages with decorators: their files alone are compiled with the flags for them. */
const decorated = /^\/packages\/(core|hub-connection|review-rubric)\//;

/** esbuild for the paths that `wanted` names; it reads one tsconfig, and follows no `extends`. */
function typescript(wanted, tsconfig) {
  const plugin = esbuildPlugin({ts: true, target: 'es2022', tsconfig});
  return {
    name: `typescript-${tsconfig ? 'decorators' : 'plain'}`,
    serverStart: (args) => plugin.serverStart(args),
    resolveMimeType: (context) => plugin.resolveMimeType(context),
    transformCacheKey: (context) => plugin.transformCacheKey(context),
    transform: (context) => (wanted(context.path) ? plugin.transform(context) : undefined),
  };
}

const decorators = new URL('tsconfig.decorators.json', import.meta.url);
for (const flag of ['experimentalDecorators', 'useDefineForClassFields']) {
  if (!readFileSync(decorators, 'utf8').includes(`"${flag}"`)) {
    throw new Error(`tsconfig.decorators.json must itself name ${flag}: esbuild reads it alone.`);
  }
}

/** What `npm test` wants to hear besides its own reporter. */
const quiet = {
  log() {},
  debug() {},
  group() {},
  groupEnd() {},
  logSyntaxError: (error) => console.error(error.message),
  error: (...words) => console.error(...words),
  warn: (...words) => console.warn(...words),
};

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: ['packages/*/test/**/*.browser.test.ts', 'tools/test/**/*.browser.test.ts'],
  hostname: '127.0.0.1',
  port: await freePort(),
  // At 2, tests with focus or keys fail in every engine.
  concurrency: 1,
  nodeResolve: {exportConditions: ['@hubkit/source', 'development']},
  browsers: [launchers[engine]()],
  plugins: [
    typescript((path) => decorated.test(path), decorators.pathname),
    typescript((path) => !decorated.test(path)),
    devtoolsCommands(),
    otherOriginCommand(),
    webkitCommands(),
  ],
  reporters: counts ? [countsReporter(counts)] : [defaultReporter()],
  ...(counts ? {logger: quiet} : {}),
  testFramework: {config: {timeout: 10_000, forbidOnly: Boolean(process.env.CI)}},
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 240_000,
  filterBrowserLogs: ({args}) => !args.some((each) => String(each).includes('Lit is in dev mode')),
};

/**
 * Drives Debian's stock WebKitGTK (MiniBrowser through WebKitWebDriver) on an X server of its own.
 *
 * Both helpers hang on a pipe to this process: when it ends, however it ends, they end too.
 */
import {spawn, type ChildProcess} from 'node:child_process';
import {globSync} from 'node:fs';
import type {TestRunnerCoreConfig, TestRunnerPlugin} from '@web/test-runner-core';
import {WebdriverLauncher} from '@web/test-runner-webdriver';
import {freePort} from '../free-port.ts';
import {persist} from '../persist.ts';

/** What we use of WebdriverIO's browser, which the launcher hands out untyped. */
interface Driver {
  setWindowRect(x: null, y: null, width: number, height: number): Promise<unknown>;
  execute<T>(script: string): Promise<T>;
  performActions(actions: readonly unknown[]): Promise<void>;
}

type Settings = ConstructorParameters<typeof WebdriverLauncher>[0];

/** Where Debian puts MiniBrowser, by architecture; undefined where it is not installed. */
export const miniBrowser = (): string | undefined =>
  globSync('/usr/lib/*/webkit2gtk-4.?/MiniBrowser').sort().at(-1);

/** Starts a program that lives no longer than we do: the shell ends it when the pipe to us closes. */
function tether(command: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const script = '"$@" </dev/null & child=$!; (cat <&4 >/dev/null; kill $child) & wait $child';
  return spawn('sh', ['-c', script, 'tether', ...command], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
}

/** Closes the pipe that a tethered program lives by. */
function release(child: ChildProcess): void {
  const lifeline = child.stdio[4];
  if (lifeline && 'destroy' in lifeline) lifeline.destroy();
}

/** Starts an X server on a display of its own choosing, which it writes to file descriptor 3. */
async function startDisplay(): Promise<{server: ChildProcess; display: string}> {
  const server = tether(
    ['Xvfb', '-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    process.env,
  );
  const display = await new Promise<string>((resolve, reject) => {
    let number = '';
    server.stdio[3]?.on('data', (data: Buffer) => {
      number += data.toString();
      if (number.includes('\n')) resolve(`:${number.trim()}`);
    });
    server.on('error', reject).on('exit', () => {
      reject(new Error('Xvfb did not start'));
    });
  });
  return {server, display};
}

export class WebKitLauncher extends WebdriverLauncher {
  readonly #children: ChildProcess[] = [];
  readonly #env: NodeJS.ProcessEnv;
  readonly #settings: Settings;

  /** @param env - For instance `GTK_THEME=Adwaita:dark`, which makes `prefers-color-scheme` dark. */
  constructor(env: NodeJS.ProcessEnv = {}) {
    const options = {
      logLevel: 'error',
      hostname: '127.0.0.1',
      path: '/',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': {binary: miniBrowser(), args: ['--automation']},
      },
    } as Settings;
    super(options);
    this.#settings = options;
    this.#env = env;
  }

  override async initialize(config: TestRunnerCoreConfig): Promise<void> {
    await super.initialize(config);
    this.name = 'WebKit';
    // Ours must be asked before the built-in commands, which throw for this launcher.
    const plugins = config.plugins ?? [];
    const own = plugins.findIndex(({name}) => name === 'webkit-commands');
    if (own > 0) plugins.unshift(...plugins.splice(own, 1));
    await persist('WebKitWebDriver', () => this.#launch());
  }

  async #launch(): Promise<void> {
    this.#end();
    const {server, display} = await startDisplay();
    this.#children.push(server);
    const port = await freePort();
    this.#settings.port = port;
    const driver = tether(['WebKitWebDriver', `--port=${port}`, '--host=127.0.0.1'], {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      GSETTINGS_BACKEND: 'memory',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
      ...this.#env,
    });
    this.#children.unshift(driver);
    for (let attempt = 0; attempt < 200; attempt++) {
      const ready = await fetch(`http://127.0.0.1:${port}/status`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('WebKitWebDriver did not answer within 10 s');
  }

  override async stop(): Promise<void> {
    try {
      await super.stop();
    } finally {
      this.#end();
    }
  }

  #end(): void {
    for (const child of this.#children.splice(0)) release(child);
  }

  get webdriver(): Driver {
    return (this as unknown as {driver: Driver}).driver;
  }
}

const keys: Readonly<Record<string, string>> = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  Meta: '\uE03D',
  PageDown: '\uE00F',
  PageUp: '\uE00E',
  Shift: '\uE008',
  Space: ' ',
  Tab: '\uE004',
};

interface Keys {
  type?: string;
  press?: string;
  down?: string;
  up?: string;
}

function keyActions({type, press, down, up}: Keys): readonly {type: string; value: string}[] {
  const key = (kind: string, name: string) => ({type: kind, value: keys[name] ?? name});
  if (type !== undefined)
    return Array.from(type).flatMap((c) => [key('keyDown', c), key('keyUp', c)]);
  if (press !== undefined) {
    const held = press.split('+');
    return [
      ...held.map((each) => key('keyDown', each)),
      ...held.reverse().map((each) => key('keyUp', each)),
    ];
  }
  return [down !== undefined ? key('keyDown', down) : key('keyUp', up ?? '')];
}

/** The size inside the window once it has come to rest: the same in four readings, for it is drawn some time after it is set. */
async function settledSize(driver: Driver): Promise<{width: number; height: number}> {
  let last = '';
  for (let same = 0, reading = 0; reading < 100; reading++) {
    const [width = 0, height = 0] = await driver.execute<number[]>(
      'return [innerWidth, innerHeight]',
    );
    const now = `${width} × ${height}`;
    same = now === last ? same + 1 : 0;
    if (same === 3) return {width, height};
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`WebKit’s window did not come to rest; it was last ${last}.`);
}

/** What the window is larger than its inside, as far as it is known. */
let border = {width: 0, height: 0};

/** Sets the size inside the window. Under about 450 px MiniBrowser gets no narrower: then as close as it comes. */
async function setViewport(driver: Driver, want: {width: number; height: number}): Promise<void> {
  let more = border;
  let before = {width: 0, height: 0};
  for (let attempt = 0; attempt < 4; attempt++) {
    const width = Math.max(1, want.width + more.width);
    const height = Math.max(1, want.height + more.height);
    await driver.setWindowRect(null, null, width, height);
    const inside = await settledSize(driver);
    if (inside.width === want.width && inside.height === want.height) {
      border = more;
      return;
    }
    if (inside.width === before.width && inside.height === before.height) return;
    before = inside;
    more = {
      width: more.width + want.width - inside.width,
      height: more.height + want.height - inside.height,
    };
  }
}

/** `setViewport` and `sendKeys` for WebKit. */
export const webkitCommands = (): TestRunnerPlugin => ({
  name: 'webkit-commands',
  async executeCommand({command, payload, session}) {
    if (!(session.browser instanceof WebKitLauncher)) return undefined;
    const {webdriver} = session.browser;
    if (command === 'set-viewport') {
      await setViewport(webdriver, payload as {width: number; height: number});
      return true;
    }
    if (command === 'send-keys') {
      const actions = keyActions(payload as Keys);
      await webdriver.performActions([{type: 'key', id: 'keyboard', actions}]);
      return true;
    }
    return undefined;
  },
});

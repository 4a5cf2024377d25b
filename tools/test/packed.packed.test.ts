/** What npm would get: the packages packed, then installed into a project that knows nothing of this workspace. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly engines?: {readonly node?: string};
  readonly publishConfig?: {readonly exports?: Readonly<Record<string, unknown>>};
}

interface Package {
  readonly folder: string;
  readonly manifest: Manifest;
  /** What can be imported: `@hubkit/client`, `@hubkit/client/live`. */
  readonly entries: readonly string[];
  /** Whether Node 24 is needed: the service and the command. */
  readonly serverOnly: boolean;
  readonly placeholder: boolean;
}

const root = path.resolve(import.meta.dirname, '../..');
const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);
const node22 = path.join(root, 'tools/node_modules/node22/bin/node');
const tags = ['hub-connection', 'review-rubric', 'action-tracker', 'hub-map'];

const packages: readonly Package[] = globSync('packages/*/package.json', {cwd: root})
  .map((file) => {
    const folder = path.join(root, path.dirname(file));
    const manifest = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Manifest;
    const paths = Object.keys(manifest.publishConfig?.exports ?? {});
    const entry = (each: string) => existsSync(path.join(folder, 'src', source(each)));
    return {
      folder,
      manifest,
      entries: paths.filter(entry).map((each) => manifest.name + each.slice(1)),
      serverOnly: manifest.engines?.node?.startsWith('>=24') ?? false,
      placeholder: readFileSync(path.join(folder, 'src/index.ts'), 'utf8').trim() === 'export {};',
    };
  })
  .filter(({manifest}) => manifest.private !== true);

/** The file of an export: `.` is `index.ts`, `./live` is `live.ts`. */
function source(each: string): string {
  return each === '.' ? 'index.ts' : `${each.slice(2)}.ts`;
}

const written = packages.filter(({placeholder}) => !placeholder);

function run(file: string, words: readonly string[], cwd: string): string {
  try {
    return execFileSync(file, words, {
      cwd,
      encoding: 'utf8',
      env: {...process.env, NODE_OPTIONS: ''},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const {stdout = '', stderr = ''} = error as {stdout?: string; stderr?: string};
    throw new Error(`${path.basename(file)} ${words.join(' ')}\n${stdout}\n${stderr}`, {
      cause: error,
    });
  }
}

describe('the packed packages', () => {
  const consumer = mkdtempSync(path.join(tmpdir(), 'hubkit-consumer-'));
  const tarballs = new Map<string, string>();
  const write = (name: string, text: string) => {
    writeFileSync(path.join(consumer, name), text);
  };

  before(() => {
    for (const {folder, manifest} of packages) {
      run(bin('pnpm'), ['pack', '--pack-destination', consumer], folder);
      const stem = manifest.name.replace('@', '').replace('/', '-');
      tarballs.set(manifest.name, path.join(consumer, `${stem}-${manifest.version}.tgz`));
    }
    const dependencies = Object.fromEntries(
      [...tarballs].map(([name, file]) => [name, `file:${file}`]),
    );
    write(
      'package.json',
      JSON.stringify({name: 'consumer', private: true, type: 'module', dependencies}),
    );
    run(
      'npm',
      ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'],
      consumer,
    );
  });

  after(() => {
    rmSync(consumer, {recursive: true, force: true});
  });

  for (const {manifest} of written) {
    const installed = path.join(consumer, 'node_modules', manifest.name);

    it(`${manifest.name} pleases publint`, () => {
      const tarball = tarballs.get(manifest.name) ?? '';
      run(bin('publint'), ['run', tarball, '--strict'], consumer);
    });

    it(`${manifest.name} holds what was built, and its licence, alone`, () => {
      const found = readdirSync(installed).filter((each) => each !== 'node_modules');
      const documents = [
        'LICENSE',
        'README.md',
        'custom-elements.json',
        'errors.md',
        'openapi.json',
      ];
      const expected = [...documents, 'dist', 'package.json'];
      assert.deepEqual(
        found.filter((each) => !expected.includes(each)),
        [],
      );
      assert.ok(found.includes('LICENSE'));
      assert.deepEqual(globSync('dist/**/*.tsbuildinfo', {cwd: installed}), []);
      const text = readFileSync(path.join(installed, 'package.json'), 'utf8');
      assert.ok(!text.includes('@hubkit/source'), 'the condition for this workspace is left out');
      assert.ok(!text.includes('workspace:'), 'versions are written out');
    });
  }

  for (const {name, node, some} of [
    {name: 'Node 24', node: process.execPath, some: written},
    {name: 'Node 22', node: node22, some: written.filter(({serverOnly}) => !serverOnly)},
  ]) {
    const skip = existsSync(node) ? false : `${name} is not installed on this system`;
    it(`can be imported in ${name}`, {skip}, () => {
      const entries = some.flatMap((each) => each.entries);
      write('import.js', entries.map((entry) => `await import('${entry}');`).join('\n'));
      run(node, ['import.js'], consumer);
    });

    it(`registers no element when its class is imported in ${name}`, {skip}, () => {
      const roots = some.map(({manifest}) => `await import('${manifest.name}');`);
      const probe = `const found = ${JSON.stringify(tags)}.filter((tag) => globalThis.customElements?.get(tag));`;
      write('silent.js', [...roots, probe, 'console.log(JSON.stringify(found));'].join('\n'));
      assert.equal(run(node, ['silent.js'], consumer).trim(), '[]');
    });
  }

  for (const {module, moduleResolution} of [
    {module: 'nodenext', moduleResolution: 'nodenext'},
    {module: 'esnext', moduleResolution: 'bundler'},
  ]) {
    for (const serverOnly of [false, true]) {
      const some = written.filter((each) => each.serverOnly === serverOnly);
      if (some.length === 0) continue;
      const side = serverOnly ? 'server' : 'browser';
      it(`compiles for the ${side} with ${moduleResolution} and every library checked`, () => {
        const entries = some.flatMap((each) => each.entries);
        const lines = entries.map((entry, index) => `import * as m${index} from '${entry}';`);
        const uses = entries.map((_, index) => `m${index}`).join(', ');
        write('consumer.ts', `${lines.join('\n')}\nconsole.log(${uses});\n`);
        const compilerOptions = {
          module,
          moduleResolution,
          noEmit: true,
          skipLibCheck: false,
          strict: true,
          exactOptionalPropertyTypes: true,
          target: 'es2023',
          lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
          typeRoots: [path.join(root, 'node_modules/@types')],
          types: serverOnly ? ['node'] : [],
        };
        write('tsconfig.json', JSON.stringify({compilerOptions, files: ['consumer.ts']}));
        run(bin('tsc'), ['-p', 'tsconfig.json'], consumer);
      });
    }
  }

  it('compiles what the README shows of the SDK', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const [, shown = ''] = /```ts\n(import \{connect.*?)```/s.exec(readme) ?? [];
    assert.match(shown, /connect\(/);
    write('readme.ts', `${shown}\ndeclare const space: string;\ndeclare const id: string;\n`);
    const compilerOptions = {
      module: 'nodenext',
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      target: 'es2023',
      lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
      typeRoots: [path.join(root, 'node_modules/@types')],
      types: ['node'],
    };
    write('tsconfig.json', JSON.stringify({compilerOptions, files: ['readme.ts']}));
    run(bin('tsc'), ['-p', 'tsconfig.json'], consumer);
  });

  const defined = written.flatMap(({entries}) =>
    entries.filter((each) => each.endsWith('/define')),
  );
  const skip = defined.length > 0 ? false : 'no element is written yet';
  it('builds with Vite into a page that registers its elements', {skip}, () => {
    write(
      'index.html',
      '<!doctype html><title>Consumer</title><script type="module" src="/page.js"></script>',
    );
    write('page.js', defined.map((entry) => `import '${entry}';`).join('\n'));
    run(bin('vite'), ['build', '--logLevel', 'warn', consumer], consumer);
    const scripts = globSync('dist/assets/*.js', {cwd: consumer});
    const text = scripts.map((each) => readFileSync(path.join(consumer, each), 'utf8')).join('\n');
    for (const entry of defined) assert.ok(text.includes(entry.split('/')[1] ?? ''), entry);
  });
});

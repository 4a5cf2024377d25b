/**
 * The bundles for a script tag, from what `tsc -b` wrote: one file an element, one for the client, and one chunk for
 * all that they share of Lit, so that a page with two elements carries it once.
 */
import {existsSync, rmSync} from 'node:fs';
import {nodeResolve} from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

const out = 'packages/embed/dist/bundles';

/** The name of the bundle, and what it is made from. One that is not written yet is left out. */
const inputs = Object.entries({
  'hub-connection': 'packages/hub-connection/dist/define.js',
  'review-rubric': 'packages/review-rubric/dist/define.js',
  client: 'packages/client/dist/index.js',
}).filter(([, file]) => existsSync(file));

/** Lit and its companions. pnpm keeps them in `.pnpm/<name>@<version>/node_modules/<name>`; the last name counts. */
const shared =
  /.*\/node_modules\/(?:lit|lit-html|lit-element|@lit\/[^/]+|@lit-labs\/[^/]+|@shoelace-style\/localize|tslib)\//;
const core = /\/packages\/core\/dist\//;

rmSync(out, {recursive: true, force: true});

export default {
  input: Object.fromEntries(inputs),
  output: {
    dir: out,
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    manualChunks: (id) => (shared.test(id) ? 'lit' : core.test(id) ? 'core' : undefined),
    // A chunk that only an entry needs must not be pulled in by another.
    onlyExplicitManualChunks: true,
  },
  plugins: [
    nodeResolve({browser: true, exportConditions: ['production']}),
    terser({module: true, ecma: 2022, format: {comments: false}}),
  ],
  onwarn(warning, warn) {
    // A placeholder is an empty bundle; anything else is worth stopping for.
    if (warning.code === 'EMPTY_BUNDLE') return;
    // Other people's circles (zod has some) are theirs to mend.
    if (
      warning.code === 'CIRCULAR_DEPENDENCY' &&
      warning.ids?.every((id) => /node_modules/.test(id))
    )
      return;
    if (['CIRCULAR_DEPENDENCY', 'THIS_IS_UNDEFINED', 'UNRESOLVED_IMPORT'].includes(warning.code)) {
      throw new Error(warning.message);
    }
    warn(warning);
  },
};

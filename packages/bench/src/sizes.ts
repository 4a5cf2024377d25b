import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants} from 'node:zlib';
import {bundles} from '@hubkit/embed';
import {decode} from '@jridgewell/sourcemap-codec';

/** One thing that somebody loads, and how large it may be. Source of the budgets: embedding.md, *Sizes*. */
export interface Entry {
  name: string;
  /** The bundle that is named in a script tag or an import. */
  file: string;
  /** Chunks that are counted elsewhere. */
  without: readonly string[];
  /** Chunks loaded on first use that belong to what is promised, by their name. */
  also: readonly string[];
  /** What it should be, in KB of 1,000 bytes. */
  budget: number;
  /** What it must not pass, in KB: the budget or, where that is not met yet, what has been reached. It only goes down. */
  ceiling: number;
}

export const entries: readonly Entry[] = [
  {
    name: 'shared chunk (Lit and its companions)',
    file: 'lit.js',
    without: [],
    also: [],
    budget: 10,
    ceiling: 10,
  },
  {
    name: 'review-rubric, first view, Lit included',
    file: 'review-rubric.js',
    without: [],
    // What draws an open review comes on first use, beside the review itself: it is part of the first view.
    also: ['sheet.js'],
    budget: 16,
    ceiling: 33,
  },
  {
    name: 'hub-connection with client, live entities and outbox, without Lit',
    file: 'hub-connection.js',
    without: ['lit.js'],
    also: ['live.js'],
    budget: 21,
    ceiling: 38,
  },
  {
    name: 'SDK, every resource',
    file: 'client.js',
    without: [],
    also: [],
    budget: 19,
    ceiling: 22,
  },
];

/** Bytes of a file as a CDN sends it: brotli at its highest level. */
export function brotli(bytes: Uint8Array): number {
  return brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length;
}

const read = (file: string): Buffer => readFileSync(new URL(file, bundles));

const STATIC_IMPORT =
  /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+from\s*)?["']\.\/([^"']+)["']/g;

/** The files that one brings with it before it runs. */
export function importsOf(file: string): string[] {
  return [...read(file).toString('utf8').matchAll(STATIC_IMPORT)].map((match) => match[1] ?? '');
}

export interface Size {
  entry: Entry;
  files: {file: string; bytes: number}[];
  /** In all, in bytes. */
  bytes: number;
}

/** The size of an entry with all that it brings, each file once. */
export function sizeOf(entry: Entry): Size {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file) || entry.without.includes(file)) return;
    found.add(file);
    importsOf(file).forEach(visit);
  };
  [entry.file, ...entry.also].forEach(visit);
  const files = [...found].map((file) => ({file, bytes: brotli(read(file))}));
  return {entry, files, bytes: files.reduce((sum, {bytes}) => sum + bytes, 0)};
}

interface SourceMap {
  sources: string[];
  mappings: string;
}

/** Which package a source belongs to: ours by folder, others by name. */
function packageOf(source: string): string {
  const outside = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(source)?.[1];
  return (
    outside ??
    /packages\/([^/]+)\//.exec(source)?.[1] ??
    source.replace(/^(?:\.\.\/)+/, '').split('/')[0] ??
    source
  );
}

/** Where the bytes of a bundle come from: minified bytes by package, largest first. Read from its source map. */
export function originsOf(file: string): {from: string; bytes: number}[] {
  const map = JSON.parse(read(`${file}.map`).toString('utf8')) as SourceMap;
  const lines = read(file).toString('utf8').split('\n');
  const totals = new Map<string, number>();
  decode(map.mappings).forEach((segments, index) => {
    segments.forEach(([column, source], position) => {
      if (source === undefined) return;
      const end = segments[position + 1]?.[0] ?? lines[index]?.length ?? column;
      const from = packageOf(map.sources[source] ?? '');
      totals.set(from, (totals.get(from) ?? 0) + end - column);
    });
  });
  return [...totals].map(([from, bytes]) => ({from, bytes})).toSorted((a, b) => b.bytes - a.bytes);
}

/** Where results are written. */
export const results = fileURLToPath(new URL('../results/', import.meta.url));

import {mkdirSync, writeFileSync} from 'node:fs';
import {entries, originsOf, results, sizeOf} from './sizes.ts';

const kb = (bytes: number) => (bytes / 1000).toFixed(1);

/** The table of sizes against their budgets, and where the bytes are. */
export function sizeReport(): string {
  const sizes = entries.map(sizeOf);
  const rows = sizes.map(
    ({entry, files, bytes}) =>
      `| ${entry.name} | ${kb(bytes)} | ${String(entry.budget)} | ${(bytes / entry.budget / 1000).toFixed(2)} | ${String(entry.ceiling)} | ${files
        .map(({file, bytes: each}) => `${file} ${kb(each)}`)
        .join(', ')} |`,
  );
  const files = [...new Set(sizes.flatMap((size) => size.files.map(({file}) => file)))].toSorted();
  const origins = files.map(
    (file) =>
      `| ${file} | ${originsOf(file)
        .slice(0, 8)
        .map(({from, bytes}) => `${from} ${kb(bytes)}`)
        .join(', ')} |`,
  );
  return [
    '# Sizes',
    '',
    'Brotli 11 of the bundles as published, in KB (1,000 bytes). Made by `npm run bench -- size`.',
    '',
    '| Entry | Size | Budget | Of the budget | Fails above | Files |',
    '| --- | --: | --: | --: | --: | --- |',
    ...rows,
    '',
    'Where the bytes are: minified, before compression, in KB.',
    '',
    '| File | From |',
    '| --- | --- |',
    ...origins,
    '',
  ].join('\n');
}

/** Prints the sizes and writes them down. */
export function size(): void {
  const report = sizeReport();
  mkdirSync(results, {recursive: true});
  writeFileSync(`${results}size.md`, report);
  console.info(report);
}

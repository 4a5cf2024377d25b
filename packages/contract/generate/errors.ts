import {problems, refusals} from '../src/problem.ts';

/** errors.md: every code, its status and what to do next. */
export function errorsFile(): string {
  const problemRows = Object.entries(problems).map(
    ([code, {status, title, next}]) => `| \`${code}\` | ${String(status)} | ${title} | ${next} |`,
  );
  const refusalRows = Object.entries(refusals).map(
    ([code, message]) => `| \`${code}\` | ${message} |`,
  );
  return [
    '# Errors',
    '',
    'Made by `npm run generate`. Every error answer is problem+json (RFC 9457) with one of these codes.',
    '',
    '| `code` | Status | What happened | What to do next |',
    '| --- | --- | --- | --- |',
    ...problemRows,
    '',
    'One operation of a batch can be refused. The batch still answers 200; its outcome has one of these codes.',
    '',
    '| `code` | Message |',
    '| --- | --- |',
    ...refusalRows,
    '',
  ].join('\n');
}

import {diff3Merge} from 'node-diff3';
import {normaliseText} from './fields.ts';

// Each line and each line end is a token, the last line's end too: else a line changed and a line added beside it meet.
const tokens = (text: string): string[] =>
  `${normaliseText(text)}\n`.split(/(\n)/).filter((token) => token !== '');

/**
 * Two people's edits of one text, brought together by line.
 *
 * @param base - the text that both started from.
 * @returns the merged text, or `null` when both touched the same line: then both are kept and a person chooses.
 */
export function mergeText(base: string, mine: string, theirs: string): string | null {
  const [a, o, b] = [mine, base, theirs].map(tokens);
  const merged: string[] = [];
  for (const region of diff3Merge(a ?? [], o ?? [], b ?? [], {excludeFalseConflicts: true})) {
    if (!region.ok) return null;
    merged.push(...region.ok);
  }
  return merged.join('').slice(0, -1);
}

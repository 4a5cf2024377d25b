import {createHash} from 'node:crypto';

/** One line of the record of who did what. Holds ids, never content. */
export interface AuditEntry {
  n: number;
  at: string;
  actor: string;
  action: string;
  target: string;
  /** Hash of the line before; empty for the first. */
  prev: string;
  hash: string;
}

/** Adds a line to the chain: whoever alters, drops or reorders one breaks every hash after it. */
export function chained(
  last: Pick<AuditEntry, 'n' | 'hash'> | null,
  line: Omit<AuditEntry, 'n' | 'prev' | 'hash'>,
): AuditEntry {
  const n = (last?.n ?? 0) + 1;
  const prev = last?.hash ?? '';
  const text = JSON.stringify([n, line.at, line.actor, line.action, line.target, prev]);
  return {n, ...line, prev, hash: createHash('sha256').update(text).digest('hex')};
}

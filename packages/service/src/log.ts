/** What is written of a call: nothing that anyone sent. No bodies, tokens, addresses or names. */
export interface LogEntry {
  requestId: string;
  method: string;
  /** The name in the contract table; `null` when the address is none of ours. */
  route: string | null;
  status: number;
  ms: number;
  /** Of a failure on our side: its class and where, without its message. */
  failure?: string;
}

export type Log = (entry: LogEntry) => void;

/** One line of JSON for each call, on standard output. */
export const logToStdout: Log = (entry) => {
  process.stdout.write(`${JSON.stringify(entry)}\n`);
};

/** Where something failed: class and frames. A message may hold what somebody wrote. */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 4).map((line) => line.trim())].join(' ');
}

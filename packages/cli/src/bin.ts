#!/usr/bin/env node
import {run} from './run.ts';

// SQLite in Node says that it is new, once in every run; that is for its developers.
process.removeAllListeners('warning');

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
});

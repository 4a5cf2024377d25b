/** Prints the failures of a browser run, and writes its counts to a file. */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Reporter, TestResultError, TestSession, TestSuiteResult} from '@web/test-runner-core';
import type {Counts} from './counts.ts';

interface Failure {
  readonly title: string;
  readonly error: TestResultError | undefined;
}

function walk(suite: TestSuiteResult, titles: readonly string[], counts: Counts): Failure[] {
  const failures: Failure[] = [];
  for (const test of suite.tests) {
    if (test.skipped) counts.skipped += 1;
    else if (test.passed) counts.passed += 1;
    else {
      counts.failed += 1;
      failures.push({title: [...titles, test.name].join(' › '), error: test.error});
    }
  }
  const inner = suite.suites.flatMap((each) => walk(each, [...titles, each.name], counts));
  return [...failures, ...inner];
}

function describeError(error: TestResultError | undefined): string {
  if (!error) return 'failed without an error';
  const difference =
    error.expected === undefined
      ? ''
      : `\nexpected: ${error.expected}\n  actual: ${error.actual ?? ''}`;
  const stack = error.stack?.includes(error.message)
    ? error.stack
    : `${error.message}\n${error.stack ?? ''}`;
  return `${error.name ? `${error.name}: ` : ''}${stack}${difference}`;
}

const indent = (text: string): string => text.trimEnd().replaceAll(/^/gm, '      ');

function report(session: TestSession, counts: Counts): void {
  const file = path.relative(process.cwd(), session.testFile);
  const say = (title: string, detail: string) => {
    console.log(`  ✖ ${session.browser.name}: ${file}: ${title}\n${indent(detail)}`);
  };
  const before = counts.passed + counts.failed;
  const failures = session.testResults ? walk(session.testResults, [], counts) : [];
  for (const {title, error} of failures) say(title, describeError(error));
  // A file that did not load, or threw outside of a test, is one failure more.
  for (const error of session.errors) {
    counts.failed += 1;
    say('outside of any test', describeError(error));
  }
  if (session.passed !== true && failures.length === 0 && session.errors.length === 0) {
    counts.failed += 1;
    say('the file did not finish', session.request404s.map((each) => `404: ${each}`).join('\n'));
  } else if (counts.passed + counts.failed === before && counts.skipped === 0) {
    counts.failed += 1;
    say('no test', 'The file holds no test that ran.');
  }
  if (session.passed !== true) {
    for (const log of session.logs) say('console', log.map(String).join(' '));
    for (const url of session.request404s) say('404', url);
  }
}

export function countsReporter(file: string): Reporter {
  return {
    onTestRunFinished({sessions}) {
      const counts: Counts = {passed: 0, failed: 0, skipped: 0};
      for (const session of sessions) report(session, counts);
      writeFileSync(file, JSON.stringify(counts));
    },
  };
}

import {
  problems,
  refusals,
  type Issue,
  type KnownProblemCode,
  type KnownRefusalCode,
  type Problem,
} from '@hubkit/contract';

interface ProblemOptions {
  issues?: Issue[];
  headers?: Record<string, string>;
}

/** Ends a call with a problem document. Never holds a value that somebody sent. */
export class CallProblem extends Error {
  readonly code: KnownProblemCode;
  readonly issues: Issue[] | undefined;
  readonly headers: Record<string, string>;

  constructor(code: KnownProblemCode, {issues, headers = {}}: ProblemOptions = {}) {
    super(code);
    this.name = 'CallProblem';
    this.code = code;
    this.issues = issues;
    this.headers = headers;
  }
}

/** One thing wrong with one place of a request. */
export function invalid(pointer: string, message: string): CallProblem {
  return new CallProblem('invalid_request', {issues: [{pointer, message}]});
}

/** A rule that refuses what stands at one place of a request. */
export function refuse(
  pointer: string,
  code: KnownRefusalCode,
  message: string = refusals[code],
): CallProblem {
  return new CallProblem('refused', {issues: [{pointer, message, code}]});
}

/** The document of RFC 9457 for a code. */
export function problemDocument(
  code: KnownProblemCode,
  requestId: string,
  issues?: Issue[],
): Problem {
  const {status, title, next} = problems[code];
  return {
    type: `urn:hubkit:problem:${code}`,
    title,
    status,
    code,
    detail: next,
    requestId,
    ...(issues ? {issues} : {}),
  };
}

import type {Issue} from '@hubkit/contract';
import type {Route} from '@hubkit/contract/routes';
import {CallProblem} from './problem.ts';

type Schema = NonNullable<Route['body']>;

/** What a schema says of one place. It never holds the value. */
interface Finding {
  path?: readonly PropertyKey[];
  code?: string;
  message?: string;
  expected?: string;
  keys?: string[];
  minimum?: number;
  maximum?: number;
  options?: string[];
  values?: unknown[];
  errors?: readonly (readonly Finding[])[];
}

const MOST_ISSUES = 20;
const escaped = (key: PropertyKey) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');
const pointerTo = (path: readonly PropertyKey[]) => path.map((key) => `/${escaped(key)}`).join('');

function inWords({code, message, expected, minimum, maximum, values, options}: Finding): string {
  const named = (values ?? options)?.map(String).join(', ');
  if (message && message !== 'Invalid input') return message;
  if (code === 'invalid_type' && expected === 'nonoptional') return 'This is missing.';
  if (code === 'invalid_type') return `This must be of type ${expected ?? 'another'}.`;
  if (code === 'too_big') return `The most is ${String(maximum)}.`;
  if (code === 'too_small') return `The least is ${String(minimum)}.`;
  return named ? `This must be one of: ${named}.` : 'This does not have the right form.';
}

function issuesOf(findings: readonly Finding[], root: string): Issue[] {
  const issues = findings.flatMap((finding): Issue[] => {
    const pointer = root + pointerTo(finding.path ?? []);
    if (finding.code !== 'unrecognized_keys') {
      return [{pointer: pointer || '/', message: inWords(finding)}];
    }
    return (finding.keys ?? []).map((key) => ({
      // A key is something that somebody sent: named only where it is short enough to be a name.
      pointer: key.length <= 60 ? `${pointer}/${escaped(key)}` : pointer || '/',
      message: 'There is no such property.',
    }));
  });
  return issues.slice(0, MOST_ISSUES);
}

function validate(
  schema: Schema,
  value: unknown,
): {value: unknown} | {findings: readonly Finding[]} {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) throw new TypeError('Schemas of the contract answer at once.');
  return result.issues
    ? {findings: result.issues as unknown as readonly Finding[]}
    : {value: result.value};
}

/** What of a value does not fit a schema, with a JSON pointer to each place; empty when all does. */
export function misfits(schema: Schema, value: unknown): Issue[] {
  const result = validate(schema, value);
  return 'findings' in result ? issuesOf(result.findings, '') : [];
}

/** @throws CallProblem - `invalid_request`, with a JSON pointer to each place. */
export function parseBody(schema: Schema, value: unknown): unknown {
  const result = validate(schema, value);
  if ('value' in result) return result.value;
  throw new CallProblem('invalid_request', {issues: issuesOf(result.findings, '')});
}

const NUMBER = /^-?\d{1,15}$/;

/**
 * Reads query parameters by the contract’s schema: what it wants as a number is made one.
 *
 * @throws CallProblem - `invalid_request`, with `query/name` for each.
 */
export function parseQuery(schema: Schema | undefined, search: URLSearchParams): unknown {
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of search) {
    const unknown = !schema || Object.hasOwn(values, name);
    if (unknown) {
      const issues = [{pointer: 'query', message: 'A parameter is unknown or given twice.'}];
      throw new CallProblem('invalid_request', {issues});
    }
    values[name] = value;
  }
  if (!schema) return {};
  let result = validate(schema, values);
  if ('findings' in result) {
    for (const {code, path = [], expected = ''} of result.findings) {
      const name = String(path[0]);
      const text = values[name];
      if (code !== 'invalid_type' || !['number', 'int'].includes(expected)) continue;
      if (typeof text === 'string' && NUMBER.test(text)) values[name] = Number(text);
    }
    result = validate(schema, values);
  }
  if ('value' in result) return result.value;
  throw new CallProblem('invalid_request', {issues: issuesOf(result.findings, 'query')});
}

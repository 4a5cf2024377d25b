import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {pathParameters, routes, type Route, type RouteName} from '@hubkit/contract/routes';
import {fields} from '@hubkit/model';
import fc from 'fast-check';
import type {CallOptions} from './world.ts';

/** A JSON Schema, as the OpenAPI document holds it. */
export interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  propertyNames?: Schema;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  minimum?: number;
  maximum?: number;
}

interface Operation {
  parameters: {name: string; in: string; required: boolean; schema: Schema}[];
  requestBody?: {content: {'application/json': {schema: Schema}}};
}

const document = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('@hubkit/contract/openapi.json')), 'utf8'),
) as {
  paths: Record<string, Record<string, Operation>>;
  components: {schemas: Record<string, Schema>};
};

/** Every row of the contract table, with what OpenAPI says of it. A new one is covered by being there. */
export const table = (Object.entries(routes) as [RouteName, Route][]).map(([name, route]) => ({
  name,
  route,
  operation: document.paths[route.path]![route.method.toLowerCase()]!,
}));

/** What is in a world, so that calls meet it. */
export interface Known {
  /** Values of path parameters, by name. */
  params: Record<string, string[]>;
  uuids: string[];
  refs: string[];
  criteria: string[];
  framework: unknown;
  /** Text that a caller writes. */
  text: fc.Arbitrary<string>;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const words = [
  ...['self', 'independent', 'moderation', 'agreed', 'published', 'shared', 'draft'],
  ...['agreed-to-differ', 'secure', 'developing', 'levels', 'enquiry', 'not-seen'],
];
const fieldNames = [...new Set(Object.values(fields).flatMap((each) => Object.keys(each)))];
const instants = ['2027-01-11T09:00:00Z', '2031-05-01T00:00:00.000Z'];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const resolved = (schema: Schema): Schema =>
  schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;

function anyValue({text}: Known): fc.Arbitrary<unknown> {
  return fc.oneof(
    ...[pick(words), text, fc.array(text, {maxLength: 2}), fc.boolean(), fc.integer()],
    ...[
      fc.constant(null),
      fc.constant({declared: true}),
      fc.constant(['learning.curriculum-thread']),
    ],
  );
}

function stringOf(schema: Schema, known: Known): fc.Arbitrary<string> {
  const {pattern, format, minLength = 0, maxLength = 200} = schema;
  if (pattern === `^${UUID}$`) {
    return fc.oneof({weight: 5, arbitrary: pick(known.uuids)}, fc.uuid());
  }
  if (pattern?.includes('A-Za-z0-9._-') && !pattern.includes('review')) return pick(known.criteria);
  if (format === 'date-time') return pick(instants);
  if (format === 'date') return pick(['2027-03-01', '2027-12-24']);
  if (format === 'uri') return pick(['https://portal.example', 'https://other.example/page']);
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  const long = fc.oneof(known.text, pick(words));
  return long.map((text) => text.slice(0, maxLength)).filter((text) => text.length >= minLength);
}

/** Values that fit a schema, and often what is there. */
export function valid(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const name = schema.$ref?.split('/').at(-1);
  if (name === 'EntityRef') return pick(known.refs);
  if (name === 'FieldPath')
    return fc.oneof({weight: 8, arbitrary: pick(fieldNames)}, pick(hostile));
  if (name === 'FrameworkFile') {
    const file = known.framework as object;
    return fc.nat(10_000).map((n) => ({...file, version: `1.0.${String(n)}`}));
  }
  const {type, anyOf, oneOf, items = {}, properties, required = [], ...rest} = resolved(schema);
  if (rest.const !== undefined) return fc.constant(rest.const);
  if (rest.enum) return pick(rest.enum);
  const options = anyOf ?? oneOf;
  if (options) return fc.oneof(...options.map((each) => valid(each, known)));
  switch (type) {
    case 'object': {
      if (!properties) return fc.dictionary(pick(fieldNames), anyValue(known), {maxKeys: 3});
      const parts = Object.entries(properties).map(([key, each]) => [key, valid(each, known)]);
      const arbitraries = Object.fromEntries(parts) as Record<string, fc.Arbitrary<unknown>>;
      return fc.record(arbitraries, {requiredKeys: required});
    }
    case 'array':
      return fc.array(valid(items, known), {minLength: rest.minItems ?? 0, maxLength: 3});
    case 'string':
      return stringOf(rest, known);
    case 'integer':
    case 'number': {
      const {minimum = 0, maximum = 9} = rest;
      return fc.integer({min: minimum, max: Math.min(maximum, minimum + 9)});
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return anyValue(known);
  }
}

/** Names and texts that have broken other people's services. */
export const hostile = [
  ...['constructor', 'hasOwnProperty', 'toString', 'valueOf', 'prototype', 'isPrototypeOf'],
];
const hostileTexts = [
  ...['__proto__', '\u0000', '\uD800', '\u202Eevil', "'; DROP TABLE review; --", '%00', '../../..'],
  ...['<img src=x onerror=alert(1)>', '{{7*7}}', '=1+1', 'x'.repeat(30_000), '\u0085', '𝔘𝔫𝔦'],
];

/** A value with one place of it made wrong: gone, of another type, too much, hostile. */
export function broken(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(
    ...[fc.constant(null), fc.integer(), fc.double(), fc.boolean(), fc.constant([])],
    ...[fc.constant({}), pick(hostileTexts), fc.constant([[[['deep']]]]), fc.constant('[a,b]')],
  );
  const ways = pick(['drop', 'replace', 'add', 'swap'] as const);
  return fc.tuple(valid(schema, known), ways, fc.nat(), wrong).map(([value, way, at, other]) => {
    if (typeof value !== 'object' || value === null || way === 'swap') return other;
    const copy = structuredClone(value) as Record<string, unknown>;
    const keys = Object.keys(copy);
    const key = keys[at % Math.max(keys.length, 1)] ?? 'x';
    if (way === 'add') copy[hostile[at % hostile.length]!] = other;
    else if (way === 'replace') copy[key] = other;
    else Reflect.deleteProperty(copy, key);
    return copy;
  });
}

export interface TableCall {
  name: RouteName;
  method: string;
  path: string;
  options: CallOptions;
}

const unknownId = '0190ffff-0000-7000-8000-00000000ffff';

/** Calls of one row of the table, with a body and a query made by `make`. */
export function callsOf(
  row: (typeof table)[number],
  known: Known,
  make: (schema: Schema, known: Known) => fc.Arbitrary<unknown> = valid,
): fc.Arbitrary<TableCall> {
  const {name, route, operation} = row;
  const params = pathParameters(route.path).map((each) =>
    fc.oneof(
      {weight: 9, arbitrary: pick(known.params[each] ?? known.uuids)},
      fc.constant(unknownId),
    ),
  );
  const query = operation.parameters.filter((each) => each.in === 'query');
  const queries = query.map((each) => {
    const value = make(each.schema, known).map((made) => String(made));
    return each.required ? value : fc.option(value, {nil: undefined, freq: 2});
  });
  const schema = operation.requestBody?.content['application/json'].schema;
  return fc
    .tuple(
      fc.tuple(...params),
      fc.tuple(...queries),
      schema ? make(schema, known) : fc.constant(undefined),
      fc.nat(6),
    )
    .map(([values, asked, body, version]) => {
      let at = 0;
      const filled = route.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(values[at++]!));
      const search = new URLSearchParams();
      query.forEach(({name: key}, index) => {
        const value = asked[index];
        if (value !== undefined) search.set(key, value.toWellFormed());
      });
      const text = search.toString();
      return {
        name,
        method: route.method,
        path: filled + (text ? `?${text}` : ''),
        options: {
          ...(body === undefined ? {} : {body}),
          ...(route.ifMatch ? {ifMatch: version} : {}),
        },
      };
    });
}

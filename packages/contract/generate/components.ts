import * as z from 'zod/mini';
import {openValues} from '../src/open.ts';
import * as schemas from '../src/schemas.ts';
import {readComments} from './comments.ts';

/** A JSON Schema, as zod writes it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  description?: string;
  [keyword: string]: unknown;
}

const REF = '#/components/schemas/';

export const comments = readComments();

/** Our own registry: zod's global one is shared with whatever else runs in the process. */
const docs = z.registry<Record<string, unknown>>();
const names = new Map<z.core.$ZodType, string>();
for (const [name, schema] of Object.entries(schemas)) {
  if (!('_zod' in schema)) continue;
  docs.add(schema, {id: name, description: comments.get(name)});
  names.set(schema, name);
}
for (const [schema, known] of openValues) {
  docs.add(schema, {anyOf: [{enum: known}, {type: 'string'}]});
}

/** The published name of a schema, if it has one. */
export function nameOf(schema: z.core.$ZodType | undefined): string | undefined {
  return schema && names.get(schema);
}

const NO_DEFINITIONS: Record<string, JsonSchema> = {};

function convert(schema: z.core.$ZodType): JsonSchema & {$defs?: Record<string, JsonSchema>} {
  const json = z.toJSONSchema(schema, {io: 'input', metadata: docs, unrepresentable: 'any'});
  delete json.$schema;
  return json as JsonSchema;
}

/** References between named schemas, from the form of one conversion to that of one OpenAPI document. */
function relocate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$defs')
      .map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? inner.replace(/^#\/\$defs\//, REF)
          : relocate(inner),
      ]),
  );
}

/** One schema of a route; a named one becomes a reference. */
export function schemaOf(schema: z.core.$ZodType): JsonSchema {
  const id = names.get(schema);
  return id ? {$ref: REF + id} : (relocate(convert(schema)) as JsonSchema);
}

/** Every named schema of the contract, by name, in alphabetical order. */
export function components(): Record<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  for (const schema of names.keys()) {
    const {$defs = NO_DEFINITIONS} = convert(schema);
    for (const [name, definition] of Object.entries($defs)) {
      delete definition['id'];
      const described = Object.entries(definition.properties ?? {}).map(([property, inner]) => {
        const description = comments.get(`${name}.${property}`);
        return [property, description && !inner.$ref ? {...inner, description} : inner];
      });
      const properties = described.length
        ? {properties: Object.fromEntries(described) as Record<string, JsonSchema>}
        : {};
      found.set(name, relocate({...definition, ...properties}) as JsonSchema);
    }
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

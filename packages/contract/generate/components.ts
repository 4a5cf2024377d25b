import * as z from 'zod/mini';
import {docs, resources} from '../src/routes.ts';

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
  typescript?: string;
  [keyword: string]: unknown;
}

const REF = '#/components/schemas/';

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
  const id = docs.get(schema)?.id;
  return id ? {$ref: REF + id} : (relocate(convert(schema)) as JsonSchema);
}

/** Every named schema of the contract, by name, in alphabetical order. */
export function components(): Record<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  for (const schema of Object.values(resources)) {
    if (!('_zod' in schema)) continue;
    const {$defs = NO_DEFINITIONS} = convert(schema);
    for (const [name, definition] of Object.entries($defs)) {
      delete definition['id'];
      found.set(name, relocate(definition) as JsonSchema);
    }
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without what only our own generator reads. */
export function published(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(published);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'typescript')
      .map(([key, inner]) => [key, published(inner)]),
  );
}

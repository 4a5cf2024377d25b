import {components, type JsonSchema} from './components.ts';

const HEADER = '// Made by `npm run generate` from the contract table. Do not edit.\n\n';
const comment = (text: string | undefined, indent: string) =>
  text ? `${indent}/** ${text} */\n` : '';
const literal = (value: unknown) => `'${String(value)}'`;

/** One schema as a TypeScript type. */
export function typeOf(schema: JsonSchema, indent = ''): string {
  if (schema.$ref) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  const known = schema.type === 'string' && schema.anyOf?.[0]?.enum;
  if (known) return `${known.map(literal).join(' | ')} | (string & {})`;
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return union.map((each) => typeOf(each, indent)).join(' | ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOf({...schema, type}, indent)).join(' | ');
  }
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array': {
      const item = typeOf(schema.items ?? {}, indent);
      return /[ |&]/.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      return objectType(schema, indent);
    default:
      return 'unknown';
  }
}

function objectType(schema: JsonSchema, indent: string): string {
  if (!schema.properties) {
    const value = schema.additionalProperties;
    return `Record<string, ${typeof value === 'object' ? typeOf(value, indent) : 'unknown'}>`;
  }
  const inner = `${indent}  `;
  const lines = Object.entries(schema.properties).map(([name, property]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    const described = property.$ref ? undefined : property.description;
    return `${comment(described, inner)}${inner}${name}${mark}: ${typeOf(property, inner)};\n`;
  });
  // A loose object keeps what it does not name.
  const loose =
    typeof schema.additionalProperties === 'object' ? `${inner}[name: string]: unknown;\n` : '';
  return `{\n${lines.join('')}${loose}${indent}}`;
}

/** Types that JSON Schema is too weak to say. */
const SAID: Record<string, string> = {
  EntityRef: ['review', 'access', 'rating', 'agreement', 'action', 'comment']
    .map((kind) => `\`${kind}/\${string}\``)
    .join(' | '),
};

/** The entity types of the contract, free of zod. */
export function typesFile(): string {
  const declarations = Object.entries(components()).map(([name, schema]) => {
    const type = SAID[name] ?? typeOf(schema);
    const head = comment(schema.description, '');
    return type.startsWith('{')
      ? `${head}export interface ${name} ${type}\n`
      : `${head}export type ${name} = ${type};\n`;
  });
  return HEADER + declarations.join('\n');
}

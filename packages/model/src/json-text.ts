import type {Json} from './ports.ts';

/**
 * JSON text of a value, whatever the host page has done to built-ins.
 *
 * Old libraries give arrays or strings a `toJSON`, and every array then arrives as a quoted string. A replacer sees its
 * holder, and so the value as it was before any `toJSON`.
 */
export function jsonText(value: Json): string {
  return JSON.stringify(value, function (this: Record<string, Json>, key: string) {
    return this[key];
  });
}

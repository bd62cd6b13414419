/**
 * How vector files are written: objects over lines, each tensor and each list of numbers on one line.
 *
 * @module
 */

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands on one line: scalars, lists without objects, tensors. */
function isFlat(value: Json): boolean {
  if (Array.isArray(value)) return value.every((item: Json) => !isObject(item) && isFlat(item));
  if (!isObject(value)) return true;
  const keys = Object.keys(value);
  return keys.includes('shape') && keys.includes('data') && keys.length <= 3;
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`)
    .join(', ')} }`;
}

function block(value: Json, indent: string): string {
  if (isFlat(value)) return inline(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item: Json) => deeper + block(item, deeper)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value as { readonly [key: string]: Json });
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${block(item, deeper)}`).join(',\n')}\n${indent}}`;
}

/** The text of a vector file. */
export function formatJson(value: unknown): string {
  return `${block(JSON.parse(JSON.stringify(value)) as Json, '')}\n`;
}

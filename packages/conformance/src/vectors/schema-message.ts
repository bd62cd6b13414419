/**
 * What a validator finds, in words for somebody who has never seen the schema.
 *
 * @module
 */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearest } from '../usage-error.ts';

/** The error as `conv/mine: inputs.x.data[2]: expected a number, got true`. */
export function schemaMessage(error: ErrorObject, json: unknown): string {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const said = `${expectation(error)}${tail(error)}`;
  return [...place(path, json), said].join(': ');
}

/** The vector by its id, or its number in the file, and the place in it. */
function place(path: readonly string[], json: unknown): readonly string[] {
  const [list, index, ...inside] = path;
  const within = (keys: readonly string[]) =>
    keys
      .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
      .join('')
      .replace(/^\./, '');
  if (list !== 'vectors' || index === undefined) return path.length > 0 ? [within(path)] : [];
  const { id } = ((json as { vectors: unknown[] }).vectors[Number(index)] ?? {}) as { id?: unknown };
  const vector = typeof id === 'string' ? id : `vectors[${index}]`;
  return inside.length > 0 ? [vector, within(inside)] : [vector];
}

const quoted = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length > 8 ? `a list of ${value.length}` : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return quoted(value);
  const keys = Object.keys(value);
  return keys.length > 0 ? `an object with ${keys.join(', ')}` : 'an empty object';
}

const articles: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  integer: 'an integer',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
};

function typeText(type: string | readonly string[]): string {
  return [type]
    .flat()
    .map((one) => articles[one] ?? one)
    .join(' or ');
}

function oneOf(allowed: readonly unknown[], written: unknown): string {
  if (allowed.length <= 8 || typeof written !== 'string') return `one of ${allowed.map(quoted).join(', ')}`;
  return `one of ${allowed.length} names, of which the nearest are ${nearest(written, allowed as string[])
    .map(quoted)
    .join(', ')}`;
}

/** What ajv says beside its keyword; each keyword has some of these. */
interface Params {
  readonly missingProperty: string;
  readonly property: string;
  readonly additionalProperty: string;
  readonly allowedValues: readonly unknown[];
  readonly allowedValue: unknown;
  readonly type: string | readonly string[];
  readonly pattern: string;
  readonly limit: number;
}

function expectation({ keyword, params, parentSchema, data }: ErrorObject): string {
  const given = params as Params;
  switch (keyword) {
    case 'required':
      return `lacks ${quoted(given.missingProperty)}`;
    case 'dependentRequired':
    case 'dependencies':
      return `has ${quoted(given.property)}, so it also needs ${quoted(given.missingProperty)}`;
    case 'additionalProperties':
      return `does not know ${quoted(given.additionalProperty)}; ${known(given.additionalProperty, parentSchema)}`;
    case 'anyOf':
      return `needs ${(parentSchema!.anyOf as { required: string[] }[]).map(({ required }) => quoted(required[0])).join(' or ')}`;
    case 'enum':
      return `expected ${oneOf(given.allowedValues, data)}`;
    case 'const':
      return `expected ${quoted(given.allowedValue)}`;
    case 'type':
      return `expected ${typeText(given.type)}`;
    case 'pattern':
      return `expected text like ${quoted(given.pattern)}${parentSchema?.description ? ` (${parentSchema.description})` : ''}`;
    case 'minLength':
      return 'expected text that is not empty';
    case 'minItems':
    case 'minProperties':
      return `expected at least ${given.limit} of them`;
    case 'maxItems':
    case 'maxProperties':
      return `expected at most ${given.limit} of them`;
    case 'minimum':
      return `expected at least ${given.limit}`;
    case 'uniqueItems':
      return 'expected no value twice';
    default:
      return `is refused by the schema (${keyword})`;
  }
}

function known(written: string, parentSchema: ErrorObject['parentSchema']): string {
  const names = Object.keys((parentSchema?.properties ?? {}) as object);
  return `the nearest: ${nearest(written, names).join(', ')}`;
}

/** What came, where the expectation is about the value itself. */
function tail({ keyword, data }: ErrorObject): string {
  const aboutValue = !['required', 'dependentRequired', 'additionalProperties', 'anyOf'].includes(keyword);
  return aboutValue ? `, got ${shown(data)}` : '';
}

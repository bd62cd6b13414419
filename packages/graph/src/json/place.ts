/**
 * Reading JSON that anybody may have written: each function takes a value and the place where it stands, and returns it
 * checked or says what was expected there. `nodes[3].inputs.b expected text, got 7`.
 *
 * @module
 */
import { GraphError } from '../graph-error.ts';
import { nearestNames } from '../nearest-names.ts';

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The error `bad-json` about one place; the empty one is the whole text. */
export function badJson(place: string, expected: string, got: unknown): GraphError {
  const name = place || 'the text';
  return new GraphError('bad-json', [name], `${name} expected ${expected}, got ${shown(got)}`);
}

/** The place of a key, or of an element of a list, inside another: `nodes[3]`, `values.x`, `values["my input"]`. */
export function inside(place: string, key: string | number): string {
  if (typeof key === 'number') return `${place}[${key}]`;
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(key)) return `${place}[${JSON.stringify(key)}]`;
  return place === '' ? key : `${place}.${key}`;
}

const longestText = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string')
    return JSON.stringify(value.length <= longestText ? value : `${value.slice(0, longestText)}…`);
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    return keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 8).join(', ')}`;
  }
  return typeof value === 'number' || typeof value === 'boolean' || value === null
    ? String(value)
    : typeof value;
}

/** A list. */
export function list(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw badJson(place, 'a list', value);
  return value;
}

/** Text. */
export function text(value: unknown, place: string): string {
  if (typeof value !== 'string') throw badJson(place, 'text', value);
  return value;
}

/** An object with any keys. */
export function object(value: unknown, place: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badJson(place, 'an object', value);
  return value as JsonObject;
}

/** An object that has all of the required keys and no others but the optional ones. */
export function objectOf(
  value: unknown,
  place: string,
  required: readonly string[],
  optional: readonly string[],
): JsonObject {
  const checked = object(value, place);
  const missing = required.find((key) => !Object.hasOwn(checked, key));
  if (missing !== undefined) throw badJson(place, `an object with ${missing}`, value);
  const known = [...required, ...optional];
  const unknown = Object.keys(checked).find((key) => !known.includes(key));
  if (unknown === undefined) return checked;
  const keys = known.length > 0 ? `one of ${known.join(', ')}` : 'none';
  const near = nearestNames(unknown, known);
  const message = `${inside(place, unknown)} is a key that is not known here; expected ${keys}${near}`;
  throw new GraphError('bad-json', [inside(place, unknown)], message);
}

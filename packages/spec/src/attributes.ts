/**
 * Reading attributes: each function takes what was given, returns it checked or its default, and says what it expected.
 * Nothing is clamped, truncated or converted.
 *
 * @module
 */
import { show, type SpecErrorCode } from './spec-error.ts';

/** Padding of one axis: elements before and after. */
export type Padding = readonly [before: number, after: number];

/** The part of a `Question` that a reader needs. */
export interface Given {
  readonly given: object;
  fail(code: SpecErrorCode, argument: string, expected: string, got: unknown): never;
}

/** What was given, undefined only where there is a `standard` to take its place. */
function read(question: Given, name: string, standard: unknown): unknown {
  const value = (question.given as Record<string, unknown>)[name];
  if (value === undefined && standard === undefined)
    question.fail('missing-attribute', name, 'a value (it has no default)', 'nothing');
  return value;
}

const isInteger = (value: unknown, least: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least;

/** Whether a value is a list of integers of at least `least`, `count` of them unless it is undefined. */
function areIntegers(value: unknown, least: number, count?: number): value is readonly number[] {
  if (!Array.isArray(value) || (count !== undefined && value.length !== count)) return false;
  for (const item of value as unknown[]) if (!isInteger(item, least)) return false;
  return true;
}

function arePaddings(value: unknown, count: number): value is readonly Padding[] {
  if (!Array.isArray(value) || value.length !== count) return false;
  for (const pair of value as unknown[]) if (!areIntegers(pair, 0, 2)) return false;
  return true;
}

/** An integer that is at least `least`; without a `standard` it is required. */
export function integer(question: Given, name: string, least: number, standard?: number): number {
  const value = read(question, name, standard);
  if (value === undefined) return standard!;
  if (!isInteger(value, least))
    question.fail('bad-attribute', name, `an integer of at least ${least}`, show(value));
  return value;
}

/** A finite number. */
export function finiteNumber(question: Given, name: string, standard?: number): number {
  const value = read(question, name, standard);
  if (value === undefined) return standard!;
  if (typeof value !== 'number' || !Number.isFinite(value))
    question.fail('bad-attribute', name, 'a finite number', show(value));
  return value;
}

/** `true` or `false`. */
export function flag(question: Given, name: string, standard: boolean): boolean {
  const value = read(question, name, standard);
  if (value === undefined) return standard;
  if (typeof value !== 'boolean') question.fail('bad-attribute', name, 'true or false', show(value));
  return value;
}

/** One of a few words. */
export function choice<W extends string>(question: Given, name: string, words: readonly W[], standard: W): W {
  const value = read(question, name, standard);
  if (value === undefined) return standard;
  if (!words.includes(value as W))
    question.fail('bad-attribute', name, `one of ${words.join(', ')}`, show(value));
  return value as W;
}

/** Integers of at least `least`, as many as wanted (`count` undefined: any number of them). */
export function integers(
  question: Given,
  name: string,
  options: { count?: number; least: number; standard?: readonly number[] },
): readonly number[] {
  const { count, least, standard } = options;
  const value = read(question, name, standard);
  if (value === undefined) return standard!;
  if (!areIntegers(value, least, count)) {
    const wanted =
      count === undefined ? 'integers' : `${count} integer${count === 1 ? '' : 's'}, one per axis,`;
    question.fail('bad-attribute', name, `${wanted} of at least ${least}`, show(value));
  }
  return [...value];
}

function noPadding(count: number): readonly Padding[] {
  const pairs: Padding[] = [];
  for (let axis = 0; axis < count; axis++) pairs.push([0, 0]);
  return pairs;
}

/** Padding: one pair `[before, after]` per axis, 0 by default. */
export function paddings(question: Given, name: string, count: number): readonly Padding[] {
  const value = (question.given as Record<string, unknown>)[name];
  if (value === undefined) return noPadding(count);
  if (!arePaddings(value, count))
    question.fail(
      'bad-attribute',
      name,
      `${count} pair${count === 1 ? '' : 's'} [before, after] of integers of at least 0`,
      show(value),
    );
  return value.map(([before, after]): Padding => [before, after]);
}

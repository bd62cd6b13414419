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

function read<T>(
  question: Given,
  name: string,
  standard: T | undefined,
): { value: unknown; standard: T | undefined } {
  const value = (question.given as Record<string, unknown>)[name];
  if (value === undefined && standard === undefined)
    question.fail('missing-attribute', name, 'a value (it has no default)', 'nothing');
  return { value, standard };
}

const isInteger = (value: unknown, least: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least;

/** An integer that is at least `least`; without a `standard` it is required. */
export function integer(question: Given, name: string, least: number, standard?: number): number {
  const { value } = read(question, name, standard);
  if (value === undefined) return standard!;
  if (!isInteger(value, least))
    question.fail('bad-attribute', name, `an integer of at least ${least}`, show(value));
  return value;
}

/** A finite number. */
export function finiteNumber(question: Given, name: string, standard?: number): number {
  const { value } = read(question, name, standard);
  if (value === undefined) return standard!;
  if (typeof value !== 'number' || !Number.isFinite(value))
    question.fail('bad-attribute', name, 'a finite number', show(value));
  return value;
}

/** `true` or `false`. */
export function flag(question: Given, name: string, standard: boolean): boolean {
  const { value } = read(question, name, standard);
  if (value === undefined) return standard;
  if (typeof value !== 'boolean') question.fail('bad-attribute', name, 'true or false', show(value));
  return value;
}

/** One of a few words. */
export function choice<W extends string>(question: Given, name: string, words: readonly W[], standard: W): W {
  const { value } = read(question, name, standard);
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
  const { value } = read(question, name, options.standard);
  if (value === undefined) return options.standard!;
  const { count, least } = options;
  const wanted = `${count === undefined ? 'integers' : `${count} integer${count === 1 ? '' : 's'}, one per axis,`} of at least ${least}`;
  if (
    !Array.isArray(value) ||
    (count !== undefined && value.length !== count) ||
    !Array.from(value).every((v) => isInteger(v, least))
  )
    question.fail('bad-attribute', name, wanted, show(value));
  return [...(value as readonly number[])];
}

/** Padding: one pair `[before, after]` per axis, 0 by default. */
export function paddings(question: Given, name: string, count: number): readonly Padding[] {
  const value = (question.given as Record<string, unknown>)[name];
  if (value === undefined) return Array.from({ length: count }, (): Padding => [0, 0]);
  const isPair = (pair: unknown): pair is Padding =>
    Array.isArray(pair) && pair.length === 2 && Array.from(pair).every((v) => isInteger(v, 0));
  if (!Array.isArray(value) || value.length !== count || !Array.from(value).every(isPair))
    question.fail(
      'bad-attribute',
      name,
      `${count} pair${count === 1 ? '' : 's'} [before, after] of integers of at least 0`,
      show(value),
    );
  return value.map(([before, after]): Padding => [before, after]);
}

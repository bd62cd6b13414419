/**
 * The numbers a tape can be computed in.
 *
 * @module
 */
import type { Transcendental } from './tape.ts';

/** The derivative of a choice by one of its branches; `zero` and `one` are exact and cost nothing. */
export type Weight<T> = 'zero' | 'one' | T;

/** A kind of number. */
export interface Field<T> {
  /** A float as exactly the dyadic rational that it is. */
  of(value: number): T;
  /** A constant of a definition, which an implementation may have to round to its dtype first. */
  constant(value: number): T;
  sum(terms: readonly T[]): T;
  product(a: T, b: T): T;
  quotient(a: T, b: T): T;
  negate(a: T): T;
  apply(name: Transcendental, a: T): T;
  /** The derivative of the function at `a`, where its value is `value`. */
  derivative(name: Transcendental, a: T, value: T): T;
  /** The value of the first maximum (or first NaN), and the derivative by each candidate. */
  max(candidates: readonly T[]): { value: T; weights: readonly Weight<T>[] };
  /** `then` where test ≤ 0, else `otherwise`, and the derivative by each of the two. */
  where(test: T, then: T, otherwise: T): { value: T; weights: readonly [Weight<T>, Weight<T>] };
}

/** What a field with an order needs for `max` and `where`. */
export interface Order<T> {
  /** Whether b beats a as a maximum. */
  readonly beats: (b: T, a: T) => boolean;
  readonly atMostZero: (a: T) => boolean;
}

/** `max` and `where` of a field whose order leaves no doubt. */
export function choices<T>({ beats, atMostZero }: Order<T>): Pick<Field<T>, 'max' | 'where'> {
  return {
    max(candidates) {
      let best = 0;
      candidates.forEach((candidate, i) => {
        if (beats(candidate, candidates[best]!)) best = i;
      });
      return { value: candidates[best]!, weights: candidates.map((_, i) => (i === best ? 'one' : 'zero')) };
    },
    where(test, then, otherwise) {
      const low = atMostZero(test);
      return { value: low ? then : otherwise, weights: low ? ['one', 'zero'] : ['zero', 'one'] };
    },
  };
}

/**
 * Numbers for a call: small integers, whose answers are exact, or numbers with digits; on demand with NaN and infinities
 * among them. Never all ones: a gradient of ones hides what it is multiplied by.
 *
 * @module
 */
import { elementCount, type Shape } from '@gradspec/spec';
import { randomBits } from './random-bits.ts';

/** What the numbers of a case are like. */
export interface Fill {
  /** Whether NaN, ∞ and −∞ stand among them. */
  readonly nonFinite: boolean;
  readonly kind: 'integers' | 'floats';
  /** They lie between −reach and reach. */
  readonly reach: number;
  readonly seed: number;
}

/** A source of the numbers of a case: each call of a method moves on. */
export interface Numbers {
  /** The elements of a floating tensor. */
  floating(shape: Shape): number[];
  /** `count` integers from `least` to `most`. */
  integers(count: number, least: number, most: number): number[];
}

/** The numbers of a fill, from their beginning. */
export function numbersOf({ kind, reach, seed, nonFinite }: Fill): Numbers {
  const bits = randomBits(seed);
  const below = (count: number) => bits() % count;
  const integer = (least: number, most: number) => least + below(most - least + 1);
  const one = () => (kind === 'integers' ? integer(-reach, reach) : ((bits() - 2 ** 31) / 2 ** 31) * reach);
  const strange = () => [NaN, Infinity, -Infinity][below(3)]!;
  return {
    floating(shape) {
      const data = Array.from({ length: elementCount(shape) }, one);
      if (data.length > 0 && !data.some((value) => value !== 1)) data.fill(-reach);
      // Not in every tensor, and few of them, so that something finite is left to be judged beside them.
      if (nonFinite && data.length > 0 && below(3) > 0)
        for (let left = 1 + below(2); left > 0; left--) data[below(data.length)] = strange();
      return data;
    },
    integers: (count, least, most) => Array.from({ length: count }, () => integer(least, most)),
  };
}

/**
 * Calls of reshape, concat, slice and sum.
 *
 * @module
 */
import fc from 'fast-check';
import type { Shape } from '@gradspec/spec';
import { shapedCall } from '../shaped-call.ts';
import { repeatedAxis } from '../equal-axes.ts';
import { different, shape, size } from '../sizes.ts';
import type { Family } from './family.ts';

/** Factors multiplied together where no bit of `cuts` separates them. */
function grouped(factors: readonly number[], cuts: number): Shape {
  const sizes: number[] = [];
  factors.forEach((factor, i) => {
    if (i === 0 || (cuts >> i) & 1) sizes.push(factor);
    else sizes[sizes.length - 1]! *= factor;
  });
  return sizes;
}

const reshapes = (factors: number) =>
  fc
    .record({
      factors: fc.array(size(7), { minLength: 1, maxLength: factors }),
      from: fc.nat(2 ** factors - 1),
      to: fc.nat(2 ** factors - 1),
    })
    .map(({ factors, from, to }) => ({
      x: grouped(factors, from),
      shape: grouped([...factors].reverse(), to),
    }))
    .filter(({ x, shape }) => new Set(x).size === x.length && repeatedAxis(shape) < 0)
    .map(({ x, shape }) => shapedCall('reshape', { x }, { shape }));

/** Calls of `reshape`: the same factors in another order, multiplied together in another way. */
export const reshape: Family = { small: [reshapes(5)], large: [reshapes(6)] };

const concats = (largest: number) =>
  fc.record({ A: shape(1, 4, largest), axis: fc.nat(3), more: size(largest) }).map(({ A, axis, more }) => {
    const along = axis % A.length;
    const others = A.toSpliced(along, 1);
    let b = different([...others, more]).at(-1)!;
    while (others.includes(b) || others.includes(A[along]! + b)) b += 1;
    return shapedCall('concat', { a: A, b: A.with(along, b) }, { axis: along });
  });

/** Calls of `concat`, along any axis. */
export const concat: Family = { small: [concats(9)], large: [concats(19)] };

const slices = (largest: number) =>
  fc
    .record({ x: shape(1, 4, largest), axis: fc.nat(3), start: fc.nat(largest), count: fc.nat(largest) })
    .map(({ x, axis, start, count }) => {
      const along = axis % x.length;
      const first = start % (x[along]! + 1);
      const others = x.toSpliced(along, 1);
      let end = first + (count % (x[along]! - first + 1));
      while (end - first > 1 && others.includes(end - first)) end -= 1;
      return shapedCall('slice', { x }, { axis: along, start: first, end });
    });

/** Calls of `slice`, along any axis, of any part: none of it and all of it too. */
export const slice: Family = { small: [slices(9)], large: [slices(19)] };

const sums = (largest: number) => shape(0, 4, largest).map((x) => shapedCall('sum', { x }));

/** Calls of `sum`, small and large. */
export const sum: Family = { small: [sums(11)], large: [sums(23)] };

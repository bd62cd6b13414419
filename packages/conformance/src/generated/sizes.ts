/**
 * Sizes as the generated calls have them: mostly odd, and different from each other within a tensor, because a square
 * tensor hides exchanged axes and a multiple of four hides what happens at the end of a vector.
 *
 * @module
 */
import fc, { type Arbitrary } from 'fast-check';
import type { Shape } from '@gradspec/spec';

/** A size from 1 to `most`: odd in about three of four. Shrinks to 1. */
export function size(most: number): Arbitrary<number> {
  const odd = fc.integer({ min: 0, max: Math.floor((most - 1) / 2) }).map((half) => 2 * half + 1);
  return fc.oneof({ withCrossShrink: true }, odd, fc.integer({ min: 1, max: most }));
}

/** As many of these as there can be spatial axes; a call of fewer axes takes the first ones. */
export function perAxis<T>(one: Arbitrary<T>): Arbitrary<[T, T, T]> {
  return fc.tuple(one, one, one);
}

/** A size of 1 to `most` from one that may be larger; the smaller ones stay as they are. */
export function within(size: number, most: number): number {
  return 1 + ((size - 1) % most);
}

/** A shape of `least` to `most` axes, all different, with sizes of 1 to about `largest`. Shrinks to fewer and smaller axes. */
export function shape(least: number, most: number, largest: number): Arbitrary<Shape> {
  return fc.array(size(largest), { minLength: least, maxLength: most }).map(different);
}

/** Left out as often as not; shrinks to being left out. */
export function maybe<T>(value: Arbitrary<T>): Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 2 });
}

/** Left out once in three: for what may turn out to be its own default. */
export function mostly<T>(value: Arbitrary<T>): Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 3 });
}

/**
 * Sizes of which no two are the same: one that was there before grows until it is not. The first stays as it is. That they
 * are made different, not chosen so, lets a failing case shrink through all smaller shapes.
 *
 * @example different([3, 1, 3, 1]) // [3, 1, 4, 2]
 */
export function different(sizes: Shape): number[] {
  const taken = new Set<number>();
  return sizes.map((size) => {
    let own = size;
    while (taken.has(own)) own += 1;
    taken.add(own);
    return own;
  });
}

/** The same, but any number of them may be 1. */
export function differentAboveOne(sizes: Shape): number[] {
  const others = different(sizes.filter((size) => size > 1));
  return sizes.map((size) => (size > 1 ? others.shift()! : 1));
}

/** The shape [...leading, last], its leading axes different from the last and from each other. */
export function withLast(leading: Shape, last: number): Shape {
  const [, ...others] = different([last, ...leading]);
  return [...others, last];
}

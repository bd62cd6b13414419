/**
 * What a parameter holds before anything is learnt.
 *
 *   fanIn    uniform in [−1/√F, 1/√F),  F the number of values that one output reads: w[O, I] has I, w[M, C, KH, KW] C·KH·KW
 *
 * With it the scores of a layer are neither blown up nor washed out by its width. Biases start at 0.
 *
 * Source: LeCun et al. 1998, "Efficient BackProp", §4.6; torch.nn.Linear's bound.
 * @module
 */
import { elementCount, type Shape } from '@gradspec/spec';
import { checkNumber } from '../check-number.ts';
import type { Random } from '../random.ts';

/** The values of a parameter of a shape, in row-major order, from a stream of its own. */
export type Initial = (shape: Shape, random: Random) => ArrayLike<number>;

const each = (shape: Shape, draw: () => number): number[] =>
  Array.from({ length: elementCount(shape) }, draw);

/**
 * The same value everywhere.
 *
 * @throws RangeError when it is not finite.
 */
export function constant(value: number): Initial {
  checkNumber('constant: value', value, Number.isFinite(value), 'a finite number');
  return (shape) => each(shape, () => value);
}

/**
 * Uniform in [−bound, bound).
 *
 * @throws RangeError when the bound is not positive and finite.
 */
export function uniform(bound: number): Initial {
  checkNumber('uniform: bound', bound, Number.isFinite(bound) && bound > 0, 'a positive finite number');
  return (shape, random) => each(shape, () => bound * (2 * random.uniform() - 1));
}

/**
 * Normal with mean 0.
 *
 * @throws RangeError when the deviation is not positive and finite.
 */
export function normal(deviation: number): Initial {
  const isPositive = Number.isFinite(deviation) && deviation > 0;
  checkNumber('normal: deviation', deviation, isPositive, 'a positive finite number');
  return (shape, random) => each(shape, () => deviation * random.normal());
}

/**
 * Uniform in [−1/√F, 1/√F), F = shape[1]·shape[2]·…: for weights, whose first axis is that of the outputs.
 *
 * @throws RangeError for a shape with fewer than two axes, which has no fan-in.
 */
export const fanIn: Initial = (shape, random) => {
  checkNumber('fanIn: the number of axes', shape.length, shape.length >= 2, '2 or more, outputs first');
  const F = elementCount(shape.slice(1));
  return each(shape, () => (2 * random.uniform() - 1) / Math.sqrt(F));
};

/** These values, in row-major order; how many there have to be is the parameter's shape. */
export function given(values: ArrayLike<number>): Initial {
  const copy = Array.from(values);
  return () => copy;
}

/** What a parameter starts with when nothing is said: `fanIn` for weights, zeros below two axes (a bias). */
export const standardInitial: Initial = (shape, random) =>
  shape.length >= 2 ? fanIn(shape, random) : each(shape, () => 0);

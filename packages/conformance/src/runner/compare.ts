/**
 * Comparing what came with what is right.
 *
 * @module
 */
import { sameShape, type FloatDtype, type Shape, type Tensor } from '@gradspec/spec';
import { precisions } from '../tolerance/index.ts';

/** The right answer for one tensor: its elements in row-major order, and how far each may be off. */
export interface Expected {
  readonly shape: Shape;
  readonly values: readonly number[];
  readonly bounds: readonly number[];
  /** What the exact answers are beyond `values`, where more is known of them than a float64 holds. */
  readonly beyond?: readonly number[];
}

/** One element that is wrong. */
export interface WrongElement {
  readonly index: readonly number[];
  readonly expected: number;
  readonly got: number;
  /** The error in units in its own last place; a zero has that of the tensor's largest value. */
  readonly ulps: number;
  /** The error it may have; 0 where the exact value was due. */
  readonly bound: number;
}

/** The largest errors of a comparison. */
export interface Largest {
  /** In units in the last place of the tensor's largest value: what a small one lost by cancellation is no error of its own. */
  readonly ulps: number;
  /** As a fraction of the bound: above 1 is wrong. */
  readonly ratio: number;
}

/** How a comparison came out. `weak`: the bound is so wide that agreement proves little. */
export interface Comparison {
  readonly outcome: 'equal' | 'weak' | 'wrong' | 'malformed';
  readonly largest: Largest;
  readonly count: number;
  readonly wrong: readonly WrongElement[];
  /** What is wrong with the tensor as a whole, when it is. */
  readonly reason?: string;
}

/** Wide bounds prove little: this part of the expected tensor's norm. */
const wide = 0.01;

/** The distance between neighbouring numbers of a dtype around a value; at 0, of the smallest. */
export function ulp(value: number, dtype: FloatDtype): number {
  const { digits, eta } = precisions[dtype];
  return Math.max(eta, 2 ** (Math.floor(Math.log2(Math.abs(value))) - digits + 1));
}

/** Compares a tensor element by element. */
export function compare(got: Tensor | undefined, expected: Expected, dtype: FloatDtype): Comparison {
  const malformed = (reason: string): Comparison => ({
    outcome: 'malformed',
    largest: { ulps: 0, ratio: 0 },
    count: expected.values.length,
    wrong: [],
    reason,
  });
  if (!got?.data || !Array.isArray(got.shape))
    return malformed(`expected a tensor, got ${got === undefined ? 'nothing' : typeof got}`);
  if (got.dtype !== dtype) return malformed(`expected dtype ${dtype}, got ${got.dtype}`);
  if (!sameShape(got.shape, expected.shape))
    return malformed(`expected shape [${expected.shape.join(', ')}], got [${got.shape.join(', ')}]`);
  if (got.data.length !== expected.values.length)
    return malformed(`expected ${expected.values.length} elements, got ${got.data.length}`);
  return compareElements(got.data, expected, dtype);
}

function compareElements(got: ArrayLike<number>, expected: Expected, dtype: FloatDtype): Comparison {
  const { values, bounds, shape, beyond } = expected;
  const top = values.reduce(
    (max, value) => (Number.isFinite(value) ? Math.max(max, Math.abs(value)) : max),
    0,
  );
  const wrong: WrongElement[] = [];
  let [ulps, ratio] = [0, 0];
  values.forEach((value, i) => {
    const bound = bounds[i]!;
    // A bound that is not finite means that the partial sums may overflow: not judged.
    if (!Number.isFinite(bound)) return;
    const error = errorOf(got[i]!, value, beyond?.[i] ?? 0);
    if (error === 0) return;
    const inUlps = (size: number) =>
      error === Infinity ? Infinity : size === 0 ? 0 : error / ulp(size, dtype);
    ulps = Math.max(ulps, inUlps(top));
    ratio = Math.max(ratio, bound === 0 ? Infinity : error / bound);
    if (error <= bound) return;
    const own = inUlps(value === 0 ? top : value);
    wrong.push({ index: indexOf(i, shape), expected: value, got: got[i]!, ulps: own, bound });
  });
  const outcome = wrong.length > 0 ? 'wrong' : isWeak(values, bounds) ? 'weak' : 'equal';
  return { outcome, largest: { ulps, ratio }, count: values.length, wrong };
}

/** How far a number is from the exact answer; Infinity where one of them is not finite and the other is another. */
function errorOf(got: number, value: number, beyond: number): number {
  if ((got === value && beyond === 0) || (Number.isNaN(got) && Number.isNaN(value))) return 0;
  const error = Math.abs(got - value - beyond);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * Whether the bounds are so wide, measured by the values' norm, that agreement proves little. Elements that are not finite,
 * and those that are not judged, do not count.
 */
export function isWeak(values: readonly number[], bounds: readonly number[]): boolean {
  let [width, norm] = [0, 0];
  values.forEach((value, i) => {
    if (!Number.isFinite(value) || !Number.isFinite(bounds[i])) return;
    // Squares of numbers near the ends of the range would overflow, or be 0.
    width = Math.hypot(width, bounds[i]!);
    norm = Math.hypot(norm, value);
  });
  return width > 0 && !(width <= wide * norm);
}

/** The index of a position in row-major order. */
export function indexOf(position: number, shape: Shape): readonly number[] {
  const index: number[] = [];
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}

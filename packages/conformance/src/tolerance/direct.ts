/**
 * Tolerance: how far a right implementation can be from the exact answer. Derived in this folder, and nowhere else: here for
 * direct sums, in the files beside it what transforms add.
 *
 * A definition's tape is computed in float64 beside a bound of its own error. Every operation may round once, so that for
 * a computed â with |â − a| ≤ e_a
 *
 *   sum       |error| ≤ Σ e_i + γ_{n−1} · Σ (|a_i| + e_i),   γ_n = n·u / (1 − n·u)    any order of summation [H, §4.2]
 *   product   |error| ≤ |a|·e_b + |b|·e_a + e_a·e_b + u·(|a| + e_a)(|b| + e_b) + η
 *   quotient  the same with the derivative of a/b, and 2u: a reciprocal that is multiplied rounds twice
 *   function  |f'|·e_a on the interval around a, + c·u·|f(a)| + η
 *
 * u is half the distance from 1 to the next float (2⁻²⁴, 2⁻⁵³), η the smallest subnormal. Underflow rounds by η/2; it
 * counts as η, because a product of three may be made in another order, and because float64 has no number as small as its
 * own η/2. One sum of n products comes to γ_n · Σ |x||w|, Higham's bound. The backward walk is computed in the same
 * numbers, so the bound of a gradient is that of the sums which make it. c is what the OpenCL specification allows a
 * library's functions, in units of u (an ULP is 2u): exp and log 3 ULP, tanh 5 ULP; sigmoid is 1 / (1 + exp(−x)) with an
 * addition and a division more. The derivative of tanh may be computed as 1 − y² or as (1 − y)(1 + y): the larger of the two
 * bounds counts.
 *
 * Exactness is not a special case: a value that is a multiple of 2^grain needs no rounding while it stays below
 * 2^(grain + digits), in any order of summation, so integers that fit have a bound of 0 and are compared exactly.
 *
 * At a kink that is nearer than its own bound either branch is right: the derivative of such a choice is taken with an
 * error of 1.
 *
 * [H] N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., SIAM 2002.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import type { Field, Weight } from '../oracle/field.ts';
import { lastExponent } from '../oracle/float-parts.ts';
import { floats } from '../oracle/float-field.ts';
import type { Transcendental } from '../oracle/tape.ts';

/** What a dtype's arithmetic is. */
export interface Precision {
  /** Unit roundoff: half the distance from 1 to the next number. */
  readonly u: number;
  /** The smallest positive number. */
  readonly eta: number;
  /** Binary digits of a number. */
  readonly digits: number;
  /** The exponent of the smallest positive number. */
  readonly least: number;
  /** The largest number. */
  readonly max: number;
}

/** The arithmetic of both dtypes. */
export const precisions: Readonly<Record<FloatDtype, Precision>> = {
  float32: { u: 2 ** -24, eta: 2 ** -149, digits: 24, least: -149, max: (2 - 2 ** -23) * 2 ** 127 },
  float64: { u: 2 ** -53, eta: 2 ** -1074, digits: 53, least: -1074, max: Number.MAX_VALUE },
};

/** γₙ = n·u / (1 − n·u). */
export const gamma = (n: number, u: number): number => (n * u) / (1 - n * u);

/** A library function's error in units of u. */
const functionErrors: Readonly<Record<Transcendental, number>> = { exp: 6, log: 6, tanh: 10, sigmoid: 9 };

/** A value, how wrong a right implementation may have it, and, while that is 0, the power of two it is a multiple of. */
export interface Bounded {
  readonly value: number;
  readonly error: number;
  readonly grain?: number;
}

/** The numbers that know the bound of their own rounding errors, for one dtype. */
export function runningErrors(dtype: FloatDtype): Field<Bounded> {
  const precision = precisions[dtype];
  const { u, eta } = precision;

  const of = (value: number): Bounded => ({ value, error: 0, grain: grainOf(value) });
  const exactly = (value: number, size: number, grain: number): Bounded | undefined =>
    size <= 2 ** (precision.digits + grain) && grain >= precision.least
      ? { value, error: 0, grain }
      : undefined;

  const sum = (terms: readonly Bounded[]): Bounded => {
    let [value, size, error, grain] = [0, 0, 0, Infinity];
    for (const term of terms) {
      value += term.value;
      size += Math.abs(term.value) + term.error;
      error += term.error;
      grain = Math.min(grain, term.grain ?? -Infinity);
    }
    if (size === 0) return of(0);
    return (
      (error === 0 && exactly(value, size, grain)) || {
        value,
        error: error + gamma(terms.length - 1, u) * size,
      }
    );
  };

  const product = (a: Bounded, b: Bounded): Bounded => {
    const value = a.value * b.value;
    if (a.error === 0 && b.error === 0) {
      if (value === 0 && (a.value === 0 || b.value === 0)) return of(0);
      const exact = exactly(value, Math.abs(value), (a.grain ?? -Infinity) + (b.grain ?? -Infinity));
      if (exact) return exact;
    }
    const [x, y] = [Math.abs(a.value), Math.abs(b.value)];
    return {
      value,
      error: x * b.error + y * a.error + a.error * b.error + u * (x + a.error) * (y + b.error) + eta,
    };
  };

  const quotient = (a: Bounded, b: Bounded): Bounded => {
    const value = a.value / b.value;
    const powerOfTwo = b.error === 0 && isPowerOfTwo(b.value);
    if (a.error === 0 && a.value === 0 && b.value !== 0) return of(0);
    if (a.error === 0 && powerOfTwo) {
      const exact = exactly(value, Math.abs(value), (a.grain ?? -Infinity) - Math.log2(Math.abs(b.value)));
      if (exact) return exact;
    }
    const nearest = Math.abs(b.value) - b.error;
    if (!(nearest > 0)) return { value, error: Infinity };
    return {
      value,
      error:
        (a.error + Math.abs(value) * b.error) / nearest + 2 * u * (Math.abs(value) + a.error / nearest) + eta,
    };
  };

  const negate = (a: Bounded): Bounded => ({ ...a, value: -a.value });

  const apply = (name: Transcendental, a: Bounded): Bounded => {
    const value = floats.apply(name, a.value);
    const carried = a.error === 0 ? 0 : a.error * steepest(name, a);
    return { value, error: carried + functionErrors[name] * u * Math.abs(value) + eta };
  };

  const one = of(1);
  return {
    of,
    // In float32 an implementation may round a constant such as a slope of 0.1 before it uses it.
    constant: (value) =>
      dtype === 'float32' && Math.fround(value) !== value ? { value, error: u * Math.abs(value) } : of(value),
    sum,
    product,
    quotient,
    negate,
    apply,
    derivative(name, a, value) {
      if (name === 'exp') return value;
      if (name === 'log') return quotient(one, a);
      const rest = sum([one, negate(value)]);
      if (name === 'sigmoid') return product(value, rest);
      const square = sum([one, negate(product(value, value))]);
      const factored = product(rest, sum([one, value]));
      return square.error === 0 ? square : { ...square, error: Math.max(square.error, factored.error) };
    },
    max(candidates) {
      const { value: best, weights } = floats.max(candidates.map(({ value }) => value));
      const top = candidates[weights.indexOf('one')]!;
      const near = (c: Bounded) => c.error + top.error > 0 && c.value + c.error >= best - top.error;
      const error = Math.max(top.error, ...candidates.filter(near).map((c) => c.error));
      const doubtful = candidates.filter((c) => c !== top && near(c)).length > 0;
      return {
        value: error === 0 ? top : { value: best, error },
        weights: candidates.map((c, i) => either(weights[i] === 'one', doubtful && near(c))),
      };
    },
    where(test, then, otherwise) {
      const low = test.value <= 0;
      const doubtful = test.error > 0 && Math.abs(test.value) <= test.error;
      const taken = low ? then : otherwise;
      const gap = Math.abs(then.value - otherwise.value) + Math.max(then.error, otherwise.error);
      return {
        value: doubtful ? { value: taken.value, error: taken.error + gap } : taken,
        weights: [either(low, doubtful), either(!low, doubtful)],
      };
    },
  };
}

function either(taken: boolean, doubtful: boolean): Weight<Bounded> {
  if (doubtful) return { value: taken ? 1 : 0, error: 1 };
  return taken ? 'one' : 'zero';
}

/** The largest derivative within the error of a. */
function steepest(name: Transcendental, a: Bounded): number {
  const nearest = Math.sign(a.value) * Math.max(0, Math.abs(a.value) - a.error);
  if (name === 'exp') return Math.exp(a.value + a.error);
  if (name === 'log') return a.value > a.error ? 1 / (a.value - a.error) : Infinity;
  return floats.derivative(name, nearest, floats.apply(name, nearest));
}

const grainOf = (value: number): number =>
  value === 0 ? Infinity : Number.isFinite(value) ? lastExponent(value) : -Infinity;
const isPowerOfTwo = (value: number): boolean =>
  Number.isFinite(value) && value !== 0 && Math.abs(value) === 2 ** lastExponent(value);

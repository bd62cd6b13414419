/**
 * The discrete Fourier transform of complex numbers, by the fast algorithm.
 *
 *   forward  X[k] = Σ_t x[t] · ω^(kt)             ω = e^(−2πi/L)
 *   inverse  x[t] = (1/L) Σ_k X[k] · ω^(−kt)
 *
 * Radix 2, decimation in time: with the input in bit-reversed order, transforms of `half` points are joined in pairs,
 * (E, O) → (E + ω^j·O, E − ω^j·O), for half = 1, 2, 4 … L/2. Real and imaginary parts lie in arrays of their own.
 *
 * Source: Cooley & Tukey 1965. The error grows as ε·log₂ L at worst (Higham, Accuracy and Stability, §24.1).
 * @module
 */
import { planOf, type Plan } from './fft-plan.ts';

/** The sizes of a row-major array of three axes; those that are not needed are 1. */
export type Axes = readonly [number, number, number];

/**
 * Transforms L complex numbers in place; L = re.length = im.length is a power of two.
 *
 * @throws RangeError when L is not a power of two, or the arrays differ in length.
 */
export function fft(re: Float64Array, im: Float64Array, inverse = false): void {
  if (re.length !== im.length)
    throw new RangeError(`fft: im expected as many elements as re (${re.length}), got ${im.length}`);
  transform(planOf(re.length), re, im, inverse);
}

/**
 * Transforms an array of three axes in place along each of them. Every size is a power of two.
 *
 * @throws RangeError when a size is not a power of two, or an array does not have as many elements as the shape.
 */
export function fftAxes(re: Float64Array, im: Float64Array, shape: Axes, inverse = false): void {
  const count = shape[0] * shape[1] * shape[2];
  if (re.length !== count || im.length !== count)
    throw new RangeError(
      `fftAxes: re and im expected ${count} elements for [${shape}], got ${re.length} and ${im.length}`,
    );
  let step = 1;
  for (const size of [...shape].reverse()) {
    if (size > 1) transformLines(re, im, { size, step }, inverse);
    step *= size;
  }
}

/** Transforms every line along one axis: elements `step` apart, `size` of them. */
function transformLines(
  re: Float64Array,
  im: Float64Array,
  axis: { size: number; step: number },
  inverse: boolean,
): void {
  const { size, step } = axis;
  const plan = planOf(size);
  const lineRe = new Float64Array(size);
  const lineIm = new Float64Array(size);
  for (let block = 0; block < re.length; block += size * step)
    for (let start = block; start < block + step; start++) {
      for (let t = 0; t < size; t++) {
        lineRe[t] = re[start + t * step]!;
        lineIm[t] = im[start + t * step]!;
      }
      transform(plan, lineRe, lineIm, inverse);
      for (let t = 0; t < size; t++) {
        re[start + t * step] = lineRe[t]!;
        im[start + t * step] = lineIm[t]!;
      }
    }
}

function transform(plan: Plan, re: Float64Array, im: Float64Array, inverse: boolean): void {
  const { size, reversed } = plan;
  for (let t = 0; t < size; t++) {
    const u = reversed[t]!;
    if (u <= t) continue; // each pair once
    [re[t], re[u]] = [re[u]!, re[t]!];
    [im[t], im[u]] = [im[u]!, im[t]!];
  }
  for (let half = 1; half < size; half *= 2) joinPairs(plan, re, im, { half, inverse });
  if (!inverse) return;
  for (let t = 0; t < size; t++) {
    re[t]! /= size; // a power of two: exact
    im[t]! /= size;
  }
}

/** One pass: transforms of `half` points become transforms of twice as many. */
function joinPairs(
  plan: Plan,
  re: Float64Array,
  im: Float64Array,
  pass: { half: number; inverse: boolean },
): void {
  const { size, cos, sin } = plan;
  const { half } = pass;
  const stride = size / (2 * half);
  const sign = pass.inverse ? -1 : 1;
  for (let start = 0; start < size; start += 2 * half)
    for (let j = 0; j < half; j++) {
      const c = cos[j * stride]!;
      const s = sign * sin[j * stride]!;
      const even = start + j;
      const odd = even + half;
      const real = re[odd]! * c - im[odd]! * s;
      const imaginary = re[odd]! * s + im[odd]! * c;
      re[odd] = re[even]! - real;
      im[odd] = im[even]! - imaginary;
      re[even]! += real;
      im[even]! += imaginary;
    }
}

/**
 * The discrete Fourier transform of a volume: halves where a length is even, the sum itself where it is odd.
 *
 * @module
 */
import { volume, type Axes } from '../windows.ts';

/** Complex numbers. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}
/** −1 for the transform, 1 for its inverse without the factor 1/n. */
export type Sign = -1 | 1;

/** `count` complex zeros. */
export const complexZeros = (count: number): Complex => ({
  re: new Float64Array(count),
  im: new Float64Array(count),
});

const every = (values: Float64Array, step: number, first: number): Float64Array =>
  Float64Array.from({ length: Math.floor(values.length / step) }, (_, i) => values[first + i * step]!);

const known = new Map<number, Complex>();

/** The n-th roots of unity; those of a length are computed once. */
function roots(n: number): Complex {
  const made = known.get(n);
  if (made) return made;
  const angles = Float64Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n);
  const all = { re: angles.map((angle) => Math.cos(angle)), im: angles.map((angle) => Math.sin(angle)) };
  known.set(n, all);
  return all;
}

function bySum({ re, im }: Complex, sign: Sign): Complex {
  const n = re.length;
  const out = complexZeros(n);
  const { re: cos, im: sin } = roots(n);
  for (let k = 0; k < n; k++)
    for (let j = 0; j < n; j++) {
      const [c, s] = [cos[(j * k) % n]!, sign * sin[(j * k) % n]!];
      out.re[k]! += re[j]! * c - im[j]! * s;
      out.im[k]! += re[j]! * s + im[j]! * c;
    }
  return out;
}

function line(values: Complex, sign: Sign): Complex {
  const n = values.re.length;
  if (n % 2 === 1) return bySum(values, sign);
  const half = (first: number) =>
    line({ re: every(values.re, 2, first), im: every(values.im, 2, first) }, sign);
  const [even, odd] = [half(0), half(1)];
  const out = complexZeros(n);
  const { re: cos, im: sin } = roots(n);
  for (let k = 0; k < n / 2; k++) {
    const [c, s] = [cos[k]!, sign * sin[k]!];
    const re = odd.re[k]! * c - odd.im[k]! * s;
    const im = odd.re[k]! * s + odd.im[k]! * c;
    [out.re[k], out.im[k]] = [even.re[k]! + re, even.im[k]! + im];
    [out.re[k + n / 2], out.im[k + n / 2]] = [even.re[k]! - re, even.im[k]! - im];
  }
  return out;
}

/** Transforms a volume of these lengths along its three axes, in its place. */
export function transform(values: Complex, lengths: Axes, sign: Sign): void {
  const strides = [lengths[1] * lengths[2], lengths[2], 1];
  lengths.forEach((length, axis) => {
    if (length === 1) return;
    const stride = strides[axis]!;
    for (let i = 0; i < volume(lengths); i++) {
      if (Math.floor(i / stride) % length !== 0) continue; // not the first of its line
      const part = (all: Float64Array) => Float64Array.from({ length }, (_, at) => all[i + at * stride]!);
      const { re, im } = line({ re: part(values.re), im: part(values.im) }, sign);
      for (let at = 0; at < length; at++) {
        values.re[i + at * stride] = re[at]!;
        values.im[i + at * stride] = im[at]!;
      }
    }
  });
}

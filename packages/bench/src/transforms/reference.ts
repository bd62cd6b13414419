/**
 * The transform that results are checked against, in float64.
 *
 *   X[k] = Σ_t x[t] · ω^(kt),   ω = e^(−2πi/n),   n a power of two
 *
 * By halves: X[k] = E[k] + ω^k·O[k] and X[k + n/2] = E[k] − ω^k·O[k], E and O the transforms of the even and the odd places.
 * Every ω^k is a cosine and a sine of its own, so the error is a few units of 10⁻¹⁶ times log₂ n; float32 is at 10⁻⁷.
 *
 * @module
 */
import type { Complex } from './transformer.ts';

/** A spectrum in float64. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Complex numbers of either precision. */
type Numbers = { readonly [part in 're' | 'im']: Float32Array | Float64Array };

/** The transform of a signal whose length is a power of two. */
export const transformOf = (signal: Complex): Spectrum => halves(signal, { from: 0, step: 1 });

/** The transform of the numbers from `from` on, every `step` of them. */
function halves(signal: Numbers, { from, step }: { from: number; step: number }): Spectrum {
  const n = signal.re.length / step;
  if (n === 1) return { re: Float64Array.of(signal.re[from]!), im: Float64Array.of(signal.im[from]!) };
  const even = halves(signal, { from, step: 2 * step });
  const odd = halves(signal, { from: from + step, step: 2 * step });
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let k = 0; k < n / 2; k++) {
    const angle = (-2 * Math.PI * k) / n;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const turnedRe = cos * odd.re[k]! - sin * odd.im[k]!;
    const turnedIm = cos * odd.im[k]! + sin * odd.re[k]!;
    re[k] = even.re[k]! + turnedRe;
    im[k] = even.im[k]! + turnedIm;
    re[k + n / 2] = even.re[k]! - turnedRe;
    im[k + n / 2] = even.im[k]! - turnedIm;
  }
  return { re, im };
}

/** ‖got − expected‖ / ‖expected‖; infinite where the lengths differ or a number is none. */
export function relativeError(got: Complex, expected: Spectrum): number {
  const n = expected.re.length;
  if (got.re.length !== n || got.im.length !== n) return Infinity;
  let [off, whole] = [0, 0];
  for (let k = 0; k < n; k++) {
    off += (got.re[k]! - expected.re[k]!) ** 2 + (got.im[k]! - expected.im[k]!) ** 2;
    whole += expected.re[k]! ** 2 + expected.im[k]! ** 2;
  }
  const error = Math.sqrt(off / whole);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * The discrete Fourier transform by its definition, O(L²), to measure the fast one against.
 *
 *   X[k] = Σ_t x[t] · e^(∓2πi·kt/L), divided by L for the inverse
 *
 * @module
 */
import type { Spectrum } from '../src/spectrum.ts';

/** The transform of x; the angle's multiple kt is reduced modulo L before it meets π, so that it is exact. */
export function transformByDefinition({ re, im }: Spectrum, inverse = false): Spectrum {
  const L = re.length;
  const result = { re: new Float64Array(L), im: new Float64Array(L) };
  const sign = inverse ? 1 : -1;
  for (let k = 0; k < L; k++)
    for (let t = 0; t < L; t++) {
      const angle = (2 * Math.PI * ((k * t) % L)) / L;
      const [cos, sin] = [Math.cos(angle), sign * Math.sin(angle)];
      result.re[k]! += (re[t]! * cos - im[t]! * sin) / (inverse ? L : 1);
      result.im[k]! += (re[t]! * sin + im[t]! * cos) / (inverse ? L : 1);
    }
  return result;
}

/** ‖a − b‖ / ‖b‖ in the Euclidean norm. */
export function relativeError(a: Spectrum, b: Spectrum): number {
  const difference = {
    re: a.re.map((value, k) => value - b.re[k]!),
    im: a.im.map((value, k) => value - b.im[k]!),
  };
  return norm(difference) / norm(b);
}

/** The Euclidean norm. */
export function norm({ re, im }: Spectrum): number {
  const squares = (part: Float64Array) => part.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares(re) + squares(im));
}

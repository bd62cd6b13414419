/**
 * Spectra and their products, element by element: what sums and correlations are in the frequency domain.
 *
 *   sum[k] += a[k] · b[k]           the spectrum of a convolution
 *   sum[k] += a[k] · conj(b[k])     the spectrum of a cross-correlation of real signals: Σ_t a[t + u] · b[t]
 *
 * @module
 */

/** Complex numbers: real and imaginary parts, of the same length. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A spectrum of `length` zeros. */
export function zeroSpectrum(length: number): Spectrum {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/**
 * Adds a·b, or a·conj(b) with `conjugate`, to `sum`, element by element.
 *
 * @throws RangeError when the three differ in length.
 */
export function multiplyAdd(sum: Spectrum, a: Spectrum, b: Spectrum, conjugate: boolean): void {
  const length = sum.re.length;
  for (const { re, im } of [sum, a, b])
    if (re.length !== length || im.length !== length)
      throw new RangeError(
        `multiplyAdd: spectra expected ${length} elements each, got ${re.length} and ${im.length}`,
      );
  const sign = conjugate ? -1 : 1;
  for (let k = 0; k < length; k++) {
    const bRe = b.re[k]!;
    const bIm = sign * b.im[k]!;
    sum.re[k]! += a.re[k]! * bRe - a.im[k]! * bIm;
    sum.im[k]! += a.re[k]! * bIm + a.im[k]! * bRe;
  }
}

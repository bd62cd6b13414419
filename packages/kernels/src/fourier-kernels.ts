/**
 * The functions of Fourier transforms and their products, once per precision; see `numeric-kernels.ts` for what is common to
 * all kernels.
 *
 * Transforms work on elements of 32 bytes: a vector of real parts and a vector of imaginary parts, whose lanes (4 of float32,
 * 2 of float64) are different signals.
 *
 * @module
 */

/** Bytes of an element. */
export const elementBytes = 32;

/** The functions of one precision. */
export interface FourierKernels {
  /**
   * Transforms an array of elements [outer, n, inner] along n, in place; the inverse without the division by n. `radices`
   * is a table of `passes` radices whose product is n, `factors` stands in the order of `fft-plan.ts`. `work` has room for
   * 2·n·min(inner, 8) elements.
   */
  fftAxis(
    outer: number,
    n: number,
    inner: number,
    data: number,
    inverse: boolean,
    passes: number,
    radices: number,
    factors: number,
    work: number,
  ): void;
  /**
   * Transforms one signal of n = lanes·m numbers, real and imaginary parts apart: the radices and factors are those of m,
   * `joins` those that join the lanes. `work` has room for 2·m + 4 elements.
   */
  fftLine(
    m: number,
    re: number,
    im: number,
    passes: number,
    radices: number,
    factors: number,
    joins: number,
    toRe: number,
    toIm: number,
    work: number,
  ): void;
  /**
   * The spectra in the first `count` lanes of n elements as pairs of numbers, (re·scale, im·turned), `plane` pairs from lane
   * to lane.
   */
  takeSpectra(
    n: number,
    count: number,
    from: number,
    to: number,
    plane: number,
    scale: number,
    turned: number,
  ): void;
  /**
   * y[k] = Σ_c x_c[k]·w_c[k] for n elements and C summands; the x_c are `xPlane` elements apart, the w_c are pairs of numbers
   * `wIn` pairs apart. With `second`, also the sum with the w that stand so many pairs behind, `yPlane` elements behind y.
   */
  sumProducts(
    n: number,
    C: number,
    x: number,
    xPlane: number,
    w: number,
    wIn: number,
    second: number,
    y: number,
    yPlane: number,
  ): void;
  /** sums[k], lane c += Σ over the lanes of x_c[k]·conj(y[k]), for n elements and at most as many c as there are lanes. */
  correlateSpectra(n: number, C: number, x: number, xPlane: number, y: number, sums: number): void;
  /** Multiplies n numbers by one. */
  scaleBy(n: number, x: number, factor: number): void;
  /** Copies a box of D×H×W numbers between arrays in which they lie at any distances, of either sign. */
  copyBox(
    D: number,
    H: number,
    W: number,
    from: number,
    fromD: number,
    fromH: number,
    fromW: number,
    to: number,
    toD: number,
    toH: number,
    toW: number,
  ): void;
}

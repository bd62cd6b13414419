/**
 * The norm-wise bound of a conv, and of what is made of its pieces, that is computed as a product of spectra.
 *
 * [H] N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., SIAM 2002, theorem 24.2.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import type { ConvolutionAttributes, ConvolutionErrors, ConvolutionOperands, Planes } from './convolution.ts';
import { precisions } from './direct.ts';

/**
 * The bound of a product of spectra, summed over `pairs` of operands that meet in the frequency domain: with a transform of
 * N = 2^t points each transform is wrong by at most t·η of its norm, η = u + γ₄(√2 + u) [H, theorem 24.2]. Two forward
 * transforms meet in a product (Cauchy–Schwarz: 2·t·η·‖a‖‖b‖, and 3u for the complex product), the inverse adds
 * t·η·‖a ∗ b‖ with ‖a ∗ b‖ ≤ ‖a‖₁‖b‖₂, and the result is rounded once.
 *
 * The theorem is for passes of radix 2. A pass of radix r = 3, 4, 5 stands for log₂ r of them and rounds less than they do.
 * Two real tiles of one plane may be one complex signal, and tiles overlap, so that their norm is up to √2 of the plane's.
 */
function spectralBound(
  dtype: FloatDtype,
  points: number,
  all: readonly (readonly [Plane, Plane])[],
  tiles = 1,
): number {
  // The spectrum of nothing is 0, and so is every product with it.
  const pairs = all.filter(([a, b]) => a.absoluteSum > 0 && b.absoluteSum > 0);
  if (pairs.length === 0) return 0;
  const { u } = precisions[dtype];
  const t = Math.max(1, Math.ceil(Math.log2(points)));
  const eta = u + ((4 * u) / (1 - 4 * u)) * (Math.SQRT2 + u);
  const growth = pairs.reduce((sum, [a, b]) => {
    const carried = Math.min(a.absoluteSum * b.norm, a.norm * b.absoluteSum);
    return sum + Math.SQRT2 * ((2 * t * eta + 3 * u) * a.norm * b.norm + (t * eta + u) * carried);
  }, 0);
  return growth * (1 + pairs.length * u) + underflow(dtype, points, pairs, tiles);
}

/**
 * What underflow adds: every real product may be off by s/2, s being the smallest number, and sums are not.
 *
 * A pass of radix 2 turns half of its N places, with two real products in each part: its error has a norm of √N·s at
 * most. The passes after it multiply that by √2 each, so a transform is off by δ = √N·s·(√N − 1)/(√2 − 1) < (1 + √2)·N·s.
 * A spectrum is nowhere larger than ‖a‖₁, twice that for two overlapping tiles in one signal. Hence the product of two
 * spectra is off by 2δ(‖a‖₁ + ‖b‖₁) + √2·√N·s. The inverse multiplies that by √N and adds δ, and the division by N, which
 * comes last, adds s/2. Tiles whose products are added up before the inverse add as many errors of a product.
 */
function underflow(
  dtype: FloatDtype,
  points: number,
  pairs: readonly (readonly [Plane, Plane])[],
  tiles: number,
): number {
  const smallest = precisions[dtype].eta;
  const silver = 1 + Math.SQRT2;
  const carried = pairs.reduce((sum, [a, b]) => sum + a.absoluteSum + b.absoluteSum, 0);
  const products = Math.SQRT2 * pairs.length * tiles;
  return smallest * Math.ceil(2 * silver * Math.sqrt(points) * carried + products + silver + 0.5);
}

interface Plane {
  readonly norm: number;
  readonly absoluteSum: number;
}
/** Norms of the finite elements: what one that is not spreads to cannot come from spectra. */
function measure(data: readonly number[]): Plane {
  const sizes = data.filter(Number.isFinite).map(Math.abs);
  const top = sizes.reduce((largest, size) => Math.max(largest, size), 0);
  if (top === 0) return { norm: 0, absoluteSum: 0 };
  let [squares, absoluteSum] = [0, 0];
  for (const size of sizes) {
    // In units of the largest: the square of a small number may underflow.
    squares += (size / top) ** 2;
    absoluteSum += size;
  }
  return { norm: top * Math.sqrt(squares), absoluteSum };
}

/** The spatial planes of a tensor [A, B, …], as rows of A. */
function planes({ shape, data }: Planes): Plane[][] {
  const [A, B, ...rest] = shape as [number, number, ...number[]];
  const size = rest.reduce((a, b) => a * b, 1);
  return Array.from({ length: A }, (_, a) =>
    Array.from({ length: B }, (__, b) => measure(data.slice((a * B + b) * size, (a * B + b + 1) * size))),
  );
}

/**
 * What computing a conv by spectra may add to the errors of y, dx and dw, per element: the norms are those of the spatial
 * planes that meet in it, so a small output plane beside a large one keeps a small bound.
 */
export function fftErrors(
  dtype: FloatDtype,
  attributes: ConvolutionAttributes,
  operands: ConvolutionOperands,
): ConvolutionErrors {
  const [x, w, dy] = [planes(operands.x), planes(operands.w), planes(operands.dy)];
  const [N, C, ...S] = operands.x.shape as [number, number, ...number[]];
  const [M, CG, ...K] = operands.w.shape as [number, number, ...number[]];
  const MG = M / (C / CG);
  const points = S.reduce((product, size, axis) => {
    const [before, after] = attributes.padding?.[axis] ?? [0, 0];
    return (
      product *
      2 ** Math.ceil(Math.log2(size + before + after + (attributes.dilation?.[axis] ?? 1) * K[axis]!))
    );
  }, 1);
  const groupOf = (m: number) => Math.floor(m / MG) * CG;
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const spread = (shape: readonly number[], bound: (a: number, b: number) => number) => {
    const size = shape.slice(2).reduce((a, b) => a * b, 1);
    return range(shape[0]!).flatMap((a) =>
      range(shape[1]!).flatMap((b) => Array.from<number>({ length: size }).fill(bound(a, b))),
    );
  };
  const sum = (pairs: readonly (readonly [Plane, Plane])[], tiles?: number) =>
    spectralBound(dtype, points, pairs, tiles);
  /** A tile has at least one output. */
  const mostTiles = operands.dy.shape.slice(2).reduce((product, size) => product * size, 1);
  return {
    y: spread(operands.dy.shape, (n, m) => sum(range(CG).map((c) => [x[n]![groupOf(m) + c]!, w[m]![c]!]))),
    dx: spread(operands.x.shape, (n, channel) => {
      const inGroup = range(M).filter((m) => groupOf(m) === channel - (channel % CG));
      return sum(inGroup.map((m) => [dy[n]![m]!, w[m]![channel % CG]!]));
    }),
    dw: spread(operands.w.shape, (m, c) =>
      sum(
        range(N).map((n) => [x[n]![groupOf(m) + c]!, dy[n]![m]!]),
        mostTiles,
      ),
    ),
  };
}

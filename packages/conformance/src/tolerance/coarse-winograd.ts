/**
 * Winograd's bound of a conv whose planes are too large for the bound per element: never smaller than that one, and one
 * number for a whole plane.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import type { ConvolutionAttributes, ConvolutionOperands, Planes } from './convolution.ts';
import { gamma, precisions } from './direct.ts';
import { transformed, winograd, winogradApplies } from './winograd.ts';

/** The bounds of y and of the gradient of x; neither has one where the sums are direct. */
export interface CoarseErrors {
  readonly y?: readonly number[];
  readonly dx?: readonly number[];
}

/**
 * The bound of `winogradErrors` with every element of x (for dx: of dy) replaced by the largest one, X: then
 * |Bᵀ| |d_c| |B| is X·β_i·β_j with β the row sums of |Bᵀ|, the same for all tiles, and the sum over the channels c is one of
 * kernels, |G| (Σ_c |g_c|) |Gᵀ|. Of the 16 outputs of a tile the largest bound counts.
 */
export function coarseWinogradErrors(
  dtype: FloatDtype,
  attributes: ConvolutionAttributes,
  { x, w, dy }: ConvolutionOperands,
): CoarseErrors {
  if (!winogradApplies(attributes, w.shape)) return {};
  const { flip = false } = attributes;
  const C = x.shape[1]!;
  const [M, CG] = w.shape as [number, number];
  const MG = M / (C / CG);
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const bound = (source: Planes, kernels: readonly number[], reversed: boolean) =>
    tileBound(dtype, {
      largest: largestOf(source),
      kernels: taps(w, kernels, reversed),
      pairs: kernels.length,
    });
  const y = (m: number) =>
    bound(
      x,
      range(CG).map((c) => m * CG + c),
      flip,
    );
  const dx = (channel: number) => {
    const first = Math.floor(channel / CG) * MG;
    return bound(
      dy,
      range(MG).map((m) => (first + m) * CG + (channel % CG)),
      !flip,
    );
  };
  return { y: overPlanes(dy.shape, y), dx: overPlanes(x.shape, dx) };
}

const largestOf = ({ data }: Planes): number =>
  data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

/** The absolute values of some of the 3×3 kernels of w, added up. */
function taps({ data }: Planes, kernels: readonly number[], reversed: boolean): readonly number[] {
  const sums = Array.from({ length: 9 }, (_, tap) =>
    kernels.reduce((sum, kernel) => sum + Math.abs(data[kernel * 9 + tap]!), 0),
  );
  return reversed ? sums.reverse() : sums;
}

interface Tile {
  /** The largest element of what the kernels meet. */
  readonly largest: number;
  /** The sum of the kernels' absolute values. */
  readonly kernels: readonly number[];
  /** How many kernels those are. */
  readonly pairs: number;
}

function tileBound(dtype: FloatDtype, { largest, kernels, pairs }: Tile): number {
  const { u, eta } = precisions[dtype];
  const beta = winograd.B.map((row) => row.reduce((sum, value) => sum + value, 0));
  const source = beta.flatMap((i) => beta.map((j) => largest * i * j));
  const sums = transformed(winograd.G, kernels).map((g, at) => g * source[at]!);
  const lost = source.map((d) => pairs * eta * Math.ceil(1 + 3 * d));
  const underflow = transformed(winograd.A, lost);
  const growth = gamma(pairs + winograd.roundings, u);
  return Math.max(...transformed(winograd.A, sums).map((sum, i) => growth * sum + underflow[i]!));
}

/** One bound per channel of a tensor [N, C, …], for all elements of its planes. */
function overPlanes([N, C, ...rest]: readonly number[], bound: (channel: number) => number): number[] {
  const plane = rest.reduce((product, size) => product * size, 1);
  const perChannel = Array.from({ length: C! }, (_, channel) => bound(channel));
  return Array.from({ length: N! * C! * plane }, (_, at) => perChannel[Math.floor(at / plane) % C!]!);
}

/**
 * The padded input of conv as a sequence: its positions in raster order, which of them are inputs, at which an output falls
 * due, and how long ago each tap was scanned by then.
 *
 *   P = p₀ + S + p₁         sizes of the padded input, per axis
 *   R_a = Π_{b > a} P_b     raster strides: position q is scanned at step t = Σ_a q_a·R_a
 *   input i stands at       q = p₀ + i
 *   output o falls due at   q = o·s + d(K − 1), the last position of its window
 *   tap k is then           Σ_a d_a(K_a − 1 − k_a)·R_a steps old: the same at every o, which is what makes one line enough
 *
 * The oldest tap decides how much must be remembered: L = 1 + Σ_a d_a(K_a − 1)·R_a positions. In two dimensions that is the
 * line buffer of hardware: DH(KH − 1) rows of the padded width and DW(KW − 1) + 1 pixels.
 *
 * @module
 */
import { span, type FilledAttributes, type Shape } from '@gradspec/spec';

/** Positions at regular distances, per axis: start + i·step for 0 ≤ i < count. */
export interface Sites {
  readonly start: readonly number[];
  readonly step: readonly number[];
  readonly count: readonly number[];
}

/** One scan over a padded input with 1 to 3 axes. */
export interface Scan {
  /** P: the size of the padded input, per axis. */
  readonly sizes: readonly number[];
  /** R: how many steps lie between neighbours, per axis. */
  readonly strides: readonly number[];
  /** T = ΠP: how many positions are scanned. */
  readonly steps: number;
  /** L: how many positions the line holds. */
  readonly lineLength: number;
  /** How many steps ago each tap was scanned, kernel elements in row-major order; from L − 1 down to 0. */
  readonly delays: readonly number[];
  /** Where the input is; elsewhere is padding. */
  readonly inputs: Sites;
  /** Where a window ends, so that an output falls due. */
  readonly outputs: Sites;
}

/** The scan of a call of conv from its shapes x [N, C, …S], w [M, CG, …K] and y [N, M, …O]. */
export function scanOf(
  { stride, padding, dilation }: FilledAttributes<'conv'>,
  { x, w, y }: { readonly x: Shape; readonly w: Shape; readonly y: Shape },
): Scan {
  const [S, K, O] = [x.slice(2), w.slice(2), y.slice(2)];
  const sizes = S.map((size, axis) => padding[axis]![0] + size + padding[axis]![1]);
  const strides = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((product, size) => product * size, 1));
  const delays = delaysOf(K, dilation, strides);
  return {
    sizes,
    strides,
    steps: sizes[0]! * strides[0]!,
    lineLength: 1 + delays[0]!,
    delays,
    inputs: { start: padding.map(([before]) => before), step: S.map(() => 1), count: S },
    outputs: { start: K.map((size, axis) => span(size, dilation[axis]!) - 1), step: stride, count: O },
  };
}

function delaysOf(K: Shape, dilation: readonly number[], strides: readonly number[]): number[] {
  let delays = [0];
  K.forEach((size, axis) => {
    const along = Array.from({ length: size }, (_, k) => size - 1 - k);
    delays = delays.flatMap((delay) => along.map((left) => delay + left * dilation[axis]! * strides[axis]!));
  });
  return delays;
}

/** Which of the sites, in row-major order, is scanned at step t; −1 when none is. */
export function siteAt({ sizes, strides }: Scan, { start, step, count }: Sites, t: number): number {
  let site = 0;
  for (let axis = 0; axis < sizes.length; axis++) {
    const q = Math.floor(t / strides[axis]!) % sizes[axis]!;
    const index = (q - start[axis]!) / step[axis]!;
    if (index < 0 || index >= count[axis]! || !Number.isInteger(index)) return -1;
    site = site * count[axis]! + index;
  }
  return site;
}

/** Where the row of the site that is scanned at step t begins, rows being `width` long; −1 when no site is. */
export function rowAt(scan: Scan, sites: Sites, t: number, width: number): number {
  const site = siteAt(scan, sites, t);
  return site < 0 ? -1 : site * width;
}

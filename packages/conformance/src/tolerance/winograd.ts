/**
 * The bound of a conv that is computed by Winograd's F(4×4, 3×3): that of its sums with Aᵀ, G and Bᵀ in absolute values.
 *
 * Source: Lavin & Gray 2016 for the matrices; Barabasz, Anderson, Soodhalter & Gregg, "Error analysis and improving the
 * accuracy of Winograd convolution", 2020, for the form of the bound.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import type { ConvolutionAttributes, ConvolutionErrors, ConvolutionOperands, Planes } from './convolution.ts';
import { gamma, precisions, type Precision } from './direct.ts';

/** The matrices of Winograd's F(4×4, 3×3) in absolute values, by rows. */
export const winograd = {
  A: [
    [1, 1, 1, 1, 1, 0],
    [0, 1, 1, 2, 2, 0],
    [0, 1, 1, 4, 4, 0],
    [0, 1, 1, 8, 8, 1],
  ],
  G: [
    [1 / 4, 0, 0],
    [1 / 6, 1 / 6, 1 / 6],
    [1 / 6, 1 / 6, 1 / 6],
    [1 / 24, 1 / 12, 1 / 6],
    [1 / 24, 1 / 12, 1 / 6],
    [0, 0, 1],
  ],
  B: [
    [4, 0, 5, 0, 1, 0],
    [0, 4, 4, 1, 1, 0],
    [0, 4, 4, 1, 1, 0],
    [0, 2, 1, 2, 1, 0],
    [0, 2, 1, 2, 1, 0],
    [0, 4, 0, 5, 0, 1],
  ],
  /** Roundings on the longest way: 8 in the transform of w, 6 in that of x, a product, 7 in the last transform, a bias. */
  roundings: 23,
};

/** T · m · Tᵀ of a square matrix in row-major order. */
export function transformed(T: readonly (readonly number[])[], m: readonly number[]): number[] {
  const n = T[0]!.length;
  const half = T.flatMap((row) =>
    Array.from({ length: n }, (_, j) => row.reduce((sum, t, i) => sum + t * m[i * n + j]!, 0)),
  );
  return T.flatMap((_, i) => T.map((column) => column.reduce((sum, t, j) => sum + half[i * n + j]! * t, 0)));
}

/** Whether Winograd's F(4×4, 3×3) computes such a conv: a 3×3 kernel without stride and dilation. */
export function winogradApplies(
  { stride = [], dilation = [] }: ConvolutionAttributes,
  shape: readonly number[],
): boolean {
  return String(shape.slice(2)) === '3,3' && [...stride, ...dilation].every((value) => value === 1);
}

/**
 * What computing y and dx of a conv by Winograd's F(4×4, 3×3) may add to their errors: γ of all roundings on the way times
 *
 *   |Aᵀ| [ Σ_c (|G| |g_c| |Gᵀ|) ⊙ (|Bᵀ| |d_c| |B|) ] |A|
 *
 * and for underflow, η being the smallest number: a product may be off by η/2, and the transform of w, three products of
 * η/2 in each of its two steps, by less than 3η, which meets the transform of x. The other transforms multiply by integers,
 * which does not underflow. So to each of the sums above comes
 *
 *   |Aᵀ| [ Σ_c η·(1 + 3·|Bᵀ| |d_c| |B|) ] |A|
 *
 * Of this the largest of those of all 16 tiles that an output can be part of, so that it does not matter where an implementation
 * lets its tiles begin. Nothing where there is a stride or a dilation, or the kernel is not 3×3, and nothing for dw: those
 * are direct sums.
 */
export function winogradErrors(
  dtype: FloatDtype,
  attributes: ConvolutionAttributes,
  { x, w, dy }: ConvolutionOperands,
): ConvolutionErrors {
  const none = ({ data }: Planes) => data.map(() => 0);
  const { padding = [], flip = false } = attributes;
  if (!winogradApplies(attributes, w.shape)) return { y: none(dy), dx: none(x), dw: none(w) };
  const C = x.shape[1]!;
  const [M, CG] = w.shape as [number, number];
  const MG = M / (C / CG);
  const before = [padding[0]?.[0] ?? 0, padding[1]?.[0] ?? 0] as const;
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const along = {
    precision: precisions[dtype],
    w,
    source: x,
    target: dy,
    offset: before.map((p) => -p),
    flip,
  };
  const back = { ...along, source: dy, target: x, offset: before.map((p) => p - 2), flip: !flip };
  return {
    y: winogradPlanes(along, (n, m) =>
      range(CG).map((c) => ({ plane: n * C + Math.floor(m / MG) * CG + c, kernel: m * CG + c })),
    ),
    dx: winogradPlanes(back, (n, channel) => {
      const first = Math.floor(channel / CG) * MG;
      return range(MG).map((m) => ({ plane: n * M + first + m, kernel: (first + m) * CG + (channel % CG) }));
    }),
    dw: none(w),
  };
}

interface Walk {
  readonly precision: Precision;
  readonly w: Planes;
  readonly source: Planes;
  readonly target: Planes;
  /** Output o reads the source from o + offset on. */
  readonly offset: readonly number[];
  readonly flip: boolean;
}

/** The errors of all planes of a target; `meeting` says which planes of the source meet which kernels in one of them. */
function winogradPlanes(
  { precision: { u, eta }, w, source, target, offset, flip }: Walk,
  meeting: (n: number, channel: number) => readonly { plane: number; kernel: number }[],
): number[] {
  const [, , H, W] = source.shape as [number, number, number, number];
  const [N, channels, OH, OW] = target.shape as [number, number, number, number];
  const kernels = Array.from({ length: w.data.length / 9 }, (_, kernel) => {
    const g = w.data.slice(kernel * 9, kernel * 9 + 9).map(Math.abs);
    return transformed(winograd.G, flip ? g.reverse() : g);
  });
  const tiles = new Map<number, number[]>();
  /** |Bᵀ| |d| |B| of the tile whose first output is (oh, ow). */
  const tile = (plane: number, oh: number, ow: number): number[] => {
    const key = (plane * (OH + 3) + oh + 3) * (OW + 3) + ow + 3;
    const known = tiles.get(key);
    if (known) return known;
    const d = Array.from({ length: 36 }, (_, at) => {
      const ih = oh + offset[0]! + Math.floor(at / 6);
      const iw = ow + offset[1]! + (at % 6);
      return ih < 0 || ih >= H || iw < 0 || iw >= W ? 0 : Math.abs(source.data[(plane * H + ih) * W + iw]!);
    });
    const made = transformed(winograd.B, d);
    tiles.set(key, made);
    return made;
  };
  const errors = target.data.map(() => 0);
  for (let p = 0; p < N * channels; p++) {
    const pairs = meeting(Math.floor(p / channels), p % channels);
    const growth = gamma(pairs.length + winograd.roundings, u);
    for (let oh = -3; oh < OH; oh++)
      for (let ow = -3; ow < OW; ow++) {
        const sums = new Array<number>(36).fill(0);
        const lost = new Array<number>(36).fill(0);
        for (const { plane, kernel } of pairs) {
          const [g, d] = [kernels[kernel]!, tile(plane, oh, ow)];
          for (let i = 0; i < 36; i++) {
            sums[i]! += g[i]! * d[i]!;
            if (g[i] && d[i]) lost[i]! += eta * Math.ceil(1 + 3 * d[i]!);
          }
        }
        const underflow = transformed(winograd.A, lost);
        transformed(winograd.A, sums).forEach((sum, i) => {
          const [h, v] = [oh + Math.floor(i / 4), ow + (i % 4)];
          if (h < 0 || h >= OH || v < 0 || v >= OW || !Number.isFinite(sum)) return;
          const at = (p * OH + h) * OW + v;
          errors[at] = Math.max(errors[at]!, growth * sum + underflow[i]!);
        });
      }
  }
  return errors;
}

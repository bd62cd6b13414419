/**
 * The windows of a pool, as the kernels want them: one plane x[n, c] at a time, with as much padding around it as the windows
 * reach into.
 *
 *   window (od, oh, ow)  reads, through tap (kd, kh, kw), padded[starts[od, oh] + taps[kd, kh, kw] + ow·step]
 *
 * A plane that no window leaves has no padding and is read as it is.
 *
 * @module
 */
import { elementCount, threeAxes, type Call, type Padding } from '@gradspec/spec';
import { paddingOf, type Padded, type Sampling } from '../convolution/sampling.ts';
import { rowTable, tapTables, type Samplings } from '../convolution/tables.ts';
import type { Triple } from '../geometry.ts';

/** The windows of one call, which are the same in every plane. */
export interface Windows {
  /** N·C. */
  readonly planes: number;
  /** Sizes of x and of y. */
  readonly S: Triple;
  readonly O: Triple;
  readonly padding: readonly [Padding, Padding, Padding];
  readonly samplings: Samplings;
  readonly padded: Padded;
  /** Per tap, how far its element stands from the first one of the window. */
  readonly taps: Int32Array;
  /** Per row of windows, where the first one begins. */
  readonly starts: Int32Array;
  /** Whether no two windows read the same element: the stride is at least the kernel's span, on every axis. */
  readonly apart: boolean;
}

/** The windows of a checked call; those of avgPool are dense. */
export function windowsOf({ inputs, attributes, outputShapes }: Call<'maxPool'> | Call<'avgPool'>): Windows {
  const { x } = inputs;
  const S = threeAxes(x.shape.slice(2), 1);
  const O = threeAxes(outputShapes.y.slice(2), 1);
  const K = threeAxes(attributes.kernel, 1);
  const stride = threeAxes(attributes.stride, 1);
  const padding = threeAxes<Padding>(attributes.padding, [0, 0]);
  const dilation = threeAxes('dilation' in attributes ? attributes.dilation : [], 1);
  const sampling = (axis: 0 | 1 | 2): Sampling => {
    const taps = Array.from({ length: K[axis] }, (_, k) => ({
      k,
      offset: k * dilation[axis] - padding[axis][0],
    }));
    return { count: O[axis], step: stride[axis], taps, first: 0, every: 1 };
  };
  const samplings: Samplings = [sampling(0), sampling(1), sampling(2)];
  const padded = paddingOf(S, [samplings]);
  const { taps } = tapTables(1, samplings, padded, { K, channelStride: 0 });
  const starts = rowTable(samplings, padded);
  const planes = x.shape[0]! * x.shape[1]!;
  return { planes, S, O, padding, samplings, padded, taps, starts, apart: samplings.every(isApart) };
}

const isApart = ({ count, step, taps }: Sampling): boolean =>
  count <= 1 || taps.at(-1)!.offset - taps[0]!.offset < step;

/** Elements of one plane of x, of y, and of x with its padding. */
export const planeSizes = ({ S, O, padded }: Windows): { x: number; y: number; padded: number } => ({
  x: elementCount(S),
  y: elementCount(O),
  padded: elementCount(padded.sizes),
});

/** Per window, in the padded plane, the first of its elements that is not padding; the spec sees to it that there is one. */
export function firstElements({ S, O, samplings, padded }: Windows): Int32Array {
  const [D, H, W] = samplings.map(({ count, step, taps }, axis) =>
    Array.from({ length: count }, (_, o) => {
      const { offset } = taps.find((tap) => o * step + tap.offset >= 0 && o * step + tap.offset < S[axis]!)!;
      return o * step + offset + padded.before[axis]!;
    }),
  ) as [number[], number[], number[]];
  const table = new Int32Array(elementCount(O));
  let at = 0;
  for (const d of D)
    for (const h of H) for (const w of W) table[at++] = (d * padded.sizes[1] + h) * padded.sizes[2] + w;
  return table;
}

/**
 * How many elements of each window are counted, as a product: rows[od, oh]·columns[ow]. The padding counts if
 * `countIncludePad`; what hangs over beyond it never does.
 */
export function countedElements(
  { S, padding, samplings }: Windows,
  countIncludePad: boolean,
): { rows: Float64Array; columns: Float64Array } {
  const [D, H, W] = samplings.map(({ count, step, taps }, axis) =>
    Array.from({ length: count }, (_, o) => {
      const [before, after] = countIncludePad ? padding[axis]! : [0, 0];
      const counts = ({ offset }: { offset: number }) =>
        o * step + offset >= -before && o * step + offset < S[axis]! + after;
      return taps.filter(counts).length;
    }),
  ) as [number[], number[], number[]];
  return { rows: Float64Array.from(D.flatMap((d) => H.map((h) => d * h))), columns: Float64Array.from(W) };
}

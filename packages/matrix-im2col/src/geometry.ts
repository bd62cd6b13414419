/**
 * The sizes and attributes of one conv as loops want them: three spatial axes D, H, W, the leading ones of size 1 where
 * the call has fewer.
 *
 * @module
 */
import { elementCount, threeAxes, type Call } from '@gradspec/spec';

/** One number per spatial axis: D, H, W. */
export type Triple = readonly [number, number, number];

/** Where the elements of x, w and y stand and meet. */
export interface Geometry {
  readonly N: number;
  readonly groups: number;
  /** C / groups: the input channels of one group. */
  readonly CG: number;
  /** M / groups: the output channels of one group. */
  readonly MG: number;
  /** Input sizes. */
  readonly S: Triple;
  /** Kernel sizes. */
  readonly K: Triple;
  /** Output sizes. */
  readonly O: Triple;
  readonly stride: Triple;
  /** Padding before the first element. */
  readonly before: Triple;
  readonly dilation: Triple;
  /** `flip ? K − 1 − k : k` is the tap that w's element k weighs. */
  readonly flip: boolean;
}

/** The geometry of a checked call of conv. */
export function geometryOf({ inputs: { x, w }, attributes, outputShapes }: Call<'conv'>): Geometry {
  const { stride, padding, dilation, groups, flip } = attributes;
  return {
    N: x.shape[0]!,
    groups,
    CG: w.shape[1]!,
    MG: w.shape[0]! / groups,
    S: threeAxes(x.shape.slice(2), 1),
    K: threeAxes(w.shape.slice(2), 1),
    O: threeAxes(outputShapes.y.slice(2), 1),
    stride: threeAxes(stride, 1),
    before: threeAxes(
      padding.map(([before]) => before),
      0,
    ),
    dilation: threeAxes(dilation, 1),
    flip,
  };
}

/** The geometry of the conv whose adjoint a checked call of convTranspose is: its x is that conv's y. */
export function transposedGeometryOf({
  inputs: { x, w },
  attributes,
  outputShapes,
}: Call<'convTranspose'>): Geometry {
  const { stride, padding, dilation, groups, flip } = attributes;
  return {
    N: x.shape[0]!,
    groups,
    CG: w.shape[1]!,
    MG: x.shape[1]! / groups,
    S: threeAxes(outputShapes.y.slice(2), 1),
    K: threeAxes(w.shape.slice(2), 1),
    O: threeAxes(x.shape.slice(2), 1),
    stride: threeAxes(stride, 1),
    before: threeAxes(
      padding.map(([before]) => before),
      0,
    ),
    dilation: threeAxes(dilation, 1),
    flip,
  };
}

/** The sizes of the matrices that stand for one sample and group. */
export function matrixSizes({ CG, S, K, O }: Geometry): { volume: number; rows: number; positions: number } {
  return { volume: CG * elementCount(S), rows: CG * elementCount(K), positions: elementCount(O) };
}

/**
 * The sizes and attributes of one conv as loops want them: three spatial axes D, H, W, the leading ones of size 1 where
 * the call has fewer.
 *
 * @module
 */
import { elementCount, threeAxes, type Call, type FilledAttributes, type Shape } from '@gradspec/spec';

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
export function geometryOf({ inputs: { x, w }, attributes, outputShapes: { y } }: Call<'conv'>): Geometry {
  return geometry(attributes, { x: x.shape, w: w.shape, y });
}

/** The geometry of the conv whose adjoint a checked call of convTranspose is: its x is that conv's y. */
export function transposedGeometryOf({
  inputs: { x, w },
  attributes,
  outputShapes: { y },
}: Call<'convTranspose'>): Geometry {
  return geometry(attributes, { x: y, w: w.shape, y: x.shape });
}

function geometry(
  { stride, padding, dilation, groups, flip }: FilledAttributes<'conv'>,
  { x, w, y }: { x: Shape; w: Shape; y: Shape },
): Geometry {
  return {
    N: x[0]!,
    groups,
    CG: w[1]!,
    MG: w[0]! / groups,
    S: threeAxes(x.slice(2), 1),
    K: threeAxes(w.slice(2), 1),
    O: threeAxes(y.slice(2), 1),
    stride: threeAxes(stride, 1),
    before: threeAxes(
      padding.map(([before]) => before),
      0,
    ),
    dilation: threeAxes(dilation, 1),
    flip,
  };
}

const sameTriple = (a: Triple, b: Triple): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

/** Whether two geometries are the same. */
export const isSameGeometry = (a: Geometry, b: Geometry): boolean =>
  a.N === b.N &&
  a.groups === b.groups &&
  a.CG === b.CG &&
  a.MG === b.MG &&
  a.flip === b.flip &&
  sameTriple(a.S, b.S) &&
  sameTriple(a.K, b.K) &&
  sameTriple(a.O, b.O) &&
  sameTriple(a.stride, b.stride) &&
  sameTriple(a.before, b.before) &&
  sameTriple(a.dilation, b.dilation);

/** The sizes of the matrices that stand for one sample and group. */
export function matrixSizes({ CG, S, K, O }: Geometry): { volume: number; rows: number; positions: number } {
  return { volume: CG * elementCount(S), rows: CG * elementCount(K), positions: elementCount(O) };
}

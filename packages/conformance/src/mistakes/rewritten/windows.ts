/**
 * Windows that slide over images, always along three axes: where an image has fewer, the leading ones have size 1.
 *
 * @module
 */
import { threeAxes, type Padding, type Shape } from '@gradspec/spec';

/** One number per spatial axis. */
export type Axes = readonly [number, number, number];

/** The windows of one call. */
export interface Windows {
  /** Images in the batch. */
  readonly N: number;
  readonly groups: number;
  /** Channels of the image in one group. */
  readonly CG: number;
  /** Sizes of the image, of the kernel, and the number of windows. */
  readonly S: Axes;
  readonly K: Axes;
  readonly O: Axes;
  readonly stride: Axes;
  readonly before: Axes;
  readonly after: Axes;
  readonly dilation: Axes;
  readonly flip: boolean;
}

/** The product of three sizes. */
export const volume = ([a, b, c]: Axes): number => a * b * c;

/** One number per axis, made from its number. */
export const perAxis = (of: (axis: 0 | 1 | 2) => number): Axes => [of(0), of(1), of(2)];

/** The number of a place in a volume, in row-major order. */
export const numberOf = ([i, j, k]: Axes, [, J, K]: Axes): number => (i * J + j) * K + k;

/** The place of a number in a volume. */
export const placeOf = (number: number, [, J, K]: Axes): Axes => [
  Math.floor(number / (J * K)),
  Math.floor(number / K) % J,
  number % K,
];

/** The windows of a call: `image` is [N, C, …], `kernel` and `output` are sizes of spatial axes. */
export function windowsOf(
  { image, kernel, output }: { image: Shape; kernel: Shape; output: Shape },
  {
    stride,
    padding,
    dilation = [],
    groups = 1,
    flip = false,
  }: {
    stride: readonly number[];
    padding: readonly Padding[];
    dilation?: readonly number[];
    groups?: number;
    flip?: boolean;
  },
): Windows {
  const [N, C, ...S] = image as [number, number, ...number[]];
  const [before, after] = [0, 1].map((side) => padding.map((pair) => pair[side]!));
  return {
    N,
    groups,
    CG: C / groups,
    S: threeAxes(S, 1),
    K: threeAxes(kernel, 1),
    O: threeAxes(output, 1),
    stride: threeAxes(stride, 1),
    before: threeAxes(before!, 0),
    after: threeAxes(after!, 0),
    dilation: threeAxes(dilation, 1),
    flip,
  };
}

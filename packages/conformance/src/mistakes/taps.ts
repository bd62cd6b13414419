/**
 * Where a window reads: for every output o and every tap k of a kernel the input i that they meet in.
 *
 *   i = o·s − p₀ + k·d                                                       along each spatial axis
 *
 * Slips in this index are the most frequent mistakes of convolutions and pools, so the map is an argument here.
 *
 * @module
 */
import { elementCount, type Padding, type Shape } from '@gradspec/spec';
import { indexOf } from '../runner/compare.ts';
import { positionOf } from './rearranged.ts';

/** One output and one tap along one axis, and all that the index may depend on; K, O and S are the axis's sizes. */
export interface Along {
  readonly o: number;
  readonly k: number;
  readonly s: number;
  readonly p: Padding;
  readonly d: number;
  readonly K: number;
  readonly O: number;
  readonly S: number;
}

/** From an output and a tap to the index of the input; outside 0 … S − 1 nothing is read. */
export type IndexMap = (along: Along) => number;

/** The right index. */
export const rightIndex: IndexMap = ({ o, s, p, k, d }) => o * s - p[0] + k * d;

/** Windows over spatial axes: all sizes and attributes, per axis. */
export interface Windows {
  readonly input: Shape;
  readonly kernel: Shape;
  readonly output: Shape;
  readonly stride: readonly number[];
  readonly padding: readonly Padding[];
  readonly dilation: readonly number[];
}

/** One meeting, as positions in row-major order; `i` is undefined where nothing is read. */
export interface Tap {
  readonly o: number;
  readonly k: number;
  readonly i: number | undefined;
}

/** Every tap of every window, outputs first, in row-major order. */
export function tapsOf(windows: Windows, at: IndexMap = rightIndex): readonly Tap[] {
  const { input, kernel, output, stride, padding, dilation } = windows;
  const taps: Tap[] = [];
  for (let o = 0; o < elementCount(output); o++)
    for (let k = 0; k < elementCount(kernel); k++) {
      const [os, ks] = [indexOf(o, output), indexOf(k, kernel)];
      const index = input.map((S, axis) =>
        at({
          o: os[axis]!,
          k: ks[axis]!,
          s: stride[axis]!,
          p: padding[axis]!,
          d: dilation[axis]!,
          K: kernel[axis]!,
          O: output[axis]!,
          S,
        }),
      );
      const inside = index.every((i, axis) => i >= 0 && i < input[axis]!);
      taps.push({ o, k, i: inside ? positionOf(index, input) : undefined });
    }
  return taps;
}

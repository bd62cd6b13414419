/**
 * Which elements of the source an output reads, axis by axis.
 *
 *   output first + q·every  reads, through tap k, source[q·step + offset(k)]      q = 0 … count − 1
 *
 * conv is one such sampling per axis: output o reads x[o·s − p + k·d]. Its adjoint (the input gradient, and the whole of
 * convTranspose) turns the same relation i = o·s − p + k·d round: element i of dx reads dy[(i + p − k·d) / s] through those
 * taps for which the division is even. Which ones these are depends on i modulo s only; so the elements of dx fall into s
 * phases i = r + q·s, each of them an ordinary sampling with step 1.
 *
 * @module
 */
import type { Geometry, Triple } from '../geometry.ts';

/** One way of reading along one axis. */
export interface Sampling {
  /** How many outputs there are. */
  readonly count: number;
  /** Source elements from output to output. */
  readonly step: number;
  /** The taps that are read, with the kernel element k that weighs each. */
  readonly taps: readonly { readonly k: number; readonly offset: number }[];
  /** Where the first output stands in the target, and the distance from one to the next. */
  readonly first: number;
  readonly every: number;
}

/** The axes D, H, W. */
const axes = [0, 1, 2] as const;

/** Per axis, how conv's outputs read x. */
export function forwardSamplings(geometry: Geometry): [Sampling, Sampling, Sampling] {
  const { O, stride } = geometry;
  const sampling = (axis: 0 | 1 | 2): Sampling => {
    const taps = distances(geometry, axis).map((offset, k) => ({ k, offset }));
    return { count: O[axis], step: stride[axis], taps, first: 0, every: 1 };
  };
  return [sampling(0), sampling(1), sampling(2)];
}

/** Per phase of the stride and axis, how the elements of dx read dy. */
export function adjointSamplings(geometry: Geometry): [Sampling, Sampling, Sampling][] {
  const [D, H, W] = axes.map((axis) => phases(geometry, axis)) as [Sampling[], Sampling[], Sampling[]];
  return D.flatMap((d) => H.flatMap((h) => W.map((w): [Sampling, Sampling, Sampling] => [d, h, w])));
}

function phases(geometry: Geometry, axis: 0 | 1 | 2): Sampling[] {
  const s = geometry.stride[axis];
  const size = geometry.S[axis];
  return Array.from({ length: Math.min(s, size) }, (_, r) => {
    const taps = distances(geometry, axis)
      .map((distance, k) => ({ k, offset: (r - distance) / s }))
      .filter(({ offset }) => Number.isInteger(offset));
    return { count: Math.ceil((size - r) / s), step: 1, taps, first: r, every: s };
  });
}

/** Per kernel element, how far its input stands from o·s: k·d − p. */
function distances({ K, dilation, before, flip }: Geometry, axis: 0 | 1 | 2): number[] {
  const size = K[axis];
  return Array.from({ length: size }, (_, k) => (flip ? size - 1 - k : k) * dilation[axis] - before[axis]);
}

/** The source with as many zeros around it as the samplings read: sizes, and where the source begins in it. */
export interface Padded {
  readonly sizes: Triple;
  readonly before: Triple;
}

/** The padding that samplings of a source need. */
export function paddingOf(
  source: Triple,
  samplings: readonly (readonly [Sampling, Sampling, Sampling])[],
): Padded {
  const bounds = axes.map((axis) => {
    let [low, high] = [0, source[axis]];
    for (const {
      [axis]: { count, step, taps },
    } of samplings)
      for (const { offset } of taps) {
        low = Math.min(low, offset);
        high = Math.max(high, (count - 1) * step + offset + 1);
      }
    return { before: 0 - low, size: high - low };
  });
  return {
    sizes: bounds.map(({ size }) => size) as unknown as Triple,
    before: bounds.map(({ before }) => before) as unknown as Triple,
  };
}

/** Whether there are any zeros around the source. */
export const isLarger = ({ sizes }: Padded, source: Triple): boolean =>
  sizes.some((size, axis) => size !== source[axis]);

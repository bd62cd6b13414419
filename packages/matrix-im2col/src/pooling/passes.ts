/**
 * A pass over all planes of a call, forward or backward: block by block into the kernels' memory, plane by plane through a
 * kernel, and out again.
 *
 * @module
 */
import type { Arena, FloatArray, Kernels, Precision } from '@gradspec/kernels';
import { blocksOf, paddedPlanes } from './planes.ts';
import { planeSizes, type Windows } from './windows.ts';

/** The windows as arguments of the kernels: K taps; R runs of L windows; the addresses of the tables. */
export interface Runs {
  readonly K: number;
  readonly taps: number;
  readonly R: number;
  readonly starts: number;
  readonly L: number;
  readonly step: number;
}

/** Puts the tables of the windows into the kernels' memory. */
export function runsOf(arena: Arena, { taps, starts, samplings }: Windows): Runs {
  const { count, step } = samplings[2];
  return {
    K: taps.length,
    taps: arena.putIntegers(taps),
    R: starts.length,
    starts: arena.putIntegers(starts),
    L: count,
    step,
  };
}

/** Fills y: `compute` is given the addresses of one plane of x, with `outside` around it, and of its y. */
export function forwardPass(
  kernels: Kernels,
  precision: Precision,
  windows: Windows,
  { x, y, outside }: { x: FloatArray; y: FloatArray; outside: number },
  compute: (x: number, y: number) => void,
): void {
  const { arena } = kernels;
  const sizes = planeSizes(windows);
  const bytes = y.BYTES_PER_ELEMENT;
  const from = paddedPlanes(kernels, precision, windows, outside);
  const to = arena.room(precision, from.planes * sizes.y);
  for (const block of blocksOf(windows, from.planes)) {
    from.load(x, block);
    for (let p = 0; p < block.count; p++)
      compute(from.at + p * sizes.padded * bytes, to + p * sizes.y * bytes);
    const { first, count } = block;
    arena.copyTo(y.subarray(first * sizes.y, (first + count) * sizes.y), precision, to);
  }
}

/** What a backward pass reads and fills. */
export interface BackwardArrays {
  /** Not given where the gradient does not depend on it. */
  readonly x?: FloatArray;
  readonly dy: FloatArray;
  readonly dx: FloatArray;
}

/**
 * Fills dx: `compute` is given the addresses of one plane of dy, of its dx, and of its x with −∞ around it. It may change dy
 * there. dx is 0, but where the windows are apart it may hold the gradients of another plane at the elements they read.
 */
export function backwardPass(
  kernels: Kernels,
  precision: Precision,
  windows: Windows,
  { x, dy, dx }: BackwardArrays,
  compute: (dy: number, dx: number, x: number) => void,
): void {
  const { arena } = kernels;
  const sizes = planeSizes(windows);
  const bytes = dx.BYTES_PER_ELEMENT;
  const to = paddedPlanes(kernels, precision, windows, 0);
  const source = x && paddedPlanes(kernels, precision, windows, -Infinity);
  const gradients = arena.room(precision, to.planes * sizes.y);
  for (const block of blocksOf(windows, to.planes)) {
    const { first, count } = block;
    if (x) source!.load(x, block);
    if (first === 0 || !windows.apart) to.clear();
    const part = dy.subarray(first * sizes.y, (first + count) * sizes.y);
    arena.floats(precision).set(part, gradients / bytes);
    for (let p = 0; p < count; p++) {
      const plane = p * sizes.padded * bytes;
      compute(gradients + p * sizes.y * bytes, to.at + plane, source ? source.at + plane : 0);
    }
    to.save(dx, block);
  }
}

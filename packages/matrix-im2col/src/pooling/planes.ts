/**
 * Padded planes in the kernels' memory, a few at a time: as many as fit in a processor's nearest caches, so that what is
 * copied there is still at hand when it is read.
 *
 * @module
 */
import type { FloatArray, Kernels, Precision } from '@gradspec/kernels';
import { isLarger } from '../convolution/sampling.ts';
import { planeSizes, type Windows } from './windows.ts';

/** Bytes of planes that are worked on together, unless one plane alone is larger. */
const blockBytes = 2 ** 17;

/** A run of planes: the first one, and how many. */
export interface Block {
  readonly first: number;
  readonly count: number;
}

/** All planes, so many at a time. */
export function* blocksOf({ planes }: Windows, most: number): Generator<Block> {
  for (let first = 0; first < planes; first += most) yield { first, count: Math.min(most, planes - first) };
}

/** Room for one block of padded planes. */
export interface PaddedPlanes {
  /** The address of the first one. */
  readonly at: number;
  /** How many there are in a whole block. */
  readonly planes: number;
  /** Copies planes of x there. */
  load(x: FloatArray, block: Block): void;
  /** Makes all elements 0. */
  clear(): void;
  /** Copies what stands there, without the padding, to planes of dx. */
  save(dx: FloatArray, block: Block): void;
}

/** Makes room for one block, with `outside` as the padding's value. */
export function paddedPlanes(
  { arena, ...kernels }: Kernels,
  precision: Precision,
  windows: Windows,
  outside: number,
): PaddedPlanes {
  const { S, padded } = windows;
  const { [precision]: functions } = kernels;
  const sizes = planeSizes(windows);
  const bytes = precision === 'float32' ? 4 : 8;
  const fitting = Math.floor(blockBytes / (sizes.padded * bytes));
  const planes = Math.max(1, Math.min(windows.planes, fitting));
  const length = planes * sizes.padded;
  const at = arena.room(precision, length);
  const isPadded = isLarger(padded, S);
  const bare = isPadded ? arena.room(precision, planes * sizes.x) : at;
  const fill = (value: number) => arena.floats(precision).fill(value, at / bytes, at / bytes + length);
  if (isPadded) fill(outside);
  const part = (values: FloatArray, { first, count }: Block) =>
    values.subarray(first * sizes.x, (first + count) * sizes.x);
  return {
    at,
    planes,
    load(x, block) {
      arena.floats(precision).set(part(x, block), bare / bytes);
      if (isPadded) functions.place(block.count, ...S, bare, at, ...padded.sizes, ...padded.before);
    },
    clear: () => void fill(0),
    save(dx, block) {
      if (isPadded) functions.crop(block.count, ...S, bare, at, ...padded.sizes, ...padded.before);
      arena.copyTo(part(dx, block), precision, bare);
    },
  };
}

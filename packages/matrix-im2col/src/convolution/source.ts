/**
 * Some planes of an array in the kernels' memory, with the zeros around them that their samplings read.
 *
 * As many groups of a sample are taken at a time as stay in the cache between the copy in, the sums and the copy out.
 *
 * @module
 */
import type { FloatArray, Kernels, Precision } from '@gradspec/kernels';
import { elementCount } from '@gradspec/spec';
import type { Triple } from '../geometry.ts';
import type { Padded } from './sampling.ts';

/** Bytes that the groups of one load should take. */
const loadBytes = 192 * 1024;

/** How many groups of so many bytes each are worked on at a time. */
export const groupsPerLoad = (groups: number, bytes: number): number =>
  Math.min(groups, Math.max(1, Math.floor(loadBytes / Math.max(1, bytes))));

/** Where planes are put, some at a time. */
export interface Source {
  /** The address of the first padded plane. */
  readonly at: number;
  /** Elements of one padded plane. */
  readonly plane: number;
  /** Puts planes there, as many as there is room for or fewer, from one of all planes of the data on. */
  load(first: number, count: number): void;
}

/** Makes room for `planes` planes of the given sizes. */
export function sourceOf(
  { arena, ...kernels }: Kernels,
  precision: Precision,
  { data, planes, sizes, padded }: { data: FloatArray; planes: number; sizes: Triple; padded: Padded },
): Source {
  const size = elementCount(sizes);
  const plane = elementCount(padded.sizes);
  const copy = arena.room(precision, planes * size);
  const isPadded = plane !== size;
  const at = isPadded ? arena.zeros(precision, planes * plane) : copy;
  const index = copy / data.BYTES_PER_ELEMENT;
  return {
    at,
    plane,
    load(first, count) {
      arena.floats(precision).set(data.subarray(first * size, (first + count) * size), index);
      if (isPadded) kernels[precision].place(count, ...sizes, copy, at, ...padded.sizes, ...padded.before);
    },
  };
}

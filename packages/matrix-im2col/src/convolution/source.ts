/**
 * One sample of an array of planes in the kernels' memory, with the zeros around it that its samplings read.
 *
 * @module
 */
import type { FloatArray, Kernels, Precision } from '@gradspec/kernels';
import { elementCount } from '@gradspec/spec';
import type { Triple } from '../geometry.ts';
import type { Padded } from './sampling.ts';

/** Where samples are put, one after the other. */
export interface Source {
  /** The address of the padded sample. */
  readonly at: number;
  /** Elements of one padded plane. */
  readonly plane: number;
  /** Puts sample n there. */
  load(n: number): void;
}

/** Makes room for one sample of `planes` planes of the given sizes. */
export function sourceOf(
  { arena, ...kernels }: Kernels,
  precision: Precision,
  { data, planes, sizes, padded }: { data: FloatArray; planes: number; sizes: Triple; padded: Padded },
): Source {
  const length = planes * elementCount(sizes);
  const plane = elementCount(padded.sizes);
  const copy = arena.room(precision, length);
  const isPadded = plane !== elementCount(sizes);
  const at = isPadded ? arena.zeros(precision, planes * plane) : copy;
  const index = copy / data.BYTES_PER_ELEMENT;
  return {
    at,
    plane,
    load(n) {
      arena.floats(precision).set(data.subarray(n * length, (n + 1) * length), index);
      if (isPadded) kernels[precision].place(planes, ...sizes, copy, at, ...padded.sizes, ...padded.before);
    },
  };
}

/**
 * Rows that are not read: step t of a sequence that is not longer than t.
 *
 * All sequences of a batch go through every step together, and what a row that is not read did is undone: its state and its
 * carried gradient stay as they were, and zeros take its place wherever a product over all steps would meet it. With
 * `reverse` a sequence so begins at its own end.
 *
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';
import type { Int32Tensor } from '@gradspec/spec';
import type { Segment } from './segments.ts';

/** Which rows are not read. */
export interface Unread {
  /** The sequences that do not read step t. */
  at(t: number): Int32Array;
}

const none = new Int32Array();
const all: Unread = { at: () => none };

/** The rows that are not read with these lengths; none without lengths. */
export function unreadOf(lengths: Int32Tensor | undefined): Unread {
  if (!lengths) return all;
  const { data } = lengths;
  // The shortest first: those that do not read a step are the first so many.
  const sequences = Int32Array.from(data.keys()).sort((m, n) => data[m]! - data[n]!);
  const firsts = Array.from({ length: sequences.length + 1 }, (_, count) => sequences.subarray(0, count));
  let count = 0;
  return {
    at(t) {
      while (count > 0 && data[sequences[count - 1]!]! > t) count--;
      while (count < sequences.length && data[sequences[count]!]! <= t) count++;
      return firsts[count]!;
    },
  };
}

/** Makes zeros of the rows that are not read: step t has N rows of `width`, those of t0 first, from element `at` on. */
export function clearUnread(unread: Unread, { t0, t1 }: Segment, { data, at, N, width }: Rows): void {
  for (let t = t0; t < t1; t++)
    for (const n of unread.at(t)) {
      const row = at + ((t - t0) * N + n) * width;
      data.fill(0, row, row + width);
    }
}

interface Rows {
  readonly data: FloatArray;
  readonly at: number;
  readonly N: number;
  readonly width: number;
}

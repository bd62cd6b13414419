/**
 * Rows of a matrix, copied in another order: gathered (row i comes from rows[i]) or scattered (row i goes to rows[i]).
 *
 * Rows that follow each other on both sides are copied at once, so an order that changes nothing costs one copy.
 *
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';

/** Rows of `width` numbers each, from element `at` of an array on. */
export interface Rows {
  readonly data: FloatArray;
  readonly at: number;
}

/** Row i of `to` becomes row rows[i] of `from`. */
export function gatherRows(from: Rows, to: Rows, width: number, rows: Int32Array): void {
  forEachRun(rows, (i, row, count) => copy(from, row, to, i, { width, count }));
}

/** Row rows[i] of `to` becomes row i of `from`. */
export function scatterRows(from: Rows, to: Rows, width: number, rows: Int32Array): void {
  forEachRun(rows, (i, row, count) => copy(from, i, to, row, { width, count }));
}

function forEachRun(rows: Int32Array, visit: (i: number, row: number, count: number) => void): void {
  const R = rows.length;
  let start = 0;
  for (let i = 1; i <= R; i++) {
    if (i < R && rows[i] === rows[i - 1]! + 1) continue;
    visit(start, rows[start]!, i - start);
    start = i;
  }
}

function copy(
  from: Rows,
  fromRow: number,
  to: Rows,
  toRow: number,
  { width, count }: { width: number; count: number },
): void {
  const start = from.at + fromRow * width;
  to.data.set(from.data.subarray(start, start + count * width), to.at + toRow * width);
}

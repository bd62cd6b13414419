/**
 * A batch on its way into the kernels' memory and out of it, in reading order.
 *
 * @module
 */
import type { FloatArray, Workspace } from '@gradspec/kernels';
import { arrayOf, type FloatTensor } from '@gradspec/spec';
import type { ReadingOrder } from './reading-order.ts';
import { gatherRows, scatterRows } from './rows.ts';

/** The address of the rows of a tensor, gathered. */
export function putRows(workspace: Workspace, { data, shape }: FloatTensor, rows: Int32Array): number {
  const { arena, precision, size } = workspace;
  const width = shape.at(-1)!;
  const at = arena.room(precision, rows.length * width);
  gatherRows({ data, at: 0 }, { data: arena.floats(precision), at: at / size }, width, rows);
  return at;
}

/** The address of N + R rows of states, the initial ones (0 unless they are given) in their places. */
export function roomForStates(
  { arena, precision, size }: Workspace,
  { N, R, sequences }: ReadingOrder,
  { H, initial }: { readonly H: number; readonly initial: FloatTensor | undefined },
): number {
  const at = arena.room(precision, (N + R) * H);
  const to = { data: arena.floats(precision), at: at / size };
  if (initial) gatherRows({ data: initial.data, at: 0 }, to, H, sequences);
  else to.data.fill(0, to.at, to.at + N * H);
  return at;
}

/** A copy of rows that stand at an address, scattered into `count` rows of zeros. */
export function takeRows(
  { arena, precision, size }: Workspace,
  at: number,
  { width, count, rows }: { readonly width: number; readonly count: number; readonly rows: Int32Array },
): FloatArray {
  const data = new (arrayOf(precision))(count * width);
  scatterRows({ data: arena.floats(precision), at: at / size }, { data, at: 0 }, width, rows);
  return data;
}

/** The states as outputs: all of them, [T, N, H], 0 where nothing was read, and the last ones, [N, H]. */
export function takeStates(
  workspace: Workspace,
  { N, rows, last }: ReadingOrder,
  states: number,
  { T, H }: { readonly T: number; readonly H: number },
): { all: FloatArray; last: FloatArray } {
  const { arena, precision, size } = workspace;
  const all = takeRows(workspace, states + N * H * size, { width: H, count: T * N, rows });
  const ends = new (arrayOf(precision))(N * H);
  gatherRows({ data: arena.floats(precision), at: states / size }, { data: ends, at: 0 }, H, last);
  return { all, last: ends };
}

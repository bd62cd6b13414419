/**
 * A bias that is added to every row of a matrix: the rows begin as copies of it, and its gradient is the sum of theirs.
 *
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';
import type { FloatTensor } from '@gradspec/spec';
import { owned } from './owned.ts';
import type { Workspace } from './workspace.ts';

/** Makes each of R rows at an address a copy of `row`, or 0. */
export function fillRows({ arena, precision, size }: Workspace, { at, R, width, row }: FilledRows): void {
  const floats = arena.floats(precision);
  const [start, end] = [at / size, at / size + R * width];
  if (!row || R === 0) {
    floats.fill(0, start, end);
    return;
  }
  floats.set(row, start);
  for (let filled = width; 0 < filled && filled < R * width; filled *= 2)
    floats.copyWithin(start + filled, start, Math.min(start + filled, end - filled));
}

interface FilledRows {
  readonly at: number;
  readonly R: number;
  readonly width: number;
  readonly row: FloatArray | undefined;
}

/** The sums of the columns of R rows, which are `row` elements apart. */
export function biasGradient(
  { arena, precision, kernels }: Workspace,
  {
    R,
    width,
    dz,
    row,
  }: { readonly R: number; readonly width: number; readonly dz: number; readonly row: number },
): FloatTensor {
  const sums = arena.zeros(precision, width);
  kernels.sumColumns(R, width, dz, row, sums);
  return owned(precision, [width], arena.take(precision, sums, width));
}

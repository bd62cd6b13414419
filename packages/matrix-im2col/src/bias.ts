/**
 * The gradient of a bias that is added to every row of a matrix: the sum of the rows.
 *
 * @module
 */
import type { Workspace } from '@gradspec/kernels';
import { owned, type FloatTensor } from '@gradspec/spec';

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

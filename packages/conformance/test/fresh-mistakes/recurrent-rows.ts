/**
 * What the fresh mistakes in recurrences are made of: rows of tensors and their products.
 *
 * @module
 */
import type { FloatTensor, Int32Tensor } from '@gradspec/spec';

/** Row `row` of a matrix times a vector. */
export const product = (w: FloatTensor, row: number, v: ArrayLike<number>): number => {
  let sum = 0;
  for (let k = 0; k < v.length; k++) sum += w.data[row * v.length + k]! * v[k]!;
  return sum;
};
/** Row `row` of a tensor whose last axis has `width` elements; zeros where there is no tensor. */
export const rowOf = (of: FloatTensor | undefined, row: number, width: number): ArrayLike<number> =>
  of ? of.data.subarray(row * width, (row + 1) * width) : new Float64Array(width);
/** How many steps sequence n has. */
export const lengthOf = (lengths: Int32Tensor | undefined, n: number, T: number): number =>
  lengths?.data[n] ?? T;

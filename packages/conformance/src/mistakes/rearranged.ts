/**
 * Tensors with their elements changed or in another order: what mistakes make of right ones.
 *
 * @module
 */
import { elementCount, tensor, type FloatTensor, type Shape } from '@gradspec/spec';
import { indexOf } from '../runner/compare.ts';

/** Each element by a function of it and its position. */
export function map(one: FloatTensor, change: (value: number, position: number) => number): FloatTensor {
  return tensor(one.dtype, one.shape, Array.from(one.data, change));
}

/** The position of an index in row-major order. */
export function positionOf(index: readonly number[], shape: Shape): number {
  return index.reduce((position, at, axis) => position * shape[axis]! + at, 0);
}

/**
 * A tensor of another shape whose element at an index is that of `one` at the index that `from` says, and 0 where that is
 * outside of it.
 */
export function gathered(
  one: FloatTensor,
  shape: Shape,
  from: (index: readonly number[]) => readonly number[],
): FloatTensor {
  const values = Array.from({ length: elementCount(shape) }, (_, position) => {
    const index = from(indexOf(position, shape));
    const inside = index.every((at, axis) => at >= 0 && at < one.shape[axis]!);
    return inside ? one.data[positionOf(index, one.shape)]! : 0;
  });
  return tensor(one.dtype, shape, values);
}

/** The same numbers in the same order under another shape of as many elements. */
export function reshaped(one: FloatTensor, shape: Shape): FloatTensor {
  return tensor(one.dtype, shape, one.data);
}

/** All axes from the third on reversed: a kernel flipped. */
export function flipped(w: FloatTensor): FloatTensor {
  return gathered(w, w.shape, (index) => index.map((at, axis) => (axis < 2 ? at : w.shape[axis]! - 1 - at)));
}

/** Two axes exchanged, the elements moved accordingly. */
export function transposed(one: FloatTensor, a: number, b: number): FloatTensor {
  const swapped = <T>(all: readonly T[]) => all.with(a, all[b]!).with(b, all[a]!);
  return gathered(one, swapped(one.shape), swapped);
}

/** The elements read as if the two axes stood in the other order in memory; the shape stays. */
export function misread(one: FloatTensor, a: number, b: number): FloatTensor {
  const stored = one.shape.with(a, one.shape[b]!).with(b, one.shape[a]!);
  return transposed(reshaped(one, stored), a, b);
}

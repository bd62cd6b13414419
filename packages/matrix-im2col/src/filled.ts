/**
 * New tensors, each made by one pass that writes its elements.
 *
 * The small operators of this package are such passes: plain loops over whole arrays, each with code of its own, because
 * one loop that calls a function per element stops being inlined as soon as several operators share it.
 *
 * @module
 */
import { zeros, type FloatTensor } from '@gradspec/spec';
import type { FloatArray } from '@gradspec/kernels';

/** What a new tensor is like: another tensor, or a dtype and a shape. */
export type Like = Pick<FloatTensor, 'dtype' | 'shape'>;

/** A new tensor whose elements `fill` writes; those it leaves alone are 0. */
export function filled({ dtype, shape }: Like, fill: (data: FloatArray) => void): FloatTensor {
  const result = zeros(dtype, shape);
  fill(result.data);
  return result;
}

/** A tensor of x's elements, in memory of its own; `shape` is another shape for them (x's). */
export function copied({ dtype, shape, data }: FloatTensor, newShape = shape): FloatTensor {
  return filled({ dtype, shape: newShape }, (copy) => copy.set(data));
}

/**
 * Tensors around arrays that have just been made.
 *
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';
import type { FloatDtype, FloatTensor, Shape } from '@gradspec/spec';

/** A tensor around an array that nobody else holds; nothing is copied. */
export const owned = (dtype: FloatDtype, shape: Shape, data: FloatArray): FloatTensor =>
  ({ dtype, shape: [...shape], data }) as FloatTensor;

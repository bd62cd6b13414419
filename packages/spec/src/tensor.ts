/**
 * Tensors: row-major, contiguous, any rank from 0 (a scalar has shape []).
 *
 * `int32` is for `labels` and `lengths` only, inputs that have no gradient. Sizes of 0 are legal where the
 * mathematics has an answer (an empty batch).
 *
 * @module
 */

/** A size per axis. `[]` is the shape of a scalar. */
export type Shape = readonly number[];

/** A tensor of 32-bit floats; `data.length` is the product of `shape`. */
export interface Float32Tensor {
  readonly dtype: 'float32';
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** A tensor of 64-bit floats; `data.length` is the product of `shape`. */
export interface Float64Tensor {
  readonly dtype: 'float64';
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** A tensor of 32-bit integers: class labels and sequence lengths. */
export interface Int32Tensor {
  readonly dtype: 'int32';
  readonly shape: Shape;
  readonly data: Int32Array;
}

/** A tensor that can have a gradient. */
export type FloatTensor = Float32Tensor | Float64Tensor;
/** Any tensor. */
export type Tensor = FloatTensor | Int32Tensor;
/** The dtypes that can have a gradient. */
export type FloatDtype = FloatTensor['dtype'];
/** Every dtype. */
export type Dtype = Tensor['dtype'];

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array };

/** The typed array that holds a dtype's elements. */
export function arrayOf<D extends Dtype>(dtype: D): (typeof arrays)[D] {
  return arrays[dtype];
}

/** The number of elements of a tensor of this shape (1 for a scalar). */
export function elementCount(shape: Shape): number {
  return shape.reduce((count, size) => count * size, 1);
}

/**
 * A tensor with a copy of `values`, each rounded to the dtype once.
 *
 * @throws RangeError when the number of values is not the product of the shape.
 */
export function tensor(dtype: FloatDtype, shape: Shape, values: ArrayLike<number>): FloatTensor;
/** The same for any dtype. */
export function tensor(dtype: Dtype, shape: Shape, values: ArrayLike<number>): Tensor;
export function tensor(dtype: Dtype, shape: Shape, values: ArrayLike<number>): Tensor {
  if (values.length !== elementCount(shape))
    throw new RangeError(
      `tensor: shape [${shape.join(', ')}] holds ${elementCount(shape)} values, got ${values.length}`,
    );
  return { dtype, shape: [...shape], data: arrays[dtype].from(values) } as Tensor;
}

/** A tensor around an array that nobody else holds: nothing is copied. `data` is of the dtype and as long as the shape says. */
export function owned(dtype: FloatDtype, shape: Shape, data: FloatTensor['data']): FloatTensor {
  return { dtype, shape: [...shape], data } as FloatTensor;
}

/** A tensor of zeros. */
export function zeros(dtype: FloatDtype, shape: Shape): FloatTensor {
  return { dtype, shape: [...shape], data: new arrays[dtype](elementCount(shape)) } as FloatTensor;
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

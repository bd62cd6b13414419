/**
 * Cutting a range out of a tensor along one axis, and keeping only a range of it.
 *
 * @module
 */
import { elementCount, type Float32Tensor } from '@gradspec/spec';

/** The indices from `from` to `from + count − 1` along an axis. */
export interface Range {
  readonly axis: number;
  readonly from: number;
  readonly count: number;
}

/** Visits the runs of elements that lie inside a range: where each starts in the tensor, and its length. */
function* runs({ shape }: Float32Tensor, { axis, from, count }: Range): Generator<[number, number]> {
  const size = shape[axis];
  if (size === undefined || from < 0 || count < 1 || from + count > size)
    throw new RangeError(
      `cut: expected a range inside shape [${shape.join(', ')}], got ${from} … ${from + count - 1} of axis ${axis}`,
    );
  const inner = elementCount(shape.slice(axis + 1));
  const outer = elementCount(shape.slice(0, axis));
  for (let o = 0; o < outer; o++) yield [(o * size + from) * inner, count * inner];
}

/** A copy of the range: the axis has `count` indices. @throws RangeError for a range that is not inside. */
export function cut(whole: Float32Tensor, range: Range): Float32Tensor {
  const shape = whole.shape.map((size, axis) => (axis === range.axis ? range.count : size));
  const data = new Float32Array(elementCount(shape));
  let to = 0;
  for (const [start, length] of runs(whole, range)) {
    data.set(whole.data.subarray(start, start + length), to);
    to += length;
  }
  return { dtype: 'float32', shape, data };
}

/** A copy of the whole with zeros outside the range. @throws RangeError for a range that is not inside. */
export function keep(whole: Float32Tensor, range: Range): Float32Tensor {
  const data = new Float32Array(whole.data.length);
  for (const [start, length] of runs(whole, range))
    data.set(whole.data.subarray(start, start + length), start);
  return { ...whole, data };
}

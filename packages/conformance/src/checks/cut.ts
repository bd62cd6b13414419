/**
 * Parts of a tensor along one axis.
 *
 * @module
 */
import { tensor, type Shape, type Tensor } from '@gradspec/spec';
import { indexOf } from '../runner/compare.ts';

/** A shape with another size along one axis. */
export const withSize = (shape: Shape, axis: number, size: number): Shape =>
  shape.map((own, i) => (i === axis ? size : own));

/** The positions, in row-major order, whose index along an axis is from `start` to `start + size − 1`. */
export function positionsOf(shape: Shape, axis: number, start: number, size: number): readonly number[] {
  const count = shape.reduce((product, own) => product * own, 1);
  const positions: number[] = [];
  for (let position = 0; position < count; position++) {
    const i = indexOf(position, shape)[axis]!;
    if (i >= start && i < start + size) positions.push(position);
  }
  return positions;
}

/** `size` elements along an axis, from `start` on: the shape of the tensor but for that axis. */
export function cut<T extends Tensor>(
  { dtype, shape, data }: T,
  axis: number,
  start: number,
  size: number,
): T {
  const kept = positionsOf(shape, axis, start, size).map((position) => data[position]!);
  return tensor(dtype, withSize(shape, axis, size), kept) as T;
}

/**
 * Parts of a tensor along one axis.
 *
 * @module
 */
import { tensor, type Shape, type Tensor } from '@gradspec/spec';

/** A shape with another size along one axis. */
export const withSize = (shape: Shape, axis: number, size: number): Shape =>
  shape.map((own, i) => (i === axis ? size : own));

/** The positions, in row-major order, whose index along an axis is from `start` to `start + size − 1`. */
export function positionsOf(shape: Shape, axis: number, start: number, size: number): readonly number[] {
  const product = (sizes: Shape) => sizes.reduce((all, own) => all * own, 1);
  const inner = product(shape.slice(axis + 1));
  const positions: number[] = [];
  for (let outer = 0; outer < product(shape.slice(0, axis)); outer++)
    for (let i = start; i < start + size; i++)
      for (let within = 0; within < inner; within++)
        positions.push((outer * shape[axis]! + i) * inner + within);
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

/**
 * A full convolution of two signals as a call of conv: one sample, one channel, every overlap of f and g.
 *
 *   (f ∗ g)[o] = Σ_k f[o − k] · g[k],   o from 0 to S + K − 2   per axis
 *
 * @module
 */
import { tensor, type Shape, type Tensor } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../../generated/case.ts';
import type { Recipe } from '../../generated/recipe.ts';
import { shapedCall } from '../../generated/shaped-call.ts';

const attributesFor = (K: Shape) => ({ flip: true, padding: K.map((size) => [size - 1, size - 1]) });

/** f ∗ g with the spatial sizes of a recipe's x and w; or why that says little. */
export function fullConvolution(recipe: Recipe): GeneratedCase | string {
  const [S, K] = [recipe.call.shapes.x!.slice(2), recipe.call.shapes.w!.slice(2)];
  const call = shapedCall('conv', { x: [1, 1, ...S], w: [1, 1, ...K] }, attributesFor(K));
  const one = makeCase({ ...recipe, call });
  const { x, w } = one.inputs as { x: Tensor; w: Tensor };
  if ([x, w].some(({ data }) => data.every((value) => value === 0))) return 'a signal is 0 everywhere';
  if ([x, w].some(({ data }) => isSymmetric(data))) return 'a signal is its own mirror image';
  return one;
}

/** f ∗ g for two signals of shape [1, 1, …]; dtype and output gradients are those of another call. */
export function convolve(f: Tensor, g: Tensor, like: GeneratedCase): GeneratedCase {
  const call = shapedCall('conv', { x: f.shape, w: g.shape }, attributesFor(g.shape.slice(2)));
  return { ...like, ...call, inputs: { x: f, w: g } };
}

const isSymmetric = (data: ArrayLike<number>): boolean =>
  Array.from(data).every((value, i, all) => value === all[all.length - 1 - i]);

/** What `combine` makes of each element and the one before it along the last axis, 0 beyond its ends: one element longer. */
export function alongLast(
  shape: Shape,
  values: ArrayLike<number>,
  combine: (here: number, before: number) => number,
): { readonly shape: Shape; readonly values: readonly number[] } {
  const size = shape.at(-1)!;
  const at = (row: number, i: number) => (i < 0 || i >= size ? 0 : values[row * size + i]!);
  const longer = Array.from({ length: (values.length / size) * (size + 1) }, (_, position) => {
    const [row, i] = [Math.floor(position / (size + 1)), position % (size + 1)];
    return combine(at(row, i), at(row, i - 1));
  });
  return { shape: [...shape.slice(0, -1), size + 1], values: longer };
}

/** f′ = f ∗ [1, −1] along the last axis. */
export function difference(f: Tensor): Tensor {
  const { shape, values } = alongLast(f.shape, f.data, (here, before) => here - before);
  return tensor(f.dtype, shape, values);
}

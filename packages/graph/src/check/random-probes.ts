/**
 * What the check draws: output gradients, and which elements are judged.
 *
 * @module
 */
import { elementCount, type Float64Tensor, type Shape } from '@gradspec/spec';
import type { Random } from '../random.ts';

/** An output gradient that hides nothing: signs mixed, between ½ and 1½ in size, never alike. */
export function randomGradient({ uniform }: Random, shape: Shape): Float64Tensor {
  const data = new Float64Array(elementCount(shape));
  for (let i = 0; i < data.length; i++) data[i] = (uniform() < 0.5 ? -1 : 1) * (0.5 + uniform());
  return { dtype: 'float64', shape: [...shape], data };
}

/** `count` different indices below `size`, in ascending order; all of them where there are no more. */
export function randomIndices({ integer }: Random, size: number, count: number): readonly number[] {
  if (size <= count) return Array.from({ length: size }, (_, i) => i);
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(integer(size));
  return [...drawn].sort((a, b) => a - b);
}

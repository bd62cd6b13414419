/**
 * Seeded random tensors: signed, never near 0, never alike.
 *
 * @module
 */
import { elementCount, tensor, type FloatDtype, type FloatTensor, type Shape } from '@gradspec/spec';

/** Numbers between 0 and 1, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A tensor whose elements are between 0.25 and 1.75 in absolute value, and float32 numbers in either dtype. */
export function randomTensor(random: () => number, shape: Shape, dtype: FloatDtype = 'float64'): FloatTensor {
  const element = () => Math.fround((random() < 0.5 ? -1 : 1) * (0.25 + 1.5 * random()));
  return tensor(dtype, shape, Array.from({ length: elementCount(shape) }, element));
}

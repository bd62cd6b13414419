/**
 * A noisy sine, and what is cut from it.
 *
 *   x_t = sin(0.01·t) + 0.2·normal,   t = 1 … 1000;   the first 600 values are for training
 *
 * Source: d2l, "Sequence Models".
 * @module
 */
import { seededRandom, type Random } from '@gradspec/graph';

/** How many values there are, how many of them are trained on, and the deviation of the noise. */
export const noisySine = { length: 1000, training: 600, noise: 0.2 } as const;

/** The values of the series. */
export function noisySineValues(seed: number): readonly number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: noisySine.length },
    (_, i) => Math.sin(0.01 * (i + 1)) + noisySine.noise * random.normal(),
  );
}

/** `count` windows of `length` values from the part for training, starting anywhere in it. */
export function trainingWindows(
  values: readonly number[],
  random: Random,
  { count, length }: { count: number; length: number },
): readonly (readonly number[])[] {
  return Array.from({ length: count }, () => {
    const start = random.integer(noisySine.training - length + 1);
    return values.slice(start, start + length);
  });
}

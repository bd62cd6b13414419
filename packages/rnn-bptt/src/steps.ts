/**
 * Which steps of which sequences are read, and in which order.
 *
 *   sequence n of length L reads t = 0 … L − 1, backwards with `reverse`; without lengths L = T for all
 *
 * @module
 */
import type { Call } from '@gradspec/spec';

/** The steps of one call. */
export interface Steps {
  readonly T: number;
  readonly N: number;
  /** Every t, in the order in which the state goes through them. */
  readonly order: readonly number[];
  /** Whether sequence n reads step t; what stands at other steps must not touch any result. */
  readonly isRead: (t: number, n: number) => boolean;
}

/** The steps of a checked call of a recurrence. */
export function stepsOf({ inputs: { x, lengths }, attributes: { reverse } }: Call<'rnn'>): Steps {
  const [T, N] = x.shape as readonly [number, number, number];
  const order = Array.from({ length: T }, (_, step) => (reverse ? T - 1 - step : step));
  return { T, N, order, isRead: (t, n) => t < (lengths?.data[n] ?? T) };
}

/** A copy in float64 of rows [T, N, width] in which the rows that are not read are zeros. */
export function onlyRead(rows: ArrayLike<number>, width: number, steps: Steps): Float64Array {
  const copy = Float64Array.from(rows);
  for (let t = 0; t < steps.T; t++)
    for (let n = 0; n < steps.N; n++) {
      const row = (t * steps.N + n) * width;
      if (!steps.isRead(t, n)) copy.fill(0, row, row + width);
    }
  return copy;
}

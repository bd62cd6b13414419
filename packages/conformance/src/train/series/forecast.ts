/**
 * Forecasts with a model that says the next value. One step ahead it is fed with what was seen, further on with what it
 * said itself.
 *
 * @module
 */

/** Says the next value of each history; all histories are of one length. */
export type NextValue = (histories: readonly (readonly number[])[]) => Promise<readonly number[]>;

/** Forecasts `steps` values from the end of each history, each fed with the ones before it. */
export async function forecasts(
  next: NextValue,
  histories: readonly (readonly number[])[],
  steps: number,
): Promise<readonly (readonly number[])[]> {
  let known = histories;
  for (let step = 0; step < steps; step++) {
    const said = await next(known);
    known = known.map((history, i) => [...history, said[i]!]);
  }
  return known.map((history, i) => history.slice(histories[i]!.length));
}

/** The root of the mean square of the differences. */
export function rootMeanSquare(differences: readonly number[]): number {
  return Math.sqrt(differences.reduce((sum, one) => sum + one * one, 0) / differences.length);
}

/** Where forecasts start, and how far they go. */
export interface Horizon {
  /** Where forecasts start: the positions of their first values in the series. */
  readonly origins: readonly number[];
  /** How many values before it a forecast has seen. */
  readonly seen: number;
  /** How many values it says. */
  readonly steps: number;
}

/**
 * The root mean square error of forecasts k steps ahead of the last value that was seen.
 *
 * @returns one for each k = 1 … steps
 */
export async function errorsAhead(
  next: NextValue,
  values: readonly number[],
  { origins, seen, steps }: Horizon,
): Promise<readonly number[]> {
  const histories = origins.map((origin) => values.slice(origin - seen, origin));
  const said = await forecasts(next, histories, steps);
  return Array.from({ length: steps }, (_, k) =>
    rootMeanSquare(origins.map((origin, i) => said[i]![k]! - values[origin + k]!)),
  );
}

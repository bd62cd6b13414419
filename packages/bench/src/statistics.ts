/**
 * The median of repeated measurements and their quartiles as the spread: one disturbed run moves neither.
 *
 *   quantile p of n sorted numbers: the place p·(n − 1), between two numbers by linear interpolation
 *
 * Source: Hyndman & Fan 1996, definition 7, as numpy and R have it.
 * @module
 */

/** A middle and how far measurements lie around it, in the unit of the measurements. */
export interface Spread {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

function quantile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (place - below) * (high - low);
}

/**
 * The median with the lower and the upper quartile.
 *
 * @throws RangeError when there is no measurement, or one is not a finite number.
 */
export function spreadOf(measurements: readonly number[]): Spread {
  if (measurements.length === 0) throw new RangeError('spreadOf: expected at least 1 measurement, got 0');
  const wrong = measurements.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`spreadOf: expected finite numbers, got ${wrong}`);
  const sorted = [...measurements].sort((a, b) => a - b);
  return { lower: quantile(sorted, 0.25), median: quantile(sorted, 0.5), upper: quantile(sorted, 0.75) };
}

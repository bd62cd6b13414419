/**
 * The logistic function σ(x) = 1 / (1 + e^−x), for `sigmoid` and the gates of lstm and gru.
 *
 * For x below 0 it is computed as e^x / (1 + e^x): e^−x would overflow, and what is below 1e−308 would become 0.
 *
 * @module
 */

/** σ(x), between 0 and 1. */
export function logistic(x: number): number {
  if (x < 0) return Math.exp(x) / (1 + Math.exp(x));
  return 1 / (1 + Math.exp(-x));
}

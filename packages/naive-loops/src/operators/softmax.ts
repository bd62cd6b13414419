/**
 * Softmax over the last axis, on every row r of x (all its axes but the last).
 *
 *   y[r, k] = e^{x[r, k]} / Σ_j e^{x[r, j]}
 *   dx[r, k] = y[r, k] · (dy[r, k] − Σ_j y[r, j] · dy[r, j])
 *
 * The row's maximum is subtracted from its x first: that divides numerator and denominator alike, and nothing overflows.
 *
 * @module
 */
import { defineKernel, tensor } from '@gradspec/spec';

/** The softmax of one row of scores, in float64. */
export function softmaxOf(scores: ArrayLike<number>): Float64Array {
  const y = Float64Array.from(scores);
  const max = y.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let k = 0; k < y.length; k++) sum += y[k] = Math.exp(y[k]! - max);
  return y.map((power) => power / sum);
}

/** `softmax`: x[…,K] → y[…,K]. */
export const softmax = defineKernel('softmax', {
  forward({ inputs: { x }, dtype }) {
    const K = x.shape.at(-1)!;
    const y = new Float64Array(x.data.length);
    for (let start = 0; start < y.length; start += K)
      y.set(softmaxOf(x.data.subarray(start, start + K)), start);
    return { outputs: { y: tensor(dtype, x.shape, y) }, saved: y };
  },

  backward({ inputs: { x }, dtype }, { outputGrads: { y: dy } }, y) {
    const K = x.shape.at(-1)!;
    const dx = new Float64Array(y.length);
    for (let start = 0; start < y.length; start += K) {
      let mean = 0;
      for (let j = start; j < start + K; j++) mean += y[j]! * dy.data[j]!;
      for (let k = start; k < start + K; k++) dx[k] = y[k]! * (dy.data[k]! - mean);
    }
    return { x: tensor(dtype, x.shape, dx) };
  },
});

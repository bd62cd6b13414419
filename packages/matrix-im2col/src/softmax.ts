/**
 * Softmax over the last axis, in three passes: shift every row by its maximum, e^x of everything, divide every row.
 *
 *   y[…, k]  = e^(x[…, k] − m) / Σ_j e^(x[…, j] − m),     m = max_j x[…, j]
 *   dx[…, k] = y[…, k] · (dy[…, k] − Σ_j y[…, j] · dy[…, j])
 *
 * The shift cancels, and keeps e^x from overflowing. y is what is saved, and not copied.
 *
 * @module
 */
import { exp, type FloatArray } from '@gradspec/kernels';
import { defineKernel } from '@gradspec/spec';
import { filled } from './filled.ts';

/** Softmax over the last axis, float32 and float64. */
export const softmax = defineKernel('softmax', {
  forward({ inputs: { x } }) {
    const K = x.shape.at(-1)!;
    const y = filled(x, (data) => {
      shiftRows(x.data, K, data);
      exp(data, data);
      normaliseRows(data, K);
    });
    return { outputs: { y }, saved: y.data };
  },
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }, y) => ({
    x: filled(x, (dx) => rowGradients(y, dy.data, x.shape.at(-1)!, dx)),
  }),
});

/**
 * shifted[…, k] = x[…, k] − max_j x[…, j]: at most 0, and 0 where the maximum is. A row with a NaN, with +∞, or of
 * nothing but −∞ gets at least one NaN.
 *
 * @param K - the length of a row
 */
export function shiftRows(x: FloatArray, K: number, shifted: FloatArray): void {
  const count = x.length;
  for (let row = 0; row < count; row += K) {
    let m = x[row]!;
    for (let at = row + 1; at < row + K; at++) if (x[at]! > m) m = x[at]!;
    for (let at = row; at < row + K; at++) shifted[at] = x[at]! - m;
  }
}

/** Divides every row by its sum. */
function normaliseRows(y: FloatArray, K: number): void {
  const count = y.length;
  for (let row = 0; row < count; row += K) {
    let sum = 0;
    for (let at = row; at < row + K; at++) sum += y[at]!;
    const factor = 1 / sum;
    for (let at = row; at < row + K; at++) y[at]! *= factor;
  }
}

function rowGradients(y: FloatArray, dy: FloatArray, K: number, dx: FloatArray): void {
  const count = y.length;
  for (let row = 0; row < count; row += K) {
    let mean = 0; // of dy, weighted by y
    for (let at = row; at < row + K; at++) mean += y[at]! * dy[at]!;
    for (let at = row; at < row + K; at++) dx[at] = y[at]! * (dy[at]! - mean);
  }
}

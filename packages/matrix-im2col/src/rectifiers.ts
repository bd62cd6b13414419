/**
 * The activations with a kink at 0: x where x is above 0 or NaN, another branch below. 0 belongs to the branch below.
 *
 *              at x ≤ 0
 *   relu       y = 0                      dx = 0, whatever dy is
 *   leakyRelu  y = slope · x              dx = slope · dy
 *   elu        y = alpha · (e^x − 1)      dx = alpha · e^x · dy
 *
 * Each test reads `x <= 0`, which is false for NaN. elu's y comes from expm1, as precise just below 0 as anywhere; its
 * gradient computes e^x anew, since y + alpha keeps few digits of it far below 0.
 *
 * A branch on the sign of data is guessed wrong half of the time, which costs three times what the arithmetic does. So relu
 * and leakyRelu read what they choose from a pair, at the index `Number(x <= 0)`.
 *
 * @module
 */
import { defineKernel } from '@gradspec/spec';
import { filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';

/** y = 0 where x ≤ 0, else x; float32 and float64. */
export const relu = defineKernel('relu', {
  forward: ({ inputs: { x } }) => ({
    outputs: { y: filled(x, (y) => whereAbove(x.data, x.data, y)) },
    saved: undefined,
  }),
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }) => ({
    x: filled(x, (dx) => whereAbove(x.data, dy.data, dx)),
  }),
});

/** y = slope · x where x ≤ 0, else x; float32 and float64. */
export const leakyRelu = defineKernel('leakyRelu', {
  forward: ({ inputs: { x }, attributes: { slope } }) => ({
    outputs: { y: filled(x, (y) => scaleBelow(slope, x.data, x.data, y)) },
    saved: undefined,
  }),
  backward: ({ inputs: { x }, attributes: { slope } }, { outputGrads: { y: dy } }) => ({
    x: filled(x, (dx) => scaleBelow(slope, x.data, dy.data, dx)),
  }),
});

/** y = alpha · (e^x − 1) where x ≤ 0, else x; float32 and float64. */
export const elu = defineKernel('elu', {
  forward: ({ inputs: { x }, attributes: { alpha } }) => ({
    outputs: { y: filled(x, (y) => bendBelow(alpha, x.data, y)) },
    saved: undefined,
  }),
  backward: ({ inputs: { x }, attributes: { alpha } }, { outputGrads: { y: dy } }) => ({
    x: filled(x, (dx) => bentGradient(alpha, x.data, dy.data, dx)),
  }),
});

/** to = 0 where x ≤ 0, else from. */
function whereAbove(x: FloatArray, from: FloatArray, to: FloatArray): void {
  const count = to.length;
  const choice = new Float64Array(2); // from, or 0
  for (let i = 0; i < count; i++) {
    choice[0] = from[i]!;
    to[i] = choice[Number(x[i]! <= 0)]!;
  }
}

/** to = slope · from where x ≤ 0, else from. */
function scaleBelow(slope: number, x: FloatArray, from: FloatArray, to: FloatArray): void {
  const count = to.length;
  const factor = Float64Array.of(1, slope);
  for (let i = 0; i < count; i++) to[i] = factor[Number(x[i]! <= 0)]! * from[i]!;
}

function bendBelow(alpha: number, x: FloatArray, y: FloatArray): void {
  const count = y.length;
  for (let i = 0; i < count; i++) y[i] = x[i]! <= 0 ? alpha * Math.expm1(x[i]!) : x[i]!;
}

function bentGradient(alpha: number, x: FloatArray, dy: FloatArray, dx: FloatArray): void {
  const count = dx.length;
  for (let i = 0; i < count; i++) dx[i] = x[i]! <= 0 ? dy[i]! * alpha * Math.exp(x[i]!) : dy[i]!;
}

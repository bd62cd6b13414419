/**
 * The activations made of e^x. Each derivative is a polynomial in y, so y is what is saved, and not copied.
 *
 *   exp      y = e^x                 dx = y · dy
 *   sigmoid  y = 1 / (1 + e^−x)      dx = y · (1 − y) · dy
 *   tanh     y = tanh x              dx = (1 − y) · (1 + y) · dy
 *
 * Where y is nearly 1, 1 − y is only as precise as y itself: a float32 sigmoid has the gradient 0 from x = 17.33 on, as
 * everywhere where y is saved. That is within the bound of the definition, whose 1 − y is a subtraction too.
 *
 * @module
 */
import * as functions from '@gradspec/kernels';
import type { FloatArray } from '@gradspec/kernels';
import { defineKernel } from '@gradspec/spec';
import { filled } from './filled.ts';

/** y = e^x, float32 and float64. */
export const exp = defineKernel('exp', {
  forward({ inputs: { x } }) {
    const y = filled(x, (data) => functions.exp(x.data, data));
    return { outputs: { y }, saved: y.data };
  },
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }, y) => ({
    x: filled(x, (dx) => expGradient(y, dy.data, dx)),
  }),
});

/** y = 1 / (1 + e^−x), float32 and float64. */
export const sigmoid = defineKernel('sigmoid', {
  forward({ inputs: { x } }) {
    const y = filled(x, (data) => functions.sigmoid(x.data, data));
    return { outputs: { y }, saved: y.data };
  },
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }, y) => ({
    x: filled(x, (dx) => sigmoidGradient(y, dy.data, dx)),
  }),
});

/** y = tanh x, float32 and float64. */
export const tanh = defineKernel('tanh', {
  forward({ inputs: { x } }) {
    const y = filled(x, (data) => functions.tanh(x.data, data));
    return { outputs: { y }, saved: y.data };
  },
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }, y) => ({
    x: filled(x, (dx) => tanhGradient(y, dy.data, dx)),
  }),
});

function expGradient(y: FloatArray, dy: FloatArray, dx: FloatArray): void {
  const count = dx.length;
  for (let i = 0; i < count; i++) dx[i] = dy[i]! * y[i]!;
}

function sigmoidGradient(y: FloatArray, dy: FloatArray, dx: FloatArray): void {
  const count = dx.length;
  for (let i = 0; i < count; i++) dx[i] = dy[i]! * (y[i]! * (1 - y[i]!));
}

function tanhGradient(y: FloatArray, dy: FloatArray, dx: FloatArray): void {
  const count = dx.length;
  for (let i = 0; i < count; i++) dx[i] = dy[i]! * ((1 - y[i]!) * (1 + y[i]!));
}

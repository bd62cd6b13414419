/**
 * Arithmetic with one tensor and a constant, one pass over its array.
 *
 *   scale        y = value · x     dx = value · dy
 *   addConstant  y = value + x     dx = dy
 *   reciprocal   y = 1 / x         dx = −dy / x²
 *
 * At x = ±0, y is ±∞ and dx is −∞ · dy. dy meets 1/x twice rather than 1/x² once, which can overflow where dx does not.
 *
 * @module
 */
import { defineKernel } from '@gradspec/spec';
import { copied, filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';

/** y = value · x, float32 and float64. */
export const scale = defineKernel('scale', {
  forward: ({ inputs: { x }, attributes: { value } }) => ({
    outputs: { y: filled(x, (y) => scaleAll(value, x.data, y)) },
    saved: undefined,
  }),
  backward: ({ inputs: { x }, attributes: { value } }, { outputGrads: { y: dy } }) => ({
    x: filled(x, (dx) => scaleAll(value, dy.data, dx)),
  }),
});

/** y = value + x, float32 and float64. */
export const addConstant = defineKernel('addConstant', {
  forward: ({ inputs: { x }, attributes: { value } }) => ({
    outputs: { y: filled(x, (y) => shiftAll(value, x.data, y)) },
    saved: undefined,
  }),
  backward: (_call, { outputGrads: { y: dy } }) => ({ x: copied(dy) }),
});

/** y = 1 / x, float32 and float64. */
export const reciprocal = defineKernel('reciprocal', {
  forward: ({ inputs: { x } }) => ({
    outputs: { y: filled(x, (y) => invertAll(x.data, y)) },
    saved: undefined,
  }),
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }) => ({
    x: filled(x, (dx) => invertedGradient(x.data, dy.data, dx)),
  }),
});

function scaleAll(value: number, x: FloatArray, y: FloatArray): void {
  const count = y.length;
  for (let i = 0; i < count; i++) y[i] = value * x[i]!;
}

function shiftAll(value: number, x: FloatArray, y: FloatArray): void {
  const count = y.length;
  for (let i = 0; i < count; i++) y[i] = value + x[i]!;
}

function invertAll(x: FloatArray, y: FloatArray): void {
  const count = y.length;
  for (let i = 0; i < count; i++) y[i] = 1 / x[i]!;
}

function invertedGradient(x: FloatArray, dy: FloatArray, dx: FloatArray): void {
  const count = dx.length;
  for (let i = 0; i < count; i++) {
    const y = 1 / x[i]!;
    dx[i] = -(dy[i]! * y * y);
  }
}

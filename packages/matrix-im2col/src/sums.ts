/**
 * Sums over a whole tensor, added up in float64 and rounded once.
 *
 *   sum           y = Σ x                dx = dy
 *   sumOfSquares  loss = scale · Σ x²    dx = 2 · scale · dloss · x
 *
 * @module
 */
import { defineKernel } from '@gradspec/spec';
import { filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';

/** The sum of all elements, float32 and float64. */
export const sum = defineKernel('sum', {
  forward: ({ inputs: { x }, dtype }) => ({
    outputs: { y: filled({ dtype, shape: [] }, (y) => (y[0] = sumOf(x.data))) },
    saved: undefined,
  }),
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }) => ({
    x: filled(x, (dx) => dx.fill(dy.data[0]!)),
  }),
});

/** scale times the sum of all squares, float32 and float64. */
export const sumOfSquares = defineKernel('sumOfSquares', {
  forward: ({ inputs: { x }, attributes: { scale }, dtype }) => ({
    outputs: { loss: filled({ dtype, shape: [] }, (loss) => (loss[0] = scale * squaresOf(x.data))) },
    saved: undefined,
  }),
  backward: ({ inputs: { x }, attributes: { scale } }, { outputGrads: { loss: dloss } }) => ({
    x: filled(x, (dx) => squaresGradient(scale * dloss.data[0]!, x.data, dx)),
  }),
});

function sumOf(x: FloatArray): number {
  const count = x.length;
  let total = 0;
  for (let i = 0; i < count; i++) total += x[i]!;
  return total;
}

function squaresOf(x: FloatArray): number {
  const count = x.length;
  let total = 0;
  for (let i = 0; i < count; i++) total += x[i]! * x[i]!;
  return total;
}

function squaresGradient(factor: number, x: FloatArray, dx: FloatArray): void {
  const count = dx.length;
  for (let i = 0; i < count; i++) dx[i] = 2 * (factor * x[i]!);
}

/**
 * The squared error, one loss per element or one for all.
 *
 *   ℓ = (prediction − target)²;  loss = ℓ, Σ ℓ or Σ ℓ / count, for the reductions none, sum and mean
 *   dprediction = 2 · (prediction − target) · dℓ,  dtarget = −dprediction,  dℓ = dloss, dloss or dloss / count
 *
 * The gradient of the target is that of the prediction with the two exchanged. Sums are made in float64.
 *
 * @module
 */
import { defineKernel, type Call, type FloatTensor } from '@gradspec/spec';
import { filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';

/** (prediction − target)², kept, summed or averaged; float32 and float64. */
export const meanSquaredError = defineKernel('meanSquaredError', {
  forward({ inputs: { prediction, target }, attributes: { reduction }, dtype, outputShapes }) {
    const [p, t] = [prediction.data, target.data];
    const loss = filled({ dtype, shape: outputShapes.loss }, (data) => {
      if (reduction === 'none') squareErrors(p, t, data);
      else data[0] = sumSquaredErrors(p, t) / (reduction === 'mean' ? p.length : 1);
    });
    return { outputs: { loss }, saved: undefined };
  },
  backward: (call, { outputGrads: { loss: dloss }, wanted }) => ({
    ...(wanted.has('prediction') && { prediction: errorGradient(call, 'prediction', dloss) }),
    ...(wanted.has('target') && { target: errorGradient(call, 'target', dloss) }),
  }),
});

/** 2 · (one − other) · dℓ, where `one` is the input whose gradient it is. */
function errorGradient(
  { inputs, attributes: { reduction } }: Call<'meanSquaredError'>,
  of: 'prediction' | 'target',
  dloss: FloatTensor,
): FloatTensor {
  const one = inputs[of].data;
  const other = inputs[of === 'target' ? 'prediction' : 'target'].data;
  return filled(inputs[of], (gradient) => {
    if (reduction === 'none') weighErrors(one, other, dloss.data, gradient);
    else scaleErrors(one, other, dloss.data[0]! / (reduction === 'mean' ? one.length : 1), gradient);
  });
}

function squareErrors(p: FloatArray, t: FloatArray, losses: FloatArray): void {
  const count = losses.length;
  for (let i = 0; i < count; i++) {
    const error = p[i]! - t[i]!;
    losses[i] = error * error;
  }
}

function sumSquaredErrors(p: FloatArray, t: FloatArray): number {
  const count = p.length;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const error = p[i]! - t[i]!;
    total += error * error;
  }
  return total;
}

/** gradient = 2 · (one − other) · dℓ with a dℓ per element. */
function weighErrors(one: FloatArray, other: FloatArray, dlosses: FloatArray, gradient: FloatArray): void {
  const count = gradient.length;
  for (let i = 0; i < count; i++) gradient[i] = 2 * (dlosses[i]! * (one[i]! - other[i]!));
}

/** gradient = 2 · (one − other) · dℓ with one dℓ for all. */
function scaleErrors(one: FloatArray, other: FloatArray, dloss: number, gradient: FloatArray): void {
  const count = gradient.length;
  for (let i = 0; i < count; i++) gradient[i] = 2 * (dloss * (one[i]! - other[i]!));
}

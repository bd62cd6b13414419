/**
 * The three pieces that conv and convTranspose are made of, for the sizes of one conv.
 *
 *   along     y  = W · im2col(x) + b
 *   back      dX = col2im(Wᵀ · dY), computed as a correlation of dY, phase by phase of the stride
 *   weights   dW = Σ_n dY · im2col(x)ᵀ
 *
 * conv is `along` with the gradients `back` and `weights`; convTranspose is `back` with the gradients `along` and `weights`.
 *
 * The fast way multiplies the zeros around the source. Where the other factor is not finite that would be 0 · ∞ for an element
 * that is not there, so then the textbook's way computes the call.
 *
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';
import { arrayOf, type FloatDtype } from '@gradspec/spec';
import { convolveByColumns, inputGradientByColumns, weightGradientByColumns } from '../by-columns.ts';
import type { Geometry } from '../geometry.ts';
import { correlate } from './correlate.ts';
import { adjointPlan, forwardPlan, type Plan } from './plan.ts';
import { weigh } from './weigh.ts';
import { winogradCorrelate } from './winograd.ts';

/** How correlations are computed: as direct sums, or by Winograd's way where it suits them. */
export type Method = 'direct' | 'winograd';

/** y = W · im2col(x) + b: [N, groups·MG, …O]. */
export function along(
  geometry: Geometry,
  dtype: FloatDtype,
  { x, w, b, method }: { x: FloatArray; w: FloatArray; b?: FloatArray | undefined; method: Method },
): FloatArray {
  return (
    correlateBy(method, forwardPlan(geometry), dtype, { source: x, w, bias: b }) ??
    convolveByColumns(geometry, dtype, { x, w, b })
  );
}

/** dX = col2im(Wᵀ · dY) + b: [N, groups·CG, …S]. Only convTranspose has a b. */
export function back(
  geometry: Geometry,
  dtype: FloatDtype,
  { dy, w, b, method }: { dy: FloatArray; w: FloatArray; b?: FloatArray | undefined; method: Method },
): FloatArray {
  return (
    correlateBy(method, adjointPlan(geometry), dtype, { source: dy, w, bias: b }) ??
    arrayOf(dtype).from(inputGradientByColumns(geometry, { dy, w, b }))
  );
}

function correlateBy(
  method: Method,
  plan: Plan,
  dtype: FloatDtype,
  factors: { source: FloatArray; w: FloatArray; bias: FloatArray | undefined },
): FloatArray | undefined {
  const quick = method === 'winograd' && dtype === 'float32' && winogradCorrelate(plan, factors);
  return quick || correlate(plan, dtype, factors);
}

/** dW = Σ_n dY · im2col(x)ᵀ: [groups·MG, CG, …K]. */
export function weights(
  geometry: Geometry,
  dtype: FloatDtype,
  { x, dy }: { x: FloatArray; dy: FloatArray },
): FloatArray {
  return (
    weigh(geometry, dtype, { x, dy }) ?? arrayOf(dtype).from(weightGradientByColumns(geometry, { x, dy }))
  );
}

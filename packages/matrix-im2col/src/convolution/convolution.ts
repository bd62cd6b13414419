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
import { elementCount, type FloatDtype } from '@gradspec/spec';
import { convolveByColumns, inputGradientByColumns, weightGradientByColumns } from '../by-columns.ts';
import type { Geometry, Triple } from '../geometry.ts';
import { allFinite } from '../present-product.ts';
import { correlate } from './correlate.ts';
import { adjointSamplings, forwardSamplings, paddingOf } from './sampling.ts';
import type { Samplings } from './tables.ts';
import { weigh } from './weigh.ts';

/** y = W · im2col(x) + b: [N, groups·MG, …O]. */
export function along(
  geometry: Geometry,
  dtype: FloatDtype,
  { x, w, b }: { x: FloatArray; w: FloatArray; b?: FloatArray | undefined },
): FloatArray {
  const { N, groups, CG, MG, S, K, O } = geometry;
  const phases = [forwardSamplings(geometry)];
  if (isPadded(S, phases) && !allFinite(w)) return convolveByColumns(geometry, dtype, { x, w, b });
  const channelStride = elementCount(K);
  const correlation = { N, groups, rows: MG, channels: CG, sourceSizes: S, targetSizes: O, phases, K };
  return correlate({ ...correlation, rowStride: CG * channelStride, channelStride }, dtype, {
    source: x,
    w,
    bias: b,
  });
}

/** dX = col2im(Wᵀ · dY) + b: [N, groups·CG, …S]. Only convTranspose has a b. */
export function back(
  geometry: Geometry,
  dtype: FloatDtype,
  { dy, w, b }: { dy: FloatArray; w: FloatArray; b?: FloatArray | undefined },
): FloatArray {
  const { N, groups, CG, MG, S, K, O } = geometry;
  if (!allFinite(w)) return inputGradientByColumns(geometry, { w, dy });
  const phases = adjointSamplings(geometry);
  const rowStride = elementCount(K);
  const correlation = { N, groups, rows: CG, channels: MG, sourceSizes: O, targetSizes: S, phases, K };
  return correlate({ ...correlation, rowStride, channelStride: CG * rowStride }, dtype, {
    source: dy,
    w,
    bias: b,
  });
}

/** dW = Σ_n dY · im2col(x)ᵀ: [groups·MG, CG, …K]. */
export function weights(
  geometry: Geometry,
  dtype: FloatDtype,
  { x, dy }: { x: FloatArray; dy: FloatArray },
): FloatArray {
  if (isPadded(geometry.S, [forwardSamplings(geometry)]) && !allFinite(dy))
    return weightGradientByColumns(geometry, { x, dy });
  return weigh(geometry, dtype, { x, dy });
}

/** Whether any sampling reads beyond the source. */
function isPadded(source: Triple, phases: readonly Samplings[]): boolean {
  const { sizes } = paddingOf(source, phases);
  return sizes.some((size, axis) => size !== source[axis]);
}

/**
 * The three pieces that conv, convTranspose and avgPool are made of.
 *
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';
import { arrayOf, type FloatDtype } from '@gradspec/spec';
import { inputGradientsDirectly, outputsDirectly, weightGradientsDirectly } from './direct.ts';
import { volume, type Geometry } from './geometry.ts';
import { correlate, correlateBack } from './sums.ts';
import { correlateForWeights } from './weight-gradient.ts';

/** y without a bias: [N, groups·MG, …O]. */
export function along(
  geometry: Geometry,
  dtype: FloatDtype,
  { x, w }: { x: FloatArray; w: FloatArray },
): FloatArray {
  const { N, groups, MG, O } = geometry;
  const y = new (arrayOf(dtype))(N * groups * MG * volume(O));
  if (!correlate(geometry, dtype, { x, w, y })) outputsDirectly(geometry, { x, w, y });
  return y;
}

/** dx: [N, groups·CG, …S]. */
export function back(
  geometry: Geometry,
  dtype: FloatDtype,
  { dy, w }: { dy: FloatArray; w: FloatArray },
): FloatArray {
  const { N, groups, CG, S } = geometry;
  const dx = new (arrayOf(dtype))(N * groups * CG * volume(S));
  if (!correlateBack(geometry, dtype, { dy, w, dx })) inputGradientsDirectly(geometry, { dy, w, dx });
  return dx;
}

/** dw: [groups·MG, CG, …K]. */
export function weights(
  geometry: Geometry,
  dtype: FloatDtype,
  { x, dy }: { x: FloatArray; dy: FloatArray },
): FloatArray {
  const { groups, CG, MG, K } = geometry;
  const dw = new (arrayOf(dtype))(groups * MG * CG * volume(K));
  if (!correlateForWeights(geometry, dtype, { x, dy, dw })) weightGradientsDirectly(geometry, { x, dy, dw });
  return dw;
}

/** Adds b[m] to every element of channel m of y, [N, M, positions]. */
export function addBias(y: FloatArray, b: FloatArray, positions: number): void {
  for (let at = 0, plane = 0; at < y.length; plane++) {
    const bias = b[plane % b.length]!;
    for (const end = at + positions; at < end; at++) y[at]! += bias;
  }
}

/** db[m] = Σ dy[n, m, o] over n and o: a plain sum. */
export function biasGradient(dtype: FloatDtype, dy: FloatArray, M: number, positions: number): FloatArray {
  const sums = new Float64Array(M);
  for (let at = 0, plane = 0; at < dy.length; plane++)
    for (const end = at + positions; at < end; at++) sums[plane % M]! += dy[at]!;
  return arrayOf(dtype).from(sums);
}

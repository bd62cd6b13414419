/**
 * Softmax and cross-entropy in one, whose gradient is the probabilities with 1 taken from the right one.
 *
 *   ℓ    = log Σ_j e^s_j − s_y = (m − s_y) + log Σ_j u_j,     u_j = e^(s_j − m),  m = max_j s_j
 *   ds_j = dℓ · p_j for j ≠ y,   p_j = u_j / Σ u
 *   ds_y = dℓ · (p_y − 1) = −dℓ · Σ_{j ≠ y} p_j
 *
 * A sure and right answer has a tiny loss and tiny gradients. They keep their digits because nothing is subtracted from 1:
 * the logarithm is log1p of what Σ u has beyond 1, and the right class's gradient is a sum over the others. The local
 * gradients ∂ℓ/∂s are made in the forward pass, in the array in which u was, and saved. A row whose label
 * is −1 has none: nothing reads what stands there.
 *
 * @module
 */
import { exp, type FloatArray } from '@gradspec/kernels';
import { arrayOf, defineKernel } from '@gradspec/spec';
import { filled } from './filled.ts';

import { lossGradients, reduceLosses } from './reduction.ts';
import { shiftRows } from './softmax.ts';

/** log Σ_j e^s_j − s_y per label, kept, summed or averaged; float32 and float64. */
export const softmaxCrossEntropy = defineKernel('softmaxCrossEntropy', {
  forward(call) {
    const { scores, labels } = call.inputs;
    const K = scores.shape.at(-1)!;
    const rows = new (arrayOf(call.dtype))(scores.data.length);
    const losses = new Float64Array(labels.data.length);
    const labelled = new Float64Array(labels.data.length);
    shiftRows(scores.data, K, rows);
    addDistances(rows, K, labels.data, losses);
    exp(rows, rows);
    makeLocalGradients({ rows, labelled }, K, labels.data, losses);
    return { outputs: { loss: reduceLosses(call, losses) }, saved: { rows, labelled } };
  },
  backward(call, { outputGrads: { loss: dloss } }, saved) {
    const { scores, labels } = call.inputs;
    const dlosses = lossGradients(call, dloss);
    const K = scores.shape.at(-1)!;
    return { scores: filled(scores, (ds) => weighRows(saved, K, labels.data, dlosses, ds)) };
  },
});

/** ℓ += m − s_y, which is what the label's shifted score is short of 0. */
function addDistances(shifted: FloatArray, K: number, labels: Int32Array, losses: Float64Array): void {
  for (let l = 0; l < labels.length; l++) if (labels[l] !== -1) losses[l]! -= shifted[l * K + labels[l]!]!;
}

/** ∂ℓ/∂s: of the labelled scores in float64, since a float32 would round them once more, and of all others in rows. */
interface LocalGradients {
  readonly rows: FloatArray;
  /** Per label. */
  readonly labelled: Float64Array;
}

/** Turns every labelled row of u into ∂ℓ/∂s, and adds log Σ u to its ℓ. */
function makeLocalGradients(
  { rows, labelled }: LocalGradients,
  K: number,
  labels: Int32Array,
  losses: Float64Array,
): void {
  for (let l = 0; l < labels.length; l++) {
    if (labels[l] === -1) continue;
    const [start, end] = [l * K, l * K + K];
    const right = start + labels[l]!;
    const own = rows[right]!;
    rows[right] = 0;
    let others = 0;
    for (let at = start; at < end; at++) others += rows[at]!;
    const factor = 1 / (others + own);
    for (let at = start; at < end; at++) rows[at]! *= factor;
    labelled[l] = own > others ? -others * factor : own * factor - 1; // no cancellation in either
    losses[l]! += Math.log1p(others + (own - 1)); // the largest u is 1, so this is not negative
  }
}

/** ds = dℓ · ∂ℓ/∂s; a row whose label is −1 stays 0, whatever its dℓ is. */
function weighRows(
  { rows, labelled }: LocalGradients,
  K: number,
  labels: Int32Array,
  dlosses: FloatArray,
  ds: FloatArray,
): void {
  for (let l = 0; l < labels.length; l++) {
    if (labels[l] === -1) continue;
    const dl = dlosses[l]!;
    for (let at = l * K; at < l * K + K; at++) ds[at] = dl * rows[at]!;
    ds[l * K + labels[l]!] = dl * labelled[l]!;
  }
}

/**
 * The multiclass hinge loss: every wrong class whose score comes nearer to the right one's than `margin` costs what it is
 * too near.
 *
 *   ℓ    = Σ_{j ≠ y} max(0, e_j),   e_j = s_j − s_y + margin
 *   ds_j = dℓ where e_j > 0 or NaN, else 0;   ds_y = −dℓ · how many those are
 *
 * The backward pass computes each e_j again: it is one comparison, and nothing need be saved.
 *
 * Source: Weston and Watkins 1999; cs231n, "Linear Classification".
 * @module
 */
import { defineKernel, type Call } from '@gradspec/spec';
import { filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';
import { lossGradients, reduceLosses } from './reduction.ts';

/** Σ_{j ≠ y} max(0, s_j − s_y + margin) per label, kept, summed or averaged; float32 and float64. */
export const hingeLoss = defineKernel('hingeLoss', {
  forward(call) {
    const losses = new Float64Array(call.inputs.labels.data.length);
    addExcesses(rowsOf(call), losses);
    return { outputs: { loss: reduceLosses(call, losses) }, saved: undefined };
  },
  backward(call, { outputGrads: { loss: dloss } }) {
    const dlosses = lossGradients(call, dloss);
    return { scores: filled(call.inputs.scores, (ds) => spreadGradients(rowsOf(call), dlosses, ds)) };
  },
});

/** Scores [L, K] with a label per row. */
interface Rows {
  readonly scores: FloatArray;
  readonly labels: Int32Array;
  readonly K: number;
  readonly margin: number;
}

const rowsOf = ({ inputs: { scores, labels }, attributes: { margin } }: Call<'hingeLoss'>): Rows => ({
  scores: scores.data,
  labels: labels.data,
  K: scores.shape.at(-1)!,
  margin,
});

function addExcesses({ scores, labels, K, margin }: Rows, losses: Float64Array): void {
  for (let l = 0; l < labels.length; l++) {
    if (labels[l] === -1) continue;
    const right = l * K + labels[l]!;
    const own = scores[right]!;
    for (let at = l * K; at < l * K + K; at++) {
      const excess = scores[at]! - own + margin;
      if (at !== right && !(excess <= 0)) losses[l]! += excess;
    }
  }
}

function spreadGradients({ scores, labels, K, margin }: Rows, dlosses: FloatArray, ds: FloatArray): void {
  for (let l = 0; l < labels.length; l++) {
    if (labels[l] === -1) continue;
    const right = l * K + labels[l]!;
    const [own, dl] = [scores[right]!, dlosses[l]!];
    let nearer = 0;
    for (let at = l * K; at < l * K + K; at++) {
      if (at === right || scores[at]! - own + margin <= 0) continue;
      ds[at] = dl;
      nearer++;
    }
    if (nearer > 0) ds[right] = -dl * nearer; // 0 classes pass nothing on, also not 0 · ∞
  }
}

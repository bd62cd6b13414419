/**
 * Losses of every row r of scores (all their axes but the last) with its label y, and of every element.
 *
 *   softmaxCrossEntropy  ℓ = log Σ_j e^{s_j} − s_y                     ds_k = (p_k − [k = y]) · dℓ,  p = softmax(s)
 *   hingeLoss            ℓ = Σ_{j ≠ y} max(0, s_j − s_y + margin)      ds_j = dℓ where the margin is missed,
 *                                                                      ds_y = −dℓ · (how many j miss it)
 *   meanSquaredError     ℓ = (prediction − target)²                    dprediction = 2(prediction − target) · dℓ = −dtarget
 *   sumOfSquares         loss = scale · Σ x²                           dx = 2 · scale · x · dloss
 *
 * A label of −1 is not counted: its ℓ and its gradient are 0 whatever its scores are, and the mean leaves it out. In the
 * cross entropy the maximum is subtracted from the scores, which changes nothing but keeps e^s from overflowing.
 *
 * @module
 */
import { defineKernel, elementCount, tensor, type Int32Tensor } from '@gradspec/spec';
import { reduce, reduceBackward } from '../reduction.ts';
import { softmaxOf } from './softmax.ts';

const countedIn = (labels: Int32Tensor): number => labels.data.filter((label) => label !== -1).length;

function crossEntropyOf(scores: ArrayLike<number>, y: number): number {
  let max = -Infinity;
  for (let j = 0; j < scores.length; j++) max = Math.max(max, scores[j]!);
  let sum = 0;
  for (let j = 0; j < scores.length; j++) sum += Math.exp(scores[j]! - max);
  return Math.log(sum) - (scores[y]! - max);
}

/** `softmaxCrossEntropy`: scores[…,K], labels int32[…] → loss[…] or loss[]. */
export const softmaxCrossEntropy = defineKernel('softmaxCrossEntropy', {
  forward({ inputs: { scores, labels }, attributes: { reduction }, outputShapes, dtype }) {
    const K = scores.shape.at(-1)!;
    const losses = new Float64Array(labels.data.length);
    const p = new Float64Array(scores.data.length);
    labels.data.forEach((y, r) => {
      if (y === -1) return;
      const row = scores.data.subarray(r * K, (r + 1) * K);
      losses[r] = crossEntropyOf(row, y);
      p.set(softmaxOf(row), r * K);
    });
    const loss = reduce(losses, reduction, countedIn(labels));
    return { outputs: { loss: tensor(dtype, outputShapes.loss, loss) }, saved: p };
  },

  backward(
    { inputs: { scores, labels }, attributes: { reduction }, dtype },
    { outputGrads: { loss: dloss } },
    p,
  ) {
    const K = scores.shape.at(-1)!;
    const ds = new Float64Array(scores.data.length);
    labels.data.forEach((y, r) => {
      if (y === -1) return;
      const dl = reduceBackward(dloss, r, reduction, countedIn(labels));
      for (let k = 0; k < K; k++) ds[r * K + k] = (p[r * K + k]! - (k === y ? 1 : 0)) * dl;
    });
    return { scores: tensor(dtype, scores.shape, ds) };
  },
});

/** `hingeLoss`: scores[…,K], labels int32[…] → loss[…] or loss[]. */
export const hingeLoss = defineKernel('hingeLoss', {
  forward({ inputs: { scores, labels }, attributes: { reduction, margin }, outputShapes, dtype }) {
    const K = scores.shape.at(-1)!;
    const losses = new Float64Array(labels.data.length);
    const missed = new Array<boolean>(scores.data.length).fill(false);
    labels.data.forEach((y, r) => {
      for (let j = 0; j < K; j++) {
        if (y === -1 || j === y) continue;
        const short = scores.data[r * K + j]! - scores.data[r * K + y]! + margin;
        if (short <= 0) continue;
        losses[r]! += short;
        missed[r * K + j] = true;
      }
    });
    const loss = reduce(losses, reduction, countedIn(labels));
    return { outputs: { loss: tensor(dtype, outputShapes.loss, loss) }, saved: missed };
  },

  backward(
    { inputs: { scores, labels }, attributes: { reduction }, dtype },
    { outputGrads: { loss: dloss } },
    missed,
  ) {
    const K = scores.shape.at(-1)!;
    const ds = new Float64Array(scores.data.length);
    labels.data.forEach((y, r) => {
      const dl = reduceBackward(dloss, r, reduction, countedIn(labels));
      for (let j = 0; j < K; j++) {
        if (!missed[r * K + j]) continue;
        ds[r * K + j]! += dl;
        ds[r * K + y]! -= dl;
      }
    });
    return { scores: tensor(dtype, scores.shape, ds) };
  },
});

/** `meanSquaredError`: prediction[…], target[…] → loss[…] or loss[]. */
export const meanSquaredError = defineKernel('meanSquaredError', {
  forward({ inputs: { prediction, target }, attributes: { reduction }, outputShapes, dtype }) {
    const difference = Float64Array.from(prediction.data, (v, i) => v - target.data[i]!);
    const losses = difference.map((d) => d * d);
    const loss = reduce(losses, reduction, losses.length);
    return { outputs: { loss: tensor(dtype, outputShapes.loss, loss) }, saved: difference };
  },

  backward(
    { inputs: { prediction }, attributes: { reduction }, dtype },
    { outputGrads: { loss: dloss } },
    difference,
  ) {
    const { shape } = prediction;
    const counted = elementCount(shape);
    const dp = difference.map((d, i) => 2 * d * reduceBackward(dloss, i, reduction, counted));
    return {
      prediction: tensor(dtype, shape, dp),
      target: tensor(
        dtype,
        shape,
        dp.map((d) => -d),
      ),
    };
  },
});

/** `sumOfSquares`: x[…] → loss[]. */
export const sumOfSquares = defineKernel('sumOfSquares', {
  forward({ inputs: { x }, attributes: { scale }, dtype }) {
    let sum = 0;
    for (const v of x.data) sum += v * v;
    return { outputs: { loss: tensor(dtype, [], [scale * sum]) }, saved: undefined };
  },
  backward({ inputs: { x }, attributes: { scale }, dtype }, { outputGrads: { loss: dloss } }) {
    const dx = Float64Array.from(x.data, (v) => 2 * scale * v * dloss.data[0]!);
    return { x: tensor(dtype, x.shape, dx) };
  },
});

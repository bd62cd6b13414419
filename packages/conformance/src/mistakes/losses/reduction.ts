/**
 * Losses of scores and labels row by row, for mistakes that change the loss of a row or its gradient.
 *
 * @module
 */
import { tensor, type FloatTensor, type Int32Tensor } from '@gradspec/spec';

/** A call of a loss of scores [R, K] and labels [R]. */
interface Classified {
  readonly inputs: { readonly scores: FloatTensor; readonly labels: Int32Tensor };
  readonly attributes: { readonly reduction: 'none' | 'sum' | 'mean' };
}

/** What the loss of a row, or its gradient, is multiplied by; a label of −1 counts nothing. */
export function weightOf({ inputs: { labels }, attributes: { reduction } }: Classified): number {
  return reduction === 'mean' ? 1 / labels.data.filter((label) => label !== -1).length : 1;
}

/** The loss as reduced from the losses of the counted rows. */
export const lossBy =
  <Call extends Classified>(ofRow: (scores: Float64Array, label: number, call: Call) => number) =>
  (loss: FloatTensor, call: Call): FloatTensor => {
    const { scores, labels } = call.inputs;
    const K = scores.shape.at(-1)!;
    const weight = weightOf(call);
    const losses = Array.from(labels.data, (label, r) =>
      label === -1
        ? 0
        : ofRow(Float64Array.from(scores.data.slice(r * K, (r + 1) * K)), label, call) * weight,
    );
    const values =
      call.attributes.reduction === 'none' ? losses : [losses.reduce((total, one) => total + one, 0)];
    return tensor(loss.dtype, loss.shape, values);
  };

/** dscores from the gradients of the counted rows, which the reduction and dloss are multiplied to. */
export const gradientBy =
  <Call extends Classified & { readonly outputGrads: { readonly loss: FloatTensor } }>(
    ofRow: (scores: Float64Array, label: number, call: Call) => ArrayLike<number>,
  ) =>
  (dscores: FloatTensor, call: Call): FloatTensor => {
    const { scores, labels } = call.inputs;
    const dloss = call.outputGrads.loss.data;
    const K = scores.shape.at(-1)!;
    const weight = weightOf(call);
    const values = new Float64Array(dscores.data.length);
    labels.data.forEach((label, r) => {
      if (label === -1) return;
      const row = ofRow(Float64Array.from(scores.data.slice(r * K, (r + 1) * K)), label, call);
      const factor = weight * dloss[call.attributes.reduction === 'none' ? r : 0]!;
      values.set(
        Array.from(row, (value) => value * factor),
        r * K,
      );
    });
    return tensor(dscores.dtype, dscores.shape, values);
  };

/** The softmax of a row. */
export function softmaxOf(scores: ArrayLike<number>): number[] {
  const most = Array.from(scores).reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = Array.from(scores, (score) => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/**
 * Losses.
 *
 *   softmaxCrossEntropy  ℓ = −log(e^{s_y} / Σ_j e^{s_j})
 *   hingeLoss            ℓ = Σ_{j ≠ y} max(0, s_j − s_y + margin)         cs231n's multiclass SVM
 *   meanSquaredError     ℓ = (prediction − target)²
 *   sumOfSquares         loss = scale · Σ x²                             L2 regularisation
 *
 * `reduction` makes one number of the ℓ's: their sum, their mean, or `none` to keep them. A label of −1 is not counted:
 * its ℓ is 0, and the mean divides by the others only.
 *
 * Source: cs231n, "Linear Classification"; torch.nn.CrossEntropyLoss (ignore_index), MSELoss.
 * @module
 */
import { choice, finiteNumber, type Given } from '../attributes.ts';
import type { Loss, OneInput, OperatorSpec, Policy, Question, ScoresAndLabels } from '../operator.ts';
import { elementCount, type FloatTensor, type Shape } from '../tensor.ts';

/** How the losses of the elements become one. */
export type Reduction = 'none' | 'sum' | 'mean';

/** The types of `softmaxCrossEntropy`: scores[…,K], labels int32[…] → loss. */
export interface SoftmaxCrossEntropy {
  inputs: ScoresAndLabels;
  attributes: { reduction: Reduction };
  required: never;
  outputs: Loss;
}
/** The types of `hingeLoss`: scores[…,K], labels int32[…] → loss. */
export interface HingeLoss {
  inputs: ScoresAndLabels;
  attributes: { reduction: Reduction; margin: number };
  required: never;
  outputs: Loss;
}
/** The types of `meanSquaredError`: prediction[…], target[…] → loss. */
export interface MeanSquaredError {
  inputs: { prediction: FloatTensor; target: FloatTensor };
  attributes: { reduction: Reduction };
  required: never;
  outputs: Loss;
}
/** The types of `sumOfSquares`: x[…] → loss[]. */
export interface SumOfSquares {
  inputs: OneInput;
  attributes: { scale: number };
  required: never;
  outputs: Loss;
}

const reductionText = 'none keeps one loss per element; sum; mean (mean)';
const readReduction = (question: Given): Reduction =>
  choice(question, 'reduction', ['none', 'sum', 'mean'] as const, 'mean');
const reduced = (reduction: Reduction, shape: Shape): Shape => (reduction === 'none' ? shape : []);

function checkLabels(
  question: Question<SoftmaxCrossEntropy> | Question<HingeLoss>,
  labels: Int32Array,
  reduction: Reduction,
): void {
  const K = question.sizes.K!;
  const wrong = labels.findIndex((label) => label < -1 || label >= K);
  if (wrong >= 0)
    question.fail('bad-label', 'labels', `classes 0 to ${K - 1}, or -1`, `${labels[wrong]} at ${wrong}`);
  if (reduction === 'mean' && labels.every((label) => label === -1))
    question.fail('empty-mean', 'labels', 'one label other than -1 for reduction mean', 'none');
}

const uncounted: Policy = {
  at: 'a label of −1',
  rule: 'its loss and its gradient are 0 and the mean leaves it out',
  because: 'padded positions and unlabelled pixels must not count; a mean over no label at all is an error',
};

/** The specification of `softmaxCrossEntropy`. */
export const softmaxCrossEntropy: OperatorSpec<SoftmaxCrossEntropy> = {
  name: 'softmaxCrossEntropy',
  formula: 'ℓ = log Σ_j e^s_j − s_y',
  inputs: { scores: { layout: '...L,K' }, labels: { layout: '...L', dtype: 'int32' } },
  outputs: { loss: '...R' },
  attributes: { reduction: reductionText },
  policies: [uncounted],
  infer(question) {
    const reduction = readReduction(question);
    return { attributes: { reduction }, outputs: { loss: reduced(reduction, question.axes.L!) } };
  },
  checkValues: (question, { labels }, { reduction }) => checkLabels(question, labels.data, reduction),
};

/** The specification of `hingeLoss`. */
export const hingeLoss: OperatorSpec<HingeLoss> = {
  name: 'hingeLoss',
  formula: 'ℓ = Σ_{j≠y} max(0, s_j − s_y + margin)',
  inputs: { scores: { layout: '...L,K' }, labels: { layout: '...L', dtype: 'int32' } },
  outputs: { loss: '...R' },
  attributes: { reduction: reductionText, margin: 'how far the right score must be ahead (1)' },
  policies: [
    uncounted,
    {
      at: 's_j − s_y + margin = 0',
      rule: 'the gradient is 0',
      because: '0 belongs to the branch below it, as in relu',
    },
  ],
  infer(question) {
    const reduction = readReduction(question);
    const margin = finiteNumber(question, 'margin', 1);
    return { attributes: { reduction, margin }, outputs: { loss: reduced(reduction, question.axes.L!) } };
  },
  checkValues: (question, { labels }, { reduction }) => checkLabels(question, labels.data, reduction),
};

/** The specification of `meanSquaredError`. */
export const meanSquaredError: OperatorSpec<MeanSquaredError> = {
  name: 'meanSquaredError',
  formula: 'ℓ = (prediction − target)²',
  inputs: { prediction: { layout: '...L' }, target: { layout: '...L' } },
  outputs: { loss: '...R' },
  attributes: { reduction: reductionText },
  policies: [],
  infer(question) {
    const reduction = readReduction(question);
    const L = question.axes.L!;
    if (reduction === 'mean' && elementCount(L) === 0)
      question.fail('empty-mean', 'prediction', 'one element or more for reduction mean', L);
    return { attributes: { reduction }, outputs: { loss: reduced(reduction, L) } };
  },
};

/** The specification of `sumOfSquares`. */
export const sumOfSquares: OperatorSpec<SumOfSquares> = {
  name: 'sumOfSquares',
  formula: 'loss = scale · Σ x²',
  inputs: { x: { layout: '...L' } },
  outputs: { loss: '' },
  attributes: { scale: 'the factor, λ in a regularised loss (1)' },
  policies: [],
  infer: (question) => ({ attributes: { scale: finiteNumber(question, 'scale', 1) }, outputs: { loss: [] } }),
};

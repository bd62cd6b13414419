/**
 * The mistakes of softmaxCrossEntropy.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';
import { gradientBy, lossBy, softmaxOf, weightOf } from './reduction.ts';

const crossEntropy = variationsOf('softmaxCrossEntropy');
const stability = 'cs231n, Linear Classification: practical issues, numeric stability';
const caseStudy = 'cs231n, Neural Networks case study: dscores[range(N), y] -= 1';

const labelled = (label: number, f: (k: number, isLabel: boolean) => number, K: number) =>
  Array.from({ length: K }, (_, k) => f(k, k === label));

/** Of all labels, the share that counts, where a mean is taken. */
function shareCounted(call: Parameters<typeof weightOf>[0]): number {
  if (call.attributes.reduction !== 'mean') return 1;
  return 1 / (weightOf(call) * call.inputs.labels.data.length);
}

/** All of them. */
export const crossEntropyMistakes: readonly Mistake[] = [
  {
    id: 'softmaxCrossEntropy/one-not-subtracted',
    operator: 'softmaxCrossEntropy',
    name: {
      en: 'the gradient is the probabilities',
      ko: '정답 클래스에서 1을 빼지 않고 확률을 그대로 그래디언트로 쓴다',
    },
    symptom: 'every score falls, that of the label, too',
    why: 'dscores[label] −= 1 was forgotten',
    mend: 'dscores = p − [k = label]',
    source: caseStudy,
    wrong: ['dscores'],
    plant: crossEntropy.changed({ dscores: gradientBy(softmaxOf) }),
  },
  {
    id: 'softmaxCrossEntropy/label-minus-p',
    operator: 'softmaxCrossEntropy',
    name: { en: 'the gradient is label minus probability', ko: '그래디언트의 부호가 반대이다 (정답 − 확률)' },
    symptom: 'the loss rises',
    why: 'the error of older texts is target minus output, and is added to the weights',
    mend: 'dscores = p − [k = label], and the step is against it',
    source: 'Bishop: Pattern Recognition and Machine Learning, 4.3.4',
    wrong: ['dscores'],
    plant: crossEntropy.changed({ dscores: (dscores) => map(dscores, (value) => -value) }),
  },
  {
    id: 'softmaxCrossEntropy/gradient-not-averaged',
    operator: 'softmaxCrossEntropy',
    name: { en: 'the gradient is a sum where the loss is a mean', ko: '손실은 평균인데 그래디언트는 합이다' },
    symptom: 'dscores is too large by the number of counted labels with reduction mean',
    why: 'dscores /= N was forgotten',
    mend: 'divide by the number of counted labels',
    source: 'cs231n, Neural Networks case study: dscores /= num_examples',
    wrong: ['dscores'],
    plant: crossEntropy.changed({
      dscores: (dscores, call) => map(dscores, (value) => value / weightOf(call)),
    }),
  },
  {
    id: 'softmaxCrossEntropy/mean-counts-ignored',
    operator: 'softmaxCrossEntropy',
    name: {
      en: 'the mean divides by all labels, those of −1 too',
      ko: '평균을 낼 때 −1 라벨까지 세어 나눈다',
    },
    symptom: 'loss and gradient are too small where labels are −1',
    why: 'the loss of an ignored row is set to 0 and then averaged',
    mend: 'divide by the number of labels other than −1',
    source: 'torch.nn.CrossEntropyLoss: ignore_index',
    wrong: ['loss', 'dscores'],
    plant: crossEntropy.changed({
      loss: (loss, call) => map(loss, (value) => value * shareCounted(call)),
      dscores: (dscores, call) => map(dscores, (value) => value * shareCounted(call)),
    }),
  },
  {
    id: 'softmaxCrossEntropy/ignored-label-is-last-class',
    operator: 'softmaxCrossEntropy',
    name: { en: 'a label of −1 is taken for the last class', ko: '라벨 −1을 마지막 클래스로 본다' },
    symptom: 'padding is learnt as the last class',
    why: 'scores[−1] is the last element in Python',
    mend: 'leave rows with the label −1 out',
    source: 'NumPy documentation: negative indices count from the end',
    wrong: ['loss', 'dscores'],
    plant: crossEntropy.asked(({ inputs: { labels, scores } }) => {
      const last = scores.shape.at(-1)! - 1;
      return { inputs: { labels: { ...labels, data: labels.data.map((l) => (l === -1 ? last : l)) } } };
    }),
  },
  {
    id: 'softmaxCrossEntropy/softmax-twice',
    operator: 'softmaxCrossEntropy',
    name: {
      en: 'softmax is applied to what is a probability already',
      ko: '이미 확률인 값에 소프트맥스를 다시 적용한다',
    },
    symptom: 'the loss never falls below about log K − 1; learning is slow',
    why: 'a softmax layer before a loss that has its own',
    mend: 'give the loss the bare scores',
    source: 'torch.nn.CrossEntropyLoss: the input is expected to contain the unnormalized logits',
    wrong: ['loss'],
    plant: crossEntropy.changed({
      loss: lossBy((scores, label) => -Math.log(softmaxOf(softmaxOf(scores))[label]!)),
    }),
  },
  {
    id: 'softmaxCrossEntropy/negative-likelihood-of-scores',
    operator: 'softmaxCrossEntropy',
    name: {
      en: 'the loss is minus the score, without its normalisation',
      ko: '정규화 없이 점수에 음의 부호만 붙인 값을 손실로 쓴다',
    },
    symptom: 'the loss is negative and falls without end',
    why: 'a loss that expects logarithms of probabilities is given scores',
    mend: 'ℓ = log Σ eˢ − s_label',
    source: 'torch.nn.NLLLoss: the input is expected to contain log-probabilities',
    wrong: ['loss'],
    plant: crossEntropy.changed({ loss: lossBy((scores, label) => -scores[label]!) }),
  },
  {
    id: 'softmaxCrossEntropy/overflows',
    operator: 'softmaxCrossEntropy',
    name: { en: 'the maximum is not subtracted', ko: '최댓값을 빼지 않아 오버플로가 난다' },
    symptom: 'the loss is infinite for scores beyond 709',
    why: 'right on paper',
    mend: 'subtract the row’s maximum: log Σ e^(s − m) − (s_label − m)',
    source: stability,
    wrong: ['loss'],
    plant: crossEntropy.changed({
      loss: lossBy(
        (scores, label) => Math.log(scores.reduce((sum, s) => sum + Math.exp(s), 0)) - scores[label]!,
      ),
    }),
  },
  {
    id: 'softmaxCrossEntropy/binary',
    operator: 'softmaxCrossEntropy',
    name: {
      en: 'the gradient is that of one sigmoid per class',
      ko: '그래디언트가 클래스마다 시그모이드를 쓴 것이다',
    },
    symptom: 'right for no score; the rows of dscores do not sum to 0',
    why: 'σ(s) − [k = label] has the same form',
    mend: 'p is the softmax of the row',
    source: 'torch.nn.BCEWithLogitsLoss',
    wrong: ['dscores'],
    plant: crossEntropy.changed({
      dscores: gradientBy((scores, label) =>
        labelled(label, (k, is) => 1 / (1 + Math.exp(-scores[k]!)) - (is ? 1 : 0), scores.length),
      ),
    }),
  },
  {
    id: 'softmaxCrossEntropy/dloss-ignored',
    operator: 'softmaxCrossEntropy',
    name: {
      en: 'the gradient of the loss itself is not multiplied in',
      ko: '손실의 출력 그래디언트를 곱하지 않는다',
    },
    symptom: 'right where the loss is the last node; a weighted loss has no weight',
    why: 'backward starts here with 1, mostly',
    mend: 'multiply with dloss',
    source: 'cs231n, Optimization: backpropagation, the chain rule',
    wrong: ['dscores'],
    plant: only(
      ['dscores'],
      crossEntropy.cotangent(({ loss }) => ({ loss: map(loss, () => 1) })),
    ),
  },
];

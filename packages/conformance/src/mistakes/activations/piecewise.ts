/**
 * The mistakes of the functions with a kink: relu, leakyRelu, elu.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';

const relu = variationsOf('relu');
const leakyRelu = variationsOf('leakyRelu');
const elu = variationsOf('elu');
const functions = 'cs231n, Neural Networks: commonly used activation functions';

/** All of them. */
export const piecewiseMistakes: readonly Mistake[] = [
  {
    id: 'relu/masked-by-output-gradient',
    operator: 'relu',
    name: {
      en: 'the gradient is cut where dy is negative, not where x is',
      ko: 'x가 아니라 dy가 음수인 곳에서 그래디언트를 끊는다',
    },
    symptom: 'no gradient is negative',
    why: 'relu is applied to the gradient, as in deconvnet visualisations',
    mend: 'the mask is x > 0',
    source: 'Zeiler and Fergus: Visualizing and Understanding Convolutional Networks',
    wrong: ['dx'],
    plant: relu.changed({
      dx: (dx, { outputGrads: { y: dy } }) => map(dx, (_, i) => Math.max(dy.data[i]!, 0)),
    }),
  },
  {
    id: 'relu/guided',
    operator: 'relu',
    name: { en: 'negative gradients are cut as well', ko: '음수 그래디언트까지 끊는다' },
    symptom: 'no gradient is negative; where dx is positive it is right',
    why: 'guided backpropagation, left in from a visualisation',
    mend: 'the mask is x > 0 alone',
    source: 'Springenberg et al.: Striving for Simplicity, guided backpropagation',
    wrong: ['dx'],
    plant: relu.changed({ dx: (dx) => map(dx, (value) => Math.max(value, 0)) }),
  },
  {
    id: 'relu/not-masked',
    operator: 'relu',
    name: { en: 'the gradient goes through everywhere', ko: '그래디언트가 어디서나 그대로 지나간다' },
    symptom: 'dx is dy',
    why: 'the input was overwritten by the output, or the mask forgotten',
    mend: 'dx = dy where x > 0, else 0',
    source: functions,
    wrong: ['dx'],
    plant: relu.changed({ dx: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value) }),
  },
  {
    id: 'relu/multiplied-by-output',
    operator: 'relu',
    name: {
      en: 'the gradient is multiplied by the output, not by its sign',
      ko: '그래디언트에 출력의 부호가 아니라 출력 값을 곱한다',
    },
    symptom: 'right where x is 1 or not positive',
    why: 'the output is taken for the mask',
    mend: 'the mask is 1 where x > 0',
    source: functions,
    wrong: ['dx'],
    plant: relu.changed({ dx: (dx, { outputs: { y } }) => map(dx, (value, i) => value * y.data[i]!) }),
  },
  {
    id: 'relu/absolute-value',
    operator: 'relu',
    name: { en: 'it is the absolute value', ko: '음수를 0이 아니라 절댓값으로 바꾼다' },
    symptom: 'negative inputs come out positive',
    why: 'rectifying is also what a bridge rectifier does',
    mend: 'y = max(0, x)',
    source: functions,
    wrong: ['y'],
    plant: relu.changed({ y: (y, { inputs: { x } }) => map(y, (_, i) => Math.abs(x.data[i]!)) }),
  },
  {
    id: 'relu/nan-vanishes',
    operator: 'relu',
    name: { en: 'NaN becomes 0', ko: 'NaN이 0이 된다' },
    symptom: 'y is finite where x is not a number',
    why: 'x > 0 ? x : 0 is 0 for NaN',
    mend: 'x <= 0 ? 0 : x keeps it',
    source: 'IEEE 754: comparisons with NaN are false',
    wrong: ['y'],
    plant: relu.changed({ y: (y) => map(y, (value) => (Number.isNaN(value) ? 0 : value)) }),
  },
  {
    id: 'leakyRelu/slope-ignored',
    operator: 'leakyRelu',
    name: { en: 'the slope is always 0.01', ko: '기울기가 언제나 0.01이다' },
    symptom: 'right for the default slope',
    why: 'the constant stands in the code',
    mend: 'use the attribute slope',
    source: 'torch.nn.LeakyReLU: negative_slope',
    wrong: ['y', 'dx'],
    plant: leakyRelu.asked(() => ({ attributes: { slope: 0.01 } })),
  },
  {
    id: 'leakyRelu/derivative-of-relu',
    operator: 'leakyRelu',
    name: { en: 'the derivative is relu’s', ko: '도함수가 relu의 것이다' },
    symptom: 'dx is 0 where x is negative: units die all the same',
    why: 'forward was changed from relu to leakyRelu, backward was not',
    mend: 'dx = slope · dy where x ≤ 0',
    source: functions,
    wrong: ['dx'],
    plant: only(
      ['dx'],
      leakyRelu.asked(() => ({ attributes: { slope: 0 } })),
    ),
  },
  {
    id: 'leakyRelu/maximum',
    operator: 'leakyRelu',
    name: { en: 'it is computed as max(x, slope · x)', ko: 'max(x, slope · x)로 계산한다' },
    symptom: 'right for slopes up to 1, wrong for larger ones',
    why: 'a formula that holds for the usual slopes only',
    mend: 'choose by the sign of x',
    source: 'Maas, Hannun, Ng: Rectifier Nonlinearities Improve Neural Network Acoustic Models',
    wrong: ['y'],
    plant: leakyRelu.changed({
      y: (y, { inputs: { x }, attributes: { slope } }) =>
        map(y, (_, i) => Math.max(x.data[i]!, slope * x.data[i]!)),
    }),
  },
  {
    id: 'leakyRelu/sign-of-output',
    operator: 'leakyRelu',
    name: {
      en: 'the derivative is chosen by the sign of the output',
      ko: '도함수를 입력이 아니라 출력의 부호로 고른다',
    },
    symptom: 'right for positive slopes, wrong for negative ones',
    why: 'in place: x is gone when backward comes',
    mend: 'choose by the sign of x; refuse to work in place for a slope that is not positive',
    source: 'PyTorch: in-place leaky_relu with a negative slope is an error',
    wrong: ['dx'],
    plant: leakyRelu.changed({
      dx: (dx, { outputs: { y }, outputGrads: { y: dy }, attributes: { slope } }) =>
        map(dx, (_, i) => (y.data[i]! > 0 ? dy.data[i]! : slope * dy.data[i]!)),
    }),
  },
  {
    id: 'elu/alpha-ignored',
    operator: 'elu',
    name: { en: 'alpha is always 1', ko: 'alpha가 언제나 1이다' },
    symptom: 'right for the default alpha',
    why: 'the paper’s figures have alpha = 1',
    mend: 'y = alpha · (eˣ − 1) where x ≤ 0',
    source: 'Clevert, Unterthiner, Hochreiter: Exponential Linear Units',
    wrong: ['y', 'dx'],
    plant: elu.asked(() => ({ attributes: { alpha: 1 } })),
  },
  {
    id: 'elu/derivative-plus-one',
    operator: 'elu',
    name: {
      en: 'the derivative for negative x is y + 1',
      ko: '음수 구간의 도함수를 y + alpha가 아니라 y + 1로 쓴다',
    },
    symptom: 'right for alpha = 1',
    why: 'y + alpha with alpha = 1 put in',
    mend: 'dx = dy · (y + alpha) where x ≤ 0',
    source: 'Clevert, Unterthiner, Hochreiter: Exponential Linear Units',
    wrong: ['dx'],
    plant: elu.changed({
      dx: (dx, { inputs: { x }, outputs: { y }, outputGrads: { y: dy } }) =>
        map(dx, (value, i) => (x.data[i]! <= 0 ? dy.data[i]! * (y.data[i]! + 1) : value)),
    }),
  },
  {
    id: 'elu/one-not-subtracted',
    operator: 'elu',
    name: { en: 'the 1 is not subtracted', ko: 'eˣ에서 1을 빼지 않는다' },
    symptom: 'y jumps at 0; dx is right',
    why: 'alpha · eˣ in place of alpha · (eˣ − 1)',
    mend: 'y = alpha · (eˣ − 1) where x ≤ 0; expm1 keeps its digits',
    source: 'Clevert, Unterthiner, Hochreiter: Exponential Linear Units',
    wrong: ['y'],
    plant: elu.changed({
      y: (y, { inputs: { x }, attributes: { alpha } }) =>
        map(y, (value, i) => (x.data[i]! <= 0 ? alpha * Math.exp(x.data[i]!) : value)),
    }),
  },
];

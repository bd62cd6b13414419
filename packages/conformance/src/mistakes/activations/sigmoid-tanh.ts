/**
 * The mistakes of sigmoid and tanh.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { variationsOf } from '../variations.ts';
import { local } from './local-derivative.ts';

const sigmoid = variationsOf('sigmoid');
const tanh = variationsOf('tanh');
const sigmoidExample = 'cs231n, Optimization: the sigmoid example';

/** All of them. */
export const sigmoidMistakes: readonly Mistake[] = [
  {
    id: 'sigmoid/derivative-of-input',
    operator: 'sigmoid',
    name: { en: 'the derivative is written as x(1 − x)', ko: '도함수를 s(1 − s)가 아니라 x(1 − x)로 쓴다' },
    symptom: 'dx is 0 at x = 1 and negative beyond',
    why: 's(1 − s) is a formula of the output, and the input was saved',
    mend: 'dx = dy · y(1 − y)',
    source: sigmoidExample,
    wrong: ['dx'],
    plant: sigmoid.changed({ dx: local((x) => x * (1 - x)) }),
  },
  {
    id: 'sigmoid/derivative-of-output-again',
    operator: 'sigmoid',
    name: {
      en: 'the sigmoid is applied to the output once more',
      ko: '이미 시그모이드를 거친 출력에 시그모이드를 다시 적용한다',
    },
    symptom: 'dx is too large where the unit is saturated',
    why: 'a function that expects x is given y',
    mend: 'dx = dy · y(1 − y), with y as saved',
    source: sigmoidExample,
    wrong: ['dx'],
    plant: sigmoid.changed({
      dx: local((_, y) => {
        const again = 1 / (1 + Math.exp(-y));
        return again * (1 - again);
      }),
    }),
  },
  {
    id: 'sigmoid/derivative-of-tanh',
    operator: 'sigmoid',
    name: { en: 'the derivative is tanh’s, 1 − y²', ko: '도함수로 tanh의 1 − y²를 쓴다' },
    symptom: 'dx is nearly dy for negative x',
    why: 'the two functions look alike, and so does code that serves both',
    mend: 'dx = dy · y(1 − y)',
    source: 'cs231n, Neural Networks: tanh(x) = 2σ(2x) − 1',
    wrong: ['dx'],
    plant: sigmoid.changed({ dx: local((_, y) => 1 - y * y) }),
  },
  {
    id: 'sigmoid/overflows',
    operator: 'sigmoid',
    name: { en: 'it is computed as eˣ/(1 + eˣ)', ko: 'eˣ/(1 + eˣ)로 계산하여 오버플로가 난다' },
    symptom: 'NaN for large x',
    why: 'right on paper; ∞/∞ in floating point',
    mend: '1/(1 + e⁻ˣ), or a branch by the sign of x',
    source: 'scipy.special documentation: expit',
    wrong: ['y'],
    plant: sigmoid.changed({
      y: (y, { inputs: { x } }) => map(y, (value, i) => (Math.exp(x.data[i]!) === Infinity ? NaN : value)),
    }),
  },
  {
    id: 'sigmoid/hard',
    operator: 'sigmoid',
    name: { en: 'it is the piecewise linear hard sigmoid', ko: '조각별 선형인 하드 시그모이드를 쓴다' },
    symptom: 'y is off by up to 0.1 and exactly 0 or 1 far out',
    why: 'a fast approximation that some frameworks have under a similar name',
    mend: 'y = 1/(1 + e⁻ˣ)',
    source: 'Keras documentation: hard_sigmoid',
    wrong: ['y'],
    plant: sigmoid.changed({
      y: (y, { inputs: { x } }) => map(y, (_, i) => Math.min(1, Math.max(0, 0.2 * x.data[i]! + 0.5))),
    }),
  },
  {
    id: 'tanh/derivative-of-input',
    operator: 'tanh',
    name: { en: 'the derivative is written as 1 − x²', ko: '도함수를 1 − y²가 아니라 1 − x²로 쓴다' },
    symptom: 'dx is right near 0 and far off elsewhere',
    why: '1 − tanh² is a formula of the output, and the input was saved',
    mend: 'dx = dy · (1 − y²)',
    source: 'Karpathy: minimal character-level RNN, dhraw = (1 − h²)·dh',
    wrong: ['dx'],
    plant: tanh.changed({ dx: local((x) => 1 - x * x) }),
  },
  {
    id: 'tanh/square-forgotten',
    operator: 'tanh',
    name: { en: 'the derivative is written as 1 − y', ko: '도함수를 1 − y²가 아니라 1 − y로 쓴다' },
    symptom: 'dx is up to twice too large for negative x',
    why: 'the square was forgotten',
    mend: 'dx = dy · (1 − y²)',
    source: 'Karpathy: minimal character-level RNN, dhraw = (1 − h²)·dh',
    wrong: ['dx'],
    plant: tanh.changed({ dx: local((_, y) => 1 - y) }),
  },
  {
    id: 'tanh/derivative-of-sigmoid',
    operator: 'tanh',
    name: { en: 'the derivative is the sigmoid’s, y(1 − y)', ko: '도함수로 시그모이드의 y(1 − y)를 쓴다' },
    symptom: 'dx is 0 at 0, where it should be dy',
    why: 'the activation was exchanged in forward and not in backward',
    mend: 'dx = dy · (1 − y²)',
    source: 'cs231n, Neural Networks: commonly used activation functions',
    wrong: ['dx'],
    plant: tanh.changed({ dx: local((_, y) => y * (1 - y)) }),
  },
  {
    id: 'tanh/dy-ignored',
    operator: 'tanh',
    name: { en: 'the output gradient is not multiplied in', ko: '출력 그래디언트를 곱하지 않는다' },
    symptom: 'dx is 1 − y² whatever dy is',
    why: 'the local derivative is taken for the gradient',
    mend: 'chain rule: dx = dy · (1 − y²)',
    source: 'cs231n, Optimization: backpropagation, the chain rule',
    wrong: ['dx'],
    plant: tanh.cotangent(({ y: dy }) => ({ y: map(dy, () => 1) })),
  },
];

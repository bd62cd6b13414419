/**
 * Mistakes in the derivatives of the functions that a computational graph is taken apart into, σ and its pieces.
 *
 *   e^x: e^x·dy     1/x: −dy/x²     σ: σ(1 − σ)·dy     tanh: (1 − tanh²)·dy
 *
 * Source: cs231n, "Backpropagation, Intuitions": the sigmoid example.
 * @module
 */
import { tensor, type OperatorName } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { chained, withGradients } from './with-gradients.ts';

const cs231n = 'cs231n, Backpropagation, Intuitions';
const notes = 'the lecture notes on the computational graph';

const logistic = (z: number): number => (z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)));

/** The local gradients of the unary gates, which are returned without the factor from above. */
const localGradients = {
  exp: (x: number) => Math.exp(x),
  reciprocal: (x: number) => -1 / (x * x),
  sigmoid: (x: number) => logistic(x) * (1 - logistic(x)),
  tanh: (x: number) => 1 - Math.tanh(x) ** 2,
} as const satisfies Partial<Record<OperatorName, (x: number) => number>>;

const upstreamIgnored = Object.entries(localGradients).map(([operator, local]): Mistake => ({
  id: `${operator}/upstream-ignored`,
  operator: operator as keyof typeof localGradients,
  name: {
    en: 'the gradient is the local one, not multiplied by what comes from above',
    ko: '국소 기울기에 위에서 온 기울기를 곱하지 않음',
  },
  symptom: 'right where the output gradient is 1, as in a check through a sum',
  why: 'the derivative on paper is taken for the backward',
  mend: 'multiply by dy',
  source: cs231n,
  wrong: ['dx'],
  plant: (right) =>
    withGradients(right, ({ inputs: { x }, dy }) => ({
      x: tensor(
        dy.dtype,
        dy.shape,
        Array.from(x!.data, (value) => local(value)),
      ),
    })),
}));

/** Mistakes of `exp`, `reciprocal`, `sigmoid` and `tanh`. */
export const functionMistakes: readonly Mistake[] = [
  ...upstreamIgnored,
  {
    id: 'reciprocal/minus-missing',
    operator: 'reciprocal',
    name: {
      en: 'the derivative of 1/x is 1/x², without the minus',
      ko: '1/x의 도함수에서 음의 부호를 빠뜨림',
    },
    symptom: 'dx has the wrong sign and the right size',
    why: 'the power rule’s exponent is remembered, its factor −1 is not',
    mend: 'dx = −dy/x²',
    source: cs231n,
    wrong: ['dx'],
    plant: (right) =>
      withGradients(right, ({ dy, inputs: { x } }) => ({ x: chained(dy, (i) => 1 / x!.data[i]! ** 2) })),
  },
  {
    id: 'reciprocal/derivative-of-the-logarithm',
    operator: 'reciprocal',
    name: { en: 'the derivative of 1/x is written as −1/x', ko: '1/x의 도함수를 −1/x로 씀' },
    symptom: 'right at x = 1, too small for |x| < 1 and too large beyond; of the wrong sign for x < 0',
    why: 'the square is lost',
    mend: 'dx = −dy/x²',
    source: notes,
    wrong: ['dx'],
    plant: (right) =>
      withGradients(right, ({ dy, inputs: { x } }) => ({ x: chained(dy, (i) => -1 / x!.data[i]!) })),
  },
  {
    id: 'sigmoid/derivative-of-z',
    operator: 'sigmoid',
    name: {
      en: 'the derivative is z(1 − z) of the input, not σ(1 − σ)',
      ko: '시그모이드의 도함수를 σ(1 − σ)가 아니라 z(1 − z)로 씀',
    },
    symptom: 'dx is 0 at z = 0 and at z = 1, and grows without limit where it should vanish',
    why: 'x(1 − x) is called with the input where the output was meant',
    mend: 'dx = σ(z)·(1 − σ(z))·dy',
    source: cs231n,
    wrong: ['dx'],
    plant: (right) =>
      withGradients(right, ({ dy, inputs: { x } }) => ({
        x: chained(dy, (i) => x!.data[i]! * (1 - x!.data[i]!)),
      })),
  },
  {
    id: 'sigmoid/derivative-applied-twice',
    operator: 'sigmoid',
    name: { en: 'the derivative is s(1 − s) with s = σ(σ(z))', ko: '도함수에 σ를 두 번 적용함' },
    symptom: 'dx is too large, about 0.22·dy almost everywhere',
    why: 'a function that takes z is given the output',
    mend: 'apply σ once, in the forward pass or in the derivative',
    source: notes,
    wrong: ['dx'],
    plant: (right) =>
      withGradients(right, ({ dy, inputs: { x } }) => ({
        x: chained(dy, (i) => {
          const twice = logistic(logistic(x!.data[i]!));
          return twice * (1 - twice);
        }),
      })),
  },
  {
    id: 'tanh/derivative-not-squared',
    operator: 'tanh',
    name: {
      en: 'the derivative is 1 − tanh(x), without the square',
      ko: 'tanh의 도함수에서 제곱을 빠뜨림 (1 − tanh x)',
    },
    symptom: 'dx is right at 0, too small for x > 0 and almost twice dy for very negative x',
    why: 'the square is forgotten',
    mend: 'dx = (1 − tanh²(x))·dy',
    source: notes,
    wrong: ['dx'],
    plant: (right) =>
      withGradients(right, ({ dy, inputs: { x } }) => ({
        x: chained(dy, (i) => 1 - Math.tanh(x!.data[i]!)),
      })),
  },
];

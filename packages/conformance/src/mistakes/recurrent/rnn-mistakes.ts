/**
 * Mistakes of the Elman step.
 *
 *   z = wx·x + wh·h₋₁ + b     h = tanh(z)     dz = (1 − h²)·dh     dwh = dz·h₋₁ᵀ     dh₋₁ = whᵀ·dz
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { everything, gradients } from './results.ts';
import { rnnWith } from './right/index.ts';
import { times } from './right/matrix.ts';
import { throughActivation } from './right/rnn-cell.ts';
import { cs231n, minCharRnn, notes, torchDocs } from './sources.ts';
import { variedCall } from './varied-call.ts';

const operator = 'rnn';
/** With an activation that is not tanh, the tanh mistakes make none. */
const otherwise = throughActivation;

/** Mistakes of the step of `rnn`. */
export const rnnMistakes: readonly Mistake[] = [
  {
    id: 'rnn/tanh-derivative-of-z',
    operator,
    name: {
      en: 'the derivative of tanh is written as 1 − z²',
      ko: 'tanh의 도함수를 1 − h²가 아니라 1 − z²로 씀',
    },
    symptom: 'close where z is small; the error grows with |z|, and past |z| = 1 the sign is wrong',
    why: '1 − tanh² is remembered, and the sum is taken for its tanh',
    mend: 'square the state: 1 − h²',
    source: notes,
    wrong: gradients(operator),
    plant: () =>
      rnnWith({
        dz: ({ z, h }, dh, dhNext, f) =>
          f === 'tanh' ? (1 - z * z) * (dh + dhNext) : otherwise(f, h, dh + dhNext),
      }),
  },
  {
    id: 'rnn/tanh-derivative-not-squared',
    operator,
    name: {
      en: 'the derivative of tanh is written as 1 − h',
      ko: 'tanh의 도함수를 1 − h로 씀 (제곱을 빠뜨림)',
    },
    symptom: 'gradients are too small where h > 0 and up to infinitely too large where h < 0',
    why: 'the square is forgotten, or h·(1 − h) of the sigmoid is mixed in',
    mend: 'square the state: 1 − h²',
    source: notes,
    wrong: gradients(operator),
    plant: () =>
      rnnWith({
        dz: ({ h }, dh, dhNext, f) => (f === 'tanh' ? (1 - h) * (dh + dhNext) : otherwise(f, h, dh + dhNext)),
      }),
  },
  {
    id: 'rnn/tanh-derivative-as-of-sigmoid',
    operator,
    name: {
      en: 'the derivative of tanh is written as h·(1 − h)',
      ko: 'tanh의 도함수를 시그모이드처럼 h(1 − h)로 씀',
    },
    symptom: 'gradients have the wrong sign where h < 0 and vanish near h = 0, where they should be largest',
    why: 'the sigmoid’s derivative is the one that everybody knows by heart',
    mend: '1 − h² for tanh',
    source: notes,
    wrong: gradients(operator),
    plant: () =>
      rnnWith({
        dz: ({ h }, dh, dhNext, f) =>
          f === 'tanh' ? h * (1 - h) * (dh + dhNext) : otherwise(f, h, dh + dhNext),
      }),
  },
  {
    id: 'rnn/activation-derivative-missing',
    operator,
    name: { en: 'the derivative of the activation is left out', ko: '활성화 함수의 도함수를 곱하지 않음' },
    symptom: 'gradients are too large, and grow with every step back; identity is right',
    why: 'dh is taken for the gradient of the sum',
    mend: 'multiply dh by 1 − h² (relu: by 0 where h is 0) before anything else',
    source: cs231n,
    wrong: gradients(operator),
    plant: () => rnnWith({ dz: (_unit, dh, dhNext) => dh + dhNext }),
  },
  {
    id: 'rnn/activation-derivative-always-of-tanh',
    operator,
    name: {
      en: 'the derivative of tanh is used for every activation',
      ko: '활성화 함수와 상관없이 tanh의 도함수를 씀',
    },
    symptom: 'tanh is right, relu and identity have gradients of either sign and any size',
    why: 'the activation became an attribute in the forward pass only',
    mend: 'choose the derivative by the activation',
    source: torchDocs,
    wrong: gradients(operator),
    plant: () => rnnWith({ dz: ({ h }, dh, dhNext) => (1 - h * h) * (dh + dhNext) }),
  },
  {
    id: 'rnn/activation-ignored',
    operator,
    name: { en: 'the activation is always tanh', ko: '활성화 함수 속성을 무시하고 항상 tanh를 씀' },
    symptom: 'tanh is right, states of relu and identity stay between −1 and 1',
    why: 'the attribute is passed on and never read',
    mend: 'apply the activation that was asked for',
    source: torchDocs,
    wrong: everything(operator),
    plant: (right) =>
      variedCall(operator, right, { attributes: (asked) => ({ ...asked, activation: 'tanh' }) }),
  },
  {
    id: 'rnn/relu-derivative-of-gradient',
    operator,
    name: {
      en: 'the derivative of relu looks at the sign of the gradient, not of the state',
      ko: 'relu의 도함수를 상태가 아니라 기울기의 부호로 판단함',
    },
    symptom: 'negative gradients are lost, also where the unit is active',
    why: 'relu is applied to dh as it was to z',
    mend: 'pass dh where h > 0, whatever its sign',
    source: cs231n,
    wrong: gradients(operator),
    plant: () =>
      rnnWith({
        dz: ({ h }, dh, dhNext, f) =>
          f === 'relu' ? Math.max(0, dh + dhNext) : otherwise(f, h, dh + dhNext),
      }),
  },
  {
    id: 'rnn/activation-derivative-missing-on-carried-gradient',
    operator,
    name: {
      en: 'the gradient from the step after is not multiplied by the activation’s derivative',
      ko: '다음 시점에서 넘어온 기울기에 활성화 함수의 도함수를 곱하지 않음',
    },
    symptom: 'the last step is right, the earlier ones have too large terms; T = 1 is right',
    why: 'the carried gradient is added after the multiplication, not before',
    mend: 'add dh of the step and dh of the step after, then multiply',
    source: minCharRnn,
    wrong: gradients(operator),
    plant: () => rnnWith({ dz: ({ h }, dh, dhNext, f) => throughActivation(f, h, dh) + dhNext }),
  },
  {
    id: 'rnn/wh-not-transposed-on-the-way-back',
    operator,
    name: {
      en: 'the gradient of the state before is wh·dz instead of whᵀ·dz',
      ko: '이전 상태의 기울기에 whᵀ 대신 wh를 곱함',
    },
    symptom: 'the last step is right; no error about shapes, as wh is square; a symmetric wh hides it',
    why: 'the forward product is copied',
    mend: 'transpose wh on the way back',
    source: notes,
    wrong: gradients(operator),
    plant: () => rnnWith({ dBefore: times }),
  },
  {
    id: 'rnn/dwh-of-the-state-after',
    operator,
    name: {
      en: 'the gradient of wh uses the state after the step, not the one before it',
      ko: 'wh의 기울기에 이전 상태 h[t−1] 대신 h[t]를 씀',
    },
    symptom: 'only dwh is wrong, already with T = 1 and h0 = 0, where it has to be 0',
    why: 'index t is used for every array of the step',
    mend: 'dwh = Σ dz[t]·h[t − 1]ᵀ, with h0 before the first step',
    source: minCharRnn,
    wrong: ['dwh'],
    plant: () => rnnWith({ readByWh: ({ after }) => after.h }),
  },
];

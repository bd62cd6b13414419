/**
 * Mistakes of the lstm's gates: the order in which they are stacked, their functions, and those functions' derivatives.
 *
 *   i, f, o = σ and g = tanh of wx·x + wh·h₋₁ + b, stacked i, f, g, o
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { everything, gradients } from './results.ts';
import { lstmWith } from './right/index.ts';
import { logistic } from './right/lstm-cell.ts';
import { cs231n, notes, numpyLstm } from './sources.ts';
import { gatesReadAs } from './stacked-gates.ts';
import { variedCall } from './varied-call.ts';

const operator = 'lstm';

/** Orders in which libraries and texts stack the four gates, and whose they are. */
const orders = [
  ['iofg', 'ONNX LSTM'],
  ['igfo', 'TensorFlow 1, BasicLSTMCell, which calls them i, j, f, o'],
  ['ifog', 'cs231n, assignment 3, and Caffe'],
  ['gifo', 'Chainer, functions.lstm, which calls them a, i, f, o'],
  ['figo', 'Olah, Understanding LSTM Networks, which introduces them in this order'],
] as const;

const gateOrders = orders.map(([order, source]): Mistake => {
  const read = [...order].join(', ');
  return {
    id: `lstm/gates-read-as-${order}`,
    operator,
    name: { en: `the gates are stacked ${read}`, ko: `게이트를 ${read} 순서로 쌓음` },
    symptom: 'shapes fit and everything is wrong from the first step on; equal blocks hide it',
    why: `weights or code come from where this is the order: ${source}`,
    mend: 'exchange the blocks of wx, wh and b, or read them as i, f, g, o',
    source,
    wrong: everything(operator),
    plant: (right) => variedCall(operator, right, gatesReadAs('ifgo', order)),
  };
});

/** Mistakes of the gates of `lstm`. */
export const lstmGateMistakes: readonly Mistake[] = [
  ...gateOrders,
  {
    id: 'lstm/forget-gate-derivative-missing',
    operator,
    name: {
      en: 'the forget gate’s derivative f(1 − f) is missing',
      ko: '망각 게이트의 도함수 f(1 − f)를 빠뜨림',
    },
    symptom: 'with T = 1 only the second block of dwx, dwh and db is too large; earlier steps and dx follow',
    why: 'the four lines are typed one after the other, and one of them ends early',
    mend: 'dz_f = dc·c₋₁·f·(1 − f)',
    source: numpyLstm,
    wrong: gradients(operator),
    plant: () => lstmWith({ dzf: ({ dc, cBefore }) => dc * cBefore }),
  },
  {
    id: 'lstm/input-gate-derivative-missing',
    operator,
    name: {
      en: 'the input gate’s derivative i(1 − i) is missing',
      ko: '입력 게이트의 도함수 i(1 − i)를 빠뜨림',
    },
    symptom: 'with T = 1 only the first block of dwx, dwh and db is too large; earlier steps and dx follow',
    why: 'dc·g looks like the gradient of the gate and is that of its value',
    mend: 'dz_i = dc·g·i·(1 − i)',
    source: cs231n,
    wrong: gradients(operator),
    plant: () => lstmWith({ dzi: ({ dc, g }) => dc * g }),
  },
  {
    id: 'lstm/output-gate-derivative-missing',
    operator,
    name: {
      en: 'the output gate’s derivative o(1 − o) is missing',
      ko: '출력 게이트의 도함수 o(1 − o)를 빠뜨림',
    },
    symptom: 'with T = 1 only the fourth block of dwx, dwh and db is too large; earlier steps and dx follow',
    why: 'the derivative is applied to the gates of c in one line, and o is not among them',
    mend: 'dz_o = dh·tanh(c)·o·(1 − o)',
    source: cs231n,
    wrong: gradients(operator),
    plant: () => lstmWith({ dzo: ({ dh, c }) => dh * Math.tanh(c) }),
  },
  {
    id: 'lstm/candidate-derivative-missing',
    operator,
    name: { en: 'the candidate’s derivative 1 − g² is missing', ko: '후보 g의 도함수 1 − g²를 빠뜨림' },
    symptom: 'with T = 1 only the third block of dwx, dwh and db is too large; earlier steps and dx follow',
    why: 'g is taken for a plain sum because it is no gate',
    mend: 'dz_g = dc·i·(1 − g²)',
    source: cs231n,
    wrong: gradients(operator),
    plant: () => lstmWith({ dzg: ({ dc, i }) => dc * i }),
  },
  {
    id: 'lstm/candidate-derivative-as-of-sigmoid',
    operator,
    name: {
      en: 'the candidate’s derivative is written as g(1 − g)',
      ko: '후보 g의 도함수를 시그모이드처럼 g(1 − g)로 씀',
    },
    symptom: 'the third block of dwx, dwh and db is wrong, in sign too where g < 0',
    why: 'one line serves all four blocks',
    mend: '1 − g² for the block of tanh',
    source: notes,
    wrong: gradients(operator),
    plant: () => lstmWith({ dzg: ({ dc, i, g }) => dc * i * g * (1 - g) }),
  },
  {
    id: 'lstm/candidate-with-sigmoid',
    operator,
    name: { en: 'the candidate goes through σ instead of tanh', ko: '후보 g에 tanh 대신 σ를 적용함' },
    symptom: 'g is never negative, so c hardly ever falls; everything is wrong from the first step on',
    why: 'σ is applied to all four blocks at once',
    mend: 'g = tanh(z_g)',
    source: notes,
    wrong: everything(operator),
    plant: () => lstmWith({ g: logistic }),
  },
  {
    id: 'lstm/forget-bias-added',
    operator,
    name: { en: '1 is added to the forget gate’s sum', ko: '망각 게이트의 합에 1을 더함 (forget bias)' },
    symptom: 'f is too near to 1; nothing is wrong in c where the state before is 0',
    why: 'a forget bias of 1 is a good initial value, and some cells add it themselves',
    mend: 'let b hold it: the operator adds b and nothing else',
    source: 'TensorFlow 1, BasicLSTMCell: forget_bias=1.0',
    wrong: everything(operator),
    plant: () => lstmWith({ f: (z) => logistic(z + 1) }),
  },
  {
    id: 'lstm/coupled-gates',
    operator,
    name: { en: 'the forget gate is 1 − i', ko: '망각 게이트를 1 − i로 계산함' },
    symptom:
      'c is an average of the state before and g; the second block of the weights changes nothing in the outputs',
    why: 'the variant with coupled gates was implemented (ONNX: input_forget = 1)',
    mend: 'f = σ(z_f) of its own rows',
    source: 'ONNX LSTM: input_forget',
    wrong: everything(operator),
    plant: () => lstmWith({ c: ({ i, g, cBefore }) => (1 - i) * cBefore + i * g }),
  },
  {
    id: 'lstm/peepholes-left-in',
    operator,
    name: {
      en: 'peepholes are left in: the input and forget gates see c₋₁',
      ko: '핍홀 연결이 남아 있어 입력·망각 게이트가 c₋₁을 봄',
    },
    symptom: 'right as long as the state before is 0, so with T = 1 and no c0',
    why: 'the cell was taken from a text with peepholes, whose weights are not zeros here',
    mend: 'leave c₋₁ out of the gates’ sums',
    source: 'ONNX LSTM: input P',
    wrong: everything(operator),
    plant: () =>
      lstmWith({ i: (z, cBefore) => logistic(z + cBefore), f: (z, cBefore) => logistic(z + cBefore) }),
  },
  {
    id: 'lstm/hard-sigmoid',
    operator,
    name: {
      en: 'the gates go through the hard sigmoid 0.2z + 0.5, cut at 0 and 1',
      ko: '게이트에 σ 대신 하드 시그모이드(0.2z + 0.5)를 씀',
    },
    symptom: 'close near z = 0, off by up to 0.1 elsewhere, and exactly 0 or 1 for |z| > 2.5',
    why: 'it was the default of recurrent_activation in Keras',
    mend: 'σ(z) = 1 / (1 + e^−z)',
    source: 'Keras 2, LSTM: recurrent_activation="hard_sigmoid"',
    wrong: everything(operator),
    plant: () => {
      const hard = (z: number) => Math.min(1, Math.max(0, 0.2 * z + 0.5));
      return lstmWith({ i: hard, f: hard, o: hard });
    },
  },
];

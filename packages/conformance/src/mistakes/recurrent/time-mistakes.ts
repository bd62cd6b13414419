/**
 * Mistakes of the walk back through time, which all three recurrences can have: what is carried, what is added up, and
 * which output gradients are used.
 *
 *   dstate_{s−1}, dw_s = VJP of (dh[t] + dstate_s);   dw = Σ dw_s
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { everything, gradients, weightGradients } from './results.ts';
import { withRules } from './right/index.ts';
import { zeroVector, type Matrix } from './right/matrix.ts';
import { zeroState, type Recurrence } from './right/time-rules.ts';
import { cs231n, minCharRnn, notes, torchDocs } from './sources.ts';
import { changed, mapped, variedCall, zeroed } from './varied-call.ts';

/** What a step of gradient descent in the loop would change the weights by. */
const learningRate = 0.01;

/** Mistakes of backpropagation through time in one of the three. */
export const timeMistakes = (operator: Recurrence): readonly Mistake[] => [
  {
    id: `${operator}/bptt-truncated`,
    operator,
    name: {
      en: 'the gradient of the state is not carried from one step to the step before it',
      ko: '상태의 기울기를 이전 시점으로 넘기지 않음 (BPTT가 한 시점에서 끊김)',
    },
    symptom: 'the last step is right, every earlier one lacks terms; with T = 1 nothing is wrong',
    why: 'the step’s backward is written and tested alone, and the loop around it drops what it returns for the state',
    mend: 'add the gradient of the previous state to the output gradient of the step before',
    source: minCharRnn,
    wrong: gradients(operator),
    plant: () => withRules(operator, { carried: (d, s) => (s > 0 ? zeroState(d) : d) }),
  },
  {
    id: `${operator}/weight-gradients-overwritten`,
    operator,
    name: {
      en: 'the weight gradients are overwritten at each step, not added up',
      ko: '가중치 기울기를 시점마다 더하지 않고 덮어씀',
    },
    symptom:
      'the weight gradients are those of the step that is visited last; with T = N = 1 nothing is wrong',
    why: '= was written for +=',
    mend: 'start the sums with zeros and add the term of every step and every sequence',
    source: notes,
    wrong: weightGradients(operator),
    plant: () => withRules(operator, { added: (_sum, term) => term }),
  },
  {
    id: `${operator}/only-last-output-gradient`,
    operator,
    name: {
      en: 'only the output gradient of the last step is used',
      ko: '마지막 시점의 출력 기울기만 사용함',
    },
    symptom:
      'right where only the last state has a loss; otherwise every gradient lacks the losses of the steps before',
    why: 'the code was written for many-to-one, where no other step has a loss',
    mend: 'add dh[t] to what comes back from step t + 1, at every step',
    source: notes,
    wrong: gradients(operator),
    plant: () =>
      withRules(operator, { own: (given, s, steps) => (s === steps - 1 ? given : zeroState(given)) }),
  },
  {
    id: `${operator}/last-state-gradient-ignored`,
    operator,
    name: { en: 'the gradient of the last state is ignored', ko: '마지막 상태 hT의 기울기를 무시함' },
    symptom: 'gradients lack whatever reaches the loss through hT',
    why: 'hT looks like a copy of h[T − 1], and only the gradients of h are read',
    mend: 'start the walk back with dhT as the gradient of the state after the last step',
    source: cs231n,
    wrong: gradients(operator),
    plant: (right) => variedCall(operator, right, { outputGrads: (grads) => zeroed(grads, 'hT') }),
  },
  {
    id: `${operator}/weights-updated-on-the-way-back`,
    operator,
    name: {
      en: 'the weights are updated inside the loop over time',
      ko: '역전파 반복문 안에서 가중치를 갱신함',
    },
    symptom: 'the last step’s terms are right, the others drift, the more the larger the learning rate',
    why: 'the update was put where the gradient is at hand',
    mend: 'add up the gradients of all steps first, update once',
    source: notes,
    wrong: gradients(operator),
    plant: () =>
      withRules(operator, {
        weights: (weights, sums) => {
          const step = (w: Matrix, dw: Matrix): Matrix =>
            w.map((row, j) => row.map((value, k) => value - learningRate * dw[j]![k]!));
          return { ...weights, wx: step(weights.wx, sums.wx), wh: step(weights.wh, sums.wh) };
        },
      }),
  },
  {
    id: `${operator}/averaged-over-time`,
    operator,
    name: {
      en: 'the weight gradients are averaged over the steps',
      ko: '가중치 기울기를 시점 수 T로 나눔',
    },
    symptom: 'the weight gradients are too small by the factor T',
    why: 'the loss is thought to be a mean over the steps; the operator’s gradient is a sum',
    mend: 'leave the mean to the loss: its gradient arrives with dh',
    source: notes,
    wrong: weightGradients(operator),
    plant: (right) =>
      variedCall(operator, right, {
        gradients: (made, { inputs }) =>
          changed(made, ['wx', 'wh', 'b', 'bh'], (one) =>
            mapped(one, (value) => value / inputs.x!.shape[0]!),
          ),
      }),
  },
  {
    id: `${operator}/bias-gradient-of-one-sequence`,
    operator,
    name: {
      en: 'the bias gradient is that of the first sequence, not the sum over the batch',
      ko: '편향 기울기를 배치에 대해 더하지 않고 첫 시퀀스의 것만 씀',
    },
    symptom: 'db lacks the other sequences; with N = 1 nothing is wrong',
    why: 'db was derived for one sequence, and adding b to a matrix hides that it is added once per row',
    mend: 'sum the gradient over the batch as over the steps',
    source: cs231n,
    wrong: ['db'],
    plant: () => withRules(operator, { biasTerm: (term, n) => (n === 0 ? term : zeroVector(term.length)) }),
  },
  {
    id: `${operator}/h0-gradient-missing`,
    operator,
    name: { en: 'the gradient of h0 is zeros', ko: 'h0의 기울기를 0으로 둠' },
    symptom: 'dh0 is 0, so a learnt initial state or the encoder before a decoder never learns',
    why: 'h0 is zeros in most examples, and nothing reads its gradient',
    mend: 'return what is left of the state’s gradient before the first step',
    source: cs231n,
    wrong: ['dh0'],
    plant: (right) => variedCall(operator, right, { gradients: (made) => zeroed(made, 'h0') }),
  },
  {
    id: `${operator}/h0-ignored`,
    operator,
    name: { en: 'every sequence starts from zeros, h0 is ignored', ko: 'h0를 무시하고 0에서 시작함' },
    symptom: 'right as long as h0 is zeros; otherwise the first steps are off most',
    why: 'the state is made inside the forward pass, and the argument is left unread',
    mend: 'begin with h0 where it is given',
    source: torchDocs,
    wrong: everything(operator),
    plant: (right) => variedCall(operator, right, { inputs: ({ inputs }) => zeroed(inputs, 'h0') }),
  },
];

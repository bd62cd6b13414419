/**
 * Mistakes with the lstm's two states: how c becomes h, and how their gradients run back.
 *
 *   c = f·c₋₁ + i·g     h = o·tanh(c)     dc += dh·o·(1 − tanh²c)     dc₋₁ = dc·f
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import type { Tensors } from '../../runner/any-kernel.ts';
import { everything, gradients } from './results.ts';
import { lstmWith, withRules } from './right/index.ts';
import { zeroVector } from './right/matrix.ts';
import { cs231n, minCharRnn, notes, torchDocs } from './sources.ts';
import { variedCall, zeroed } from './varied-call.ts';

const operator = 'lstm';

/** h0 and c0 exchanged, where both are there. */
const exchangedStates = (tensors: Tensors): Tensors =>
  tensors.h0 && tensors.c0 ? { ...tensors, h0: tensors.c0, c0: tensors.h0 } : tensors;

/** Mistakes with the states of `lstm`. */
export const lstmStateMistakes: readonly Mistake[] = [
  {
    id: 'lstm/dc-not-carried',
    operator,
    name: {
      en: 'the gradient of c is not carried to the step before',
      ko: '셀 상태 c의 기울기를 이전 시점으로 넘기지 않음',
    },
    symptom: 'the last step is right, earlier ones lack what comes along c; with T = 1 nothing is wrong',
    why: 'dh is carried, as in the plain rnn, and c is forgotten',
    mend: 'carry dc₋₁ = dc·f beside dh₋₁',
    source: minCharRnn,
    wrong: gradients(operator),
    plant: () =>
      withRules(operator, { carried: (d, s) => (s > 0 ? { ...d, c: zeroVector(d.c.length) } : d) }),
  },
  {
    id: 'lstm/dh-not-carried',
    operator,
    name: {
      en: 'the gradient of h is not carried to the step before',
      ko: '은닉 상태 h의 기울기를 이전 시점으로 넘기지 않음',
    },
    symptom:
      'the last step is right, earlier ones lack what comes through the gates; with T = 1 nothing is wrong',
    why: 'c is called the memory, and its path is taken for the only one',
    mend: 'carry dh₋₁ = whᵀ·dz beside dc₋₁',
    source: minCharRnn,
    wrong: gradients(operator),
    plant: () =>
      withRules(operator, { carried: (d, s) => (s > 0 ? { ...d, h: zeroVector(d.h.length) } : d) }),
  },
  {
    id: 'lstm/dc-misses-the-way-through-h',
    operator,
    name: { en: 'the gradient of c lacks the way through h', ko: 'c의 기울기에서 h를 거치는 경로를 빠뜨림' },
    symptom: 'without a gradient of c or cT only the block of o in dwx, dwh and db is not 0',
    why: 'c is followed along the memory only',
    mend: 'dc += dh·o·(1 − tanh²c)',
    source: cs231n,
    wrong: gradients(operator),
    plant: () => lstmWith({ dc: (_unit, _dh, dcGiven) => dcGiven }),
  },
  {
    id: 'lstm/dc-overwritten-by-the-way-through-h',
    operator,
    name: {
      en: 'the gradient of c is set by the way through h, not added to what was carried',
      ko: 'c의 기울기에 넘어온 값을 더하지 않고 h 경로의 값으로 덮어씀',
    },
    symptom: 'the last step is right without gradients of c and cT; earlier ones lack what comes along c',
    why: '= was written for +=',
    mend: 'dc += dh·o·(1 − tanh²c)',
    source: cs231n,
    wrong: gradients(operator),
    plant: () => lstmWith({ dc: ({ o, c }, dh) => dh * o * (1 - Math.tanh(c) ** 2) }),
  },
  {
    id: 'lstm/dc-through-1-minus-c-squared',
    operator,
    name: { en: 'the derivative of tanh(c) is written as 1 − c²', ko: 'tanh(c)의 도함수를 1 − c²로 씀' },
    symptom: 'close where c is small; past |c| = 1 the sign is wrong',
    why: 'in 1 − g² the stored value is already a tanh, and c is not',
    mend: '1 − tanh²(c)',
    source: cs231n,
    wrong: gradients(operator),
    plant: () => lstmWith({ dc: ({ o, c }, dh, dcGiven) => dcGiven + dh * o * (1 - c * c) }),
  },
  {
    id: 'lstm/h-without-tanh',
    operator,
    name: { en: 'h is o·c, without tanh', ko: 'h를 tanh 없이 o·c로 계산함' },
    symptom: 'h leaves the range from −1 to 1; close where c is small',
    why: 'the last tanh of the formula looks like the one that g had already',
    mend: 'h = o·tanh(c)',
    source: notes,
    wrong: everything(operator),
    plant: () => lstmWith({ h: ({ o, c }) => o * c }),
  },
  {
    id: 'lstm/output-gate-gradient-of-c',
    operator,
    name: {
      en: 'the output gate’s gradient uses c instead of tanh(c)',
      ko: '출력 게이트의 기울기에 tanh(c) 대신 c를 씀',
    },
    symptom: 'with T = 1 only the block of o is wrong, most where |c| is large',
    why: 'c is stored and tanh(c) is not',
    mend: 'dz_o = dh·tanh(c)·o·(1 − o)',
    source: cs231n,
    wrong: gradients(operator),
    plant: () => lstmWith({ dzo: ({ dh, c, o }) => dh * c * o * (1 - o) }),
  },
  {
    id: 'lstm/forget-gate-gradient-of-new-c',
    operator,
    name: {
      en: 'the forget gate’s gradient uses c after the step, not c₋₁',
      ko: '망각 게이트의 기울기에 c[t−1] 대신 c[t]를 씀',
    },
    symptom: 'the block of f is wrong, already with T = 1 and c0 = 0, where it has to be 0',
    why: 'index t is used for every array of the step',
    mend: 'dz_f = dc·c₋₁·f·(1 − f)',
    source: minCharRnn,
    wrong: gradients(operator),
    plant: () => lstmWith({ dzf: ({ dc, c, f }) => dc * c * f * (1 - f) }),
  },
  {
    id: 'lstm/dc-carried-without-forget-gate',
    operator,
    name: {
      en: 'the gradient of c is carried without the factor f',
      ko: 'c의 기울기를 망각 게이트 f를 곱하지 않고 넘김',
    },
    symptom: 'the last step is right, earlier ones are too large; dc0 too',
    why: 'the first lstm had no forget gate, and texts call its memory a carousel of constant error',
    mend: 'dc₋₁ = dc·f',
    source: 'Hochreiter & Schmidhuber 1997, before Gers’ forget gate',
    wrong: gradients(operator),
    plant: () => lstmWith({ dcBefore: ({ dc }) => dc }),
  },
  {
    id: 'lstm/gradients-of-c-ignored',
    operator,
    name: { en: 'the output gradients of c and cT are ignored', ko: '출력 c와 cT의 기울기를 무시함' },
    symptom: 'right as long as only h and hT reach the loss; not in a decoder that starts from cT',
    why: 'most losses read h',
    mend: 'add dc[t] at every step and dcT at the last one',
    source: torchDocs,
    wrong: gradients(operator),
    plant: (right) => variedCall(operator, right, { outputGrads: (grads) => zeroed(grads, 'c', 'cT') }),
  },
  {
    id: 'lstm/c0-ignored',
    operator,
    name: { en: 'c starts from zeros, c0 is ignored', ko: 'c0를 무시하고 0에서 시작함' },
    symptom: 'right as long as c0 is zeros; the first steps are off most',
    why: 'h0 is passed on, and its companion is forgotten',
    mend: 'begin with c0 where it is given',
    source: torchDocs,
    wrong: everything(operator),
    plant: (right) => variedCall(operator, right, { inputs: ({ inputs }) => zeroed(inputs, 'c0') }),
  },
  {
    id: 'lstm/c0-gradient-missing',
    operator,
    name: { en: 'the gradient of c0 is zeros', ko: 'c0의 기울기를 0으로 둠' },
    symptom: 'only dc0 is wrong',
    why: 'c0 is zeros in most examples, and nothing reads its gradient',
    mend: 'return what is left of the gradient of c before the first step',
    source: torchDocs,
    wrong: ['dc0'],
    plant: (right) => variedCall(operator, right, { gradients: (made) => zeroed(made, 'c0') }),
  },
  {
    id: 'lstm/h0-and-c0-exchanged',
    operator,
    name: { en: 'h0 and c0 are exchanged', ko: 'h0와 c0를 서로 바꿈' },
    symptom: 'shapes fit; right with zeros, and where the two are equal',
    why: 'libraries disagree on the order of the pair: (h, c) here, (c, h) there',
    mend: 'name the two instead of counting them',
    source: 'TensorFlow 1, LSTMStateTuple(c, h), beside torch.nn.LSTM, (h_0, c_0)',
    wrong: everything(operator),
    plant: (right) =>
      variedCall(operator, right, {
        inputs: ({ inputs }) => exchangedStates(inputs),
        gradients: exchangedStates,
      }),
  },
  {
    id: 'lstm/hT-and-cT-exchanged',
    operator,
    name: { en: 'hT and cT are exchanged', ko: 'hT와 cT를 서로 바꿔 반환함' },
    symptom: 'h and c are right, the two last states are each other’s',
    why: 'libraries disagree on the order of the pair',
    mend: 'name the two instead of counting them',
    source: 'TensorFlow 1, LSTMStateTuple(c, h), beside torch.nn.LSTM, (h_n, c_n)',
    wrong: ['hT', 'cT'],
    plant: (right) =>
      variedCall(operator, right, { outputs: (made) => ({ ...made, hT: made.cT!, cT: made.hT! }) }),
  },
];

/**
 * Mistakes of the gru's step: where the reset stands, and which way the update gate points.
 *
 *   n = tanh(wx_n·x + b_n + r·(wh_n·h₋₁ + bh))     or, without resetAfter, … + wh_n·(r·h₋₁) + bh
 *   h = (1 − z)·n + z·h₋₁
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import type { Tensors } from '../../runner/any-kernel.ts';
import { everything } from './results.ts';
import { gruWith } from './right/index.ts';
import { cho, torchDocs } from './sources.ts';
import { gatesReadAs } from './stacked-gates.ts';
import { changed, mapped, variedCall, zeroed } from './varied-call.ts';

const operator = 'gru';
const keras = 'Keras and ONNX GRU';

/** The block of z negated: σ(−a) = 1 − σ(a). */
const updateGateTurned = (tensors: Tensors): Tensors =>
  changed(tensors, ['wx', 'wh', 'b'], (one) => {
    const size = one.data.length / 3;
    return mapped(one, (value, at) => (Math.floor(at / size) === 1 ? -value : value));
  });

/** Mistakes of the forward step of `gru`. */
export const gruForwardMistakes: readonly Mistake[] = [
  {
    id: 'gru/reset-on-the-other-side',
    operator,
    name: {
      en: 'the reset is applied before the recurrent product where after was asked, and the reverse',
      ko: '리셋 게이트를 순환 곱의 앞과 뒤 중 반대쪽에 적용함',
    },
    symptom: 'right where h₋₁ is 0; otherwise off by little, so that training seems to work',
    why: 'the two versions of the paper differ, and so do libraries',
    mend: 'r·(wh_n·h₋₁ + bh) with resetAfter, wh_n·(r·h₋₁) + bh without',
    source: 'pytorch#8153, burn#2704',
    wrong: everything(operator),
    plant: (right) =>
      variedCall(operator, right, {
        attributes: (asked) => ({
          ...asked,
          resetAfter: (asked as { resetAfter?: boolean }).resetAfter === false,
        }),
      }),
  },
  {
    id: 'gru/update-gate-turned',
    operator,
    name: { en: 'h is z·n + (1 − z)·h₋₁: z and 1 − z are exchanged', ko: 'z와 1 − z를 서로 바꿈' },
    symptom: 'where the unit should keep its state it forgets, and the reverse; z = ½ hides it',
    why: 'the first paper and the libraries define z the other way round',
    mend: 'h = (1 − z)·n + z·h₋₁',
    source: cho,
    wrong: everything(operator),
    plant: (right) =>
      variedCall(operator, right, {
        inputs: ({ inputs }) => updateGateTurned(inputs),
        gradients: updateGateTurned,
      }),
  },
  {
    id: 'gru/gates-read-as-zrn',
    operator,
    name: { en: 'the gates are stacked z, r, n', ko: '게이트를 z, r, n 순서로 쌓음' },
    symptom: 'shapes fit and everything is wrong; equal blocks hide it',
    why: 'weights or code come from where this is the order',
    mend: 'exchange the first two blocks of wx, wh and b',
    source: keras,
    wrong: everything(operator),
    plant: (right) => variedCall(operator, right, gatesReadAs('rzn', 'zrn')),
  },
  {
    id: 'gru/recurrent-bias-outside-the-reset',
    operator,
    name: { en: 'bh is added outside the reset', ko: 'bh를 리셋 게이트 바깥에서 더함' },
    symptom: 'right without bh and without resetAfter; otherwise n is off by (1 − r)·bh',
    why: 'all biases are added up beforehand, as the other gates allow',
    mend: 'n = tanh(wx_n·x + b_n + r·(wh_n·h₋₁ + bh))',
    source: torchDocs,
    wrong: everything(operator),
    plant: () =>
      gruWith({
        candidate: ({ r, q, bh }, fromX, after) => fromX + (after ? r * (q - bh) + bh : q),
        dr: ({ q, bh, before }, dan, dread, after) => (after ? dan * (q - bh) : dread * before),
        dbh: (_unit, dan) => dan,
      }),
  },
  {
    id: 'gru/recurrent-bias-ignored',
    operator,
    name: { en: 'bh is ignored', ko: '순환 편향 bh를 무시함' },
    symptom: 'right without bh',
    why: 'one bias is enough for the other gates',
    mend: 'add bh to the recurrent product of n',
    source: torchDocs,
    wrong: everything(operator),
    plant: (right) => variedCall(operator, right, { inputs: ({ inputs }) => zeroed(inputs, 'bh') }),
  },
  {
    id: 'gru/reset-missing',
    operator,
    name: { en: 'the reset gate is left out of the candidate', ko: '후보 n에서 리셋 게이트를 빠뜨림' },
    symptom: 'right where h₋₁ and bh are 0; the rows of r change nothing in the outputs',
    why: 'the code began as a minimal gated unit, which has no reset',
    mend: 'multiply the recurrent part of n by r',
    source: cho,
    wrong: everything(operator),
    plant: () => gruWith({ candidate: ({ q }, fromX) => fromX + q }),
  },
];

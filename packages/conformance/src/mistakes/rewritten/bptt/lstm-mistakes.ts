/**
 * Mistakes in an lstm through time.
 *
 * @module
 */
import { rewritten, type About, type RewrittenMistake } from '../rewritten-mistake.ts';
import { bpttLstm, type LstmSlips } from './lstm.ts';
import type { TimeSlips } from './through-time.ts';

const slip = (
  name: string,
  slips: Partial<LstmSlips>,
  timeSlips: Partial<TimeSlips>,
  about: About,
): RewrittenMistake => rewritten(`bptt-lstm-${name}`, 'lstm', bpttLstm(slips, timeSlips), about);

const everyGradient = ['dx', 'dwx', 'dwh', 'db', 'dh0', 'dc0'];
const everything = ['h', 'c', 'hT', 'cT', ...everyGradient];

/** One slip each. */
export const lstmMistakes: readonly RewrittenMistake[] = [
  slip(
    'gates-in-order-i-o-f-g',
    { order: ['i', 'o', 'f', 'g'] },
    {},
    {
      expected: {
        wrong: everything,
        direction: 'forward',
        keywords: ['order', 'permuted', 'stacked', 'i, o, f, g'],
        common: 'the gates are stacked in another order',
      },
      name: {
        en: 'the gates are stacked i, o, f, g, as ONNX has them',
        ko: '게이트를 ONNX처럼 i, o, f, g 순서로 쌓는다',
      },
      story: 'The weights came from another framework’s documentation, and every order has the same shapes.',
    },
  ),
  slip(
    'forget-gradient-with-new-cell',
    { metByForget: ({ after }) => after.c },
    {},
    {
      expected: {
        wrong: everyGradient,
        direction: 'backward',
        keywords: ['forget', 'f'],
      },
      name: {
        en: 'the forget gate’s gradient uses the cell state after the step',
        ko: '망각 게이트의 기울기에 그 단계 이후의 셀 상태를 쓴다',
      },
      story: 'The states were kept as c[t], and f·c[t − 1] needs one index less than everything around it.',
    },
  ),
  slip(
    'cell-gradient-not-forgotten',
    { carriedCell: (dc) => dc },
    {},
    {
      expected: {
        wrong: everyGradient,
        direction: 'state gradient',
        keywords: ['forget', 'f', 'cell', 'carried'],
      },
      name: {
        en: 'the cell gradient goes back to the step before without the forget gate',
        ko: '셀 기울기가 망각 게이트를 거치지 않고 앞 단계로 간다',
      },
      story: 'The cell state is drawn as a straight line through time, and the gate on it was overlooked.',
    },
  ),
  slip(
    'bias-twice',
    { bias: (b) => b.map((value) => 2 * value) },
    {},
    {
      expected: { wrong: everything, direction: 'forward', keywords: ['bias', 'twice', '2·b', '2b'] },
      name: {
        en: 'the bias is added to the product with x and to that with h',
        ko: '편향을 x와의 곱과 h와의 곱에 각각 더한다',
      },
      story: 'Each of the two products was made by a linear layer, and both were given the one bias.',
    },
  ),
  slip(
    'output-of-stale-cell',
    { shown: ({ c }) => c },
    {},
    {
      expected: {
        wrong: everything,
        direction: 'forward',
        keywords: ['cell', 'previous', 'before the step', 'c₋₁', 'c[t−1]'],
      },
      name: {
        en: 'h is o·tanh of the cell state before the step',
        ko: 'h를 그 단계 이전의 셀 상태의 o·tanh로 계산한다',
      },
      story: 'h was computed one line above the update of c.',
    },
  ),
  slip(
    'last-state-of-longest-sequence',
    {},
    {
      lastState: (state, L, T, reverse) =>
        L === T || (reverse && L > 0) ? state : { h: state.h.map(() => 0), c: state.c.map(() => 0) },
    },
    {
      expected: { wrong: ['hT', 'cT'], direction: 'forward', keywords: ['lengths', 'length'] },
      name: {
        en: 'hT and cT are what stands at the end of the longest sequence: zeros for a shorter one',
        ko: 'hT와 cT를 가장 긴 시퀀스의 끝에서 읽어, 짧은 시퀀스에서는 0이 된다',
      },
      story: 'The last state was h[T − 1] before there were lengths.',
    },
  ),
];

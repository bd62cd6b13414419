/**
 * Mistakes in a gru through time.
 *
 * @module
 */
import { rewritten, type About, type RewrittenMistake } from '../rewritten-mistake.ts';
import { bpttGru, type GruSlips } from './gru.ts';
import type { TimeSlips } from './through-time.ts';

const slip = (
  name: string,
  slips: Partial<GruSlips>,
  timeSlips: Partial<TimeSlips>,
  about: About,
): RewrittenMistake => rewritten(`bptt-gru-${name}`, 'gru', bpttGru(slips, timeSlips), about);

const everyGradient = ['dx', 'dwx', 'dwh', 'db', 'dbh', 'dh0'];

/** One slip each. */
export const gruMistakes: readonly RewrittenMistake[] = [
  slip(
    'reset-always-before',
    { resetAfter: () => false },
    {},
    {
      expected: {
        wrong: ['h', 'hT', ...everyGradient],
        direction: 'forward',
        keywords: ['resetAfter', 'reset'],
        common: 'the reset gate is applied before the recurrent product where after was asked',
      },
      name: {
        en: 'the reset gate is always applied to the state before the product',
        ko: '리셋 게이트를 항상 곱하기 전의 상태에 적용한다',
      },
      story: 'The paper’s first version was implemented, and the attribute names the other one.',
    },
  ),
  slip(
    'update-gradient-other-way',
    { updateDerivative: (before, n) => n - before },
    {},
    {
      expected: {
        wrong: everyGradient,
        direction: 'backward',
        keywords: ['update', 'z'],
      },
      name: {
        en: 'the update gate’s gradient has the sign of h = (1 − z)·h₋₁ + z·n',
        ko: '업데이트 게이트의 기울기가 h = (1 − z)·h₋₁ + z·n의 부호를 가진다',
      },
      story: 'Papers disagree on which of the two z keeps; forward was mended and backward was not.',
    },
  ),
  slip(
    'dbh-without-reset',
    { recurrentBias: (_, dn) => dn },
    {},
    {
      expected: { wrong: ['dbh'], direction: 'bias gradient', keywords: ['bh', 'reset', 'r'] },
      name: {
        en: 'the gradient of bh does not pass the reset gate',
        ko: 'bh의 기울기가 리셋 게이트를 거치지 않는다',
      },
      story: 'A bias’s gradient is the sum of its gate’s, which holds for every other bias.',
    },
  ),
  slip(
    'dwh-candidate-meets-whole-state',
    { metByCandidate: (_, { before }) => before.h },
    {},
    {
      expected: {
        wrong: ['dwh'],
        direction: 'weight gradient',
        keywords: ['resetAfter', 'reset', 'r', 'candidate'],
      },
      name: {
        en: 'without resetAfter the candidate’s rows of dwh are summed with h₋₁, not with r·h₋₁',
        ko: 'resetAfter가 아닐 때 후보 행의 dwh를 r·h₋₁이 아니라 h₋₁과 곱하여 더한다',
      },
      story: 'One product of all stacked gate gradients with the state before is shorter than two.',
    },
  ),
  slip(
    'last-gradient-at-the-longest-end',
    {},
    { carriedFirst: (dLast, _, L, T) => (L === T ? dLast : dLast.map(() => 0)) },
    {
      expected: { wrong: everyGradient, direction: 'state gradient', keywords: ['lengths', 'length', 'hT'] },
      name: {
        en: 'the gradient of hT enters at step T − 1, which a shorter sequence does not have',
        ko: 'hT의 기울기가 T − 1 단계에 들어가는데, 짧은 시퀀스에는 그 단계가 없다',
      },
      story: 'dh[T − 1] += dhT was written before there were lengths.',
    },
  ),
];

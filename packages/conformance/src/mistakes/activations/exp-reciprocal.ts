/**
 * The mistakes of exp and reciprocal.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';
import { local } from './local-derivative.ts';

const exp = variationsOf('exp');
const reciprocal = variationsOf('reciprocal');
const sigmoidExample = 'cs231n, Optimization: the sigmoid example';

/** All of them. */
export const expMistakes: readonly Mistake[] = [
  {
    id: 'exp/dx-without-power',
    operator: 'exp',
    name: { en: 'the input gradient is dy', ko: '입력 그래디언트에 eˣ를 곱하지 않는다' },
    symptom: 'right at x = 0',
    why: '“eˣ is its own derivative” is remembered as “nothing changes”',
    mend: 'dx = dy · y',
    source: sigmoidExample,
    wrong: ['dx'],
    plant: exp.changed({ dx: local(() => 1) }),
  },
  {
    id: 'exp/power-rule',
    operator: 'exp',
    name: {
      en: 'the input gradient follows the power rule, x · eˣ⁻¹',
      ko: '거듭제곱 미분 규칙 x · eˣ⁻¹을 적용한다',
    },
    symptom: 'dx is 0 at x = 0 and negative below',
    why: 'the rule for xⁿ, where x is the exponent',
    mend: 'dx = dy · eˣ',
    source: sigmoidExample,
    wrong: ['dx'],
    plant: exp.changed({ dx: local((x) => x * Math.exp(x - 1)) }),
  },
  {
    id: 'reciprocal/minus-forgotten',
    operator: 'reciprocal',
    name: { en: 'the derivative of 1/x lacks its minus', ko: '1/x의 도함수에서 음의 부호가 빠졌다' },
    symptom: 'dx has the wrong sign everywhere',
    why: 'the sign of −1/x² is lost on the way',
    mend: 'dx = −dy / x²',
    source: sigmoidExample,
    wrong: ['dx'],
    plant: reciprocal.changed({ dx: (dx) => map(dx, (value) => -value) }),
  },
  {
    id: 'reciprocal/square-forgotten',
    operator: 'reciprocal',
    name: { en: 'the derivative of 1/x is −1/x', ko: '1/x의 도함수를 −1/x로 쓴다' },
    symptom: 'right at x = 1 only',
    why: 'the saved output is 1/x and is not squared',
    mend: 'dx = −dy · y²',
    source: sigmoidExample,
    wrong: ['dx'],
    plant: reciprocal.changed({ dx: local((_, y) => -y) }),
  },
  {
    id: 'reciprocal/logarithm',
    operator: 'reciprocal',
    name: { en: 'the input gradient is that of the logarithm', ko: '입력 그래디언트가 로그의 것이다' },
    symptom: 'dx is dy / x, right at x = −1 only',
    why: '1/x is a derivative known by heart, but of another function',
    mend: 'dx = −dy / x²',
    source: sigmoidExample,
    wrong: ['dx'],
    plant: reciprocal.changed({ dx: local((_, y) => y) }),
  },
  {
    id: 'exp/clipped',
    operator: 'exp',
    name: {
      en: 'the power is clipped so that it never overflows',
      ko: '오버플로가 나지 않도록 지수를 잘라 낸다',
    },
    symptom: 'a large finite number where ∞ belongs',
    why: 'an early remedy against NaN in the loss',
    mend: 'let it overflow; subtract the maximum where a quotient follows',
    source: 'Goodfellow, Bengio, Courville: Deep Learning, 4.1',
    wrong: ['y'],
    plant: only(
      ['y'],
      exp.asked(({ inputs: { x } }) => ({ inputs: { x: map(x, (value) => Math.min(value, 80)) } })),
    ),
  },
];

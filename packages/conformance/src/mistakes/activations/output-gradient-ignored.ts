/**
 * The local derivative taken for the gradient, in the functions that a computational graph takes σ apart into.
 *
 *   e^x: e^x·dy     1/x: −dy/x²     σ: σ(1 − σ)·dy
 *
 * Source: cs231n, "Backpropagation, Intuitions": the sigmoid example.
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { variationsOf } from '../variations.ts';

/** dx as it is written down where dy is forgotten, and what is right. */
const forms = {
  exp: { wrong: 'eˣ', right: 'dy · eˣ' },
  reciprocal: { wrong: '−1/x²', right: '−dy/x²' },
  sigmoid: { wrong: 'y(1 − y)', right: 'dy · y(1 − y)' },
} as const;

/** Such a mistake of exp, reciprocal and sigmoid. */
export const outputGradientIgnored: readonly Mistake[] = (
  Object.keys(forms) as readonly (keyof typeof forms)[]
).map((operator) => ({
  id: `${operator}/dy-ignored`,
  operator,
  name: { en: 'the output gradient is not multiplied in', ko: '출력 그래디언트를 곱하지 않는다' },
  symptom: `dx is ${forms[operator].wrong} whatever dy is; right where dy is 1, as in a check through a sum`,
  why: 'the derivative on paper is taken for the backward',
  mend: `chain rule: dx = ${forms[operator].right}`,
  source: 'cs231n, Backpropagation, Intuitions: the sigmoid example',
  wrong: ['dx'],
  plant: variationsOf(operator).cotangent(({ y: dy }) => ({ y: map(dy, () => 1) })),
}));

/**
 * The check `denormals`: the smallest numbers count.
 *
 *   x in units of 2^−1060 (float64), 2^−140 (float32): below the smallest normal number, 2^−1022 and 2^−126
 *
 * @module
 */
import { tensor, type FloatDtype, type OperatorName } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../../generated/case.ts';
import type { Recipe } from '../../generated/recipe.ts';
import { shapedCall } from '../../generated/shaped-call.ts';
import { isWeak } from '../../runner/compare.ts';
import { affineOperators, saysLittle, withInput } from '../laws/affine-inputs.ts';
import { bothDtypes, type Check } from '../check.ts';
import { overCases } from '../over-cases.ts';
import { rightFor, subjectOf } from '../subject.ts';
import { compareAnswers } from './compared-answers.ts';

/** What the first input is measured in. */
const units: Readonly<Record<FloatDtype, number>> = { float64: 2 ** -1060, float32: 2 ** -140 };
/** The smallest normal numbers. */
const normal: Readonly<Record<FloatDtype, number>> = { float64: 2 ** -1022, float32: 2 ** -126 };

/** Operators whose answer is as small as their first input. */
const proportional: readonly OperatorName[] = [
  ...affineOperators.filter((operator) => operator !== 'addConstant'),
  ...(['maxPool', 'maximum', 'maxout', 'relu'] as const),
];

/** The check. */
export const denormals: Check = {
  id: 'denormals',
  title: 'numbers below the smallest normal one are not taken for 0',
  catches: 'flush-to-zero modes, thresholds such as x < 1e-30, a division by a tiny norm',
  why:
    'Gradients shrink on the way through a net, and what is below 2^−126 is still a number in float32. On hardware that ' +
    'flushes it to 0, or behind a threshold, it vanishes. The first input is small integers times a tiny power of two, ' +
    'the others are integers: every product and sum is a multiple of that power, so the answer is due exactly, or within ' +
    'the last bit of the smallest number where the definition divides.',
  provesLittle:
    'where no element of the answer is tiny and different from 0, or the underflow of a transform that is promised may be over 1 % of it',
  operators: proportional,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    const first = (one: GeneratedCase) => Object.keys(one.inputs)[0]!;
    return overCases<GeneratedCase>(operator, options, {
      suit(recipe) {
        const one = tinyCase(recipe);
        if (typeof one === 'string') return one;
        const { values, bounds } = Object.values(rightFor(subject, one).outputs)[0]!;
        const tiny = values.some((value) => value !== 0 && Math.abs(value) < normal[one.dtype]);
        if (!tiny) return 'no element of the answer is tiny and different from 0';
        const lost = subject.bound !== 'direct' && isWeak(values, bounds);
        return lost ? 'the bound of the transform is over 1 % of the result' : one;
      },
      shown: (one) => one,
      judge: (one, findings) =>
        compareAnswers(
          subject,
          one,
          rightFor(subject, one),
          findings,
          `: ${first(one)} is integers times ${units[one.dtype]}`,
        ),
    });
  },
};

/** A call without a bias, which would drown the rest, and with a tiny first input. */
function tinyCase(recipe: Recipe): GeneratedCase | string {
  const { operator, shapes, attributes } = recipe.call;
  const kept =
    operator === 'add' || operator === 'concat' || operator === 'multiply' || operator === 'maximum';
  const given = kept ? shapes : { ...shapes, b: undefined };
  const one = makeCase({ ...recipe, call: shapedCall(operator, given, attributes) });
  const little = saysLittle(one);
  if (little) return little;
  const [name, { dtype, shape, data }] = Object.entries(one.inputs)[0]!;
  const unit = units[dtype as FloatDtype];
  return withInput(
    one,
    name,
    tensor(
      dtype,
      shape,
      Array.from(data, (value) => value * unit),
    ),
  );
}

/**
 * The check `non-finite`: NaN and infinities go where the definition's sums send them, and nowhere else.
 *
 * @module
 */
import { operatorNames } from '@gradspec/spec';
import { bothDtypes, type Check } from '../check.ts';
import { overPlainCases } from '../over-cases.ts';
import { rightFor, subjectOf } from '../subject.ts';
import { compareAnswers } from './compared-answers.ts';

/** The check. */
export const nonFiniteValues: Check = {
  id: 'non-finite',
  title: 'NaN and infinities reach the elements that the definition sends them to',
  catches:
    'a maximum that loses NaN, padding that is 0 · ∞, a transform that spreads NaN everywhere, NaN turned into 0',
  why:
    'What NaN and ∞ come to does not depend on rounding: ∞ − ∞ is NaN in any order. So the element they reach is known ' +
    'exactly, and so are those they do not. In training a NaN is the only sign of something gone wrong; a kernel that ' +
    'swallows it returns a finite wrong number. Where formulas that are equally right differ, as 0 · ∞ does, the ' +
    'element is left open.',
  provesLittle: 'where no input or output gradient holds NaN or ∞, or everything it reaches is left open',
  operators: operatorNames,
  dtypes: bothDtypes,
  async run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    const findings = await overPlainCases(operator, options, {
      change: (recipe) => ({ ...recipe, fill: { ...recipe.fill, nonFinite: true } }),
      little(one) {
        if (!subject.nonFinite)
          return `${implementation.name} does not claim NaN and infinities in ${operator}`;
        const { outputs, gradients } = rightFor(subject, one);
        return [...Object.values(outputs), ...Object.values(gradients)].some(({ values, bounds }) =>
          values.some((value, i) => !Number.isFinite(value) && bounds[i]! < Infinity),
        )
          ? undefined
          : 'NaN and ∞ reach nothing that is judged';
      },
      judge: (one, findings) =>
        compareAnswers(
          subject,
          one,
          rightFor(subject, one),
          findings,
          ': the call has NaN or infinities in it',
        ),
    });
    return findings;
  },
};

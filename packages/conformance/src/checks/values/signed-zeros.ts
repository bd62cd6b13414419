/**
 * The check `signed-zeros`: −0 is 0. A call with −0 in place of 0 gives the same numbers, and the sign of a zero in the
 * answer is not judged.
 *
 * @module
 */
import { operatorNames, tensor, type FloatTensor, type Tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { bothDtypes, type Check } from '../check.ts';
import { overPlainCases } from '../over-cases.ts';
import { rightFor, subjectOf } from '../subject.ts';
import { compareAnswers } from './compared-answers.ts';

/** The check. */
export const signedZeros: Check = {
  id: 'signed-zeros',
  title: '−0 counts as 0: numbers and choices stay the same',
  catches:
    'a maximum that prefers 0 to −0 and sends the gradient elsewhere, bits compared in place of numbers',
  why:
    'Zeros with a sign come out of every product with a negative number, so they are everywhere after a relu. −0 = 0, ' +
    'so a tie of the two is a tie, and its gradient goes to the first. Each zero of a call is given its other sign at ' +
    'random, and the answers are due as before. The sign of a zero in the answer depends on the order of a sum and is ' +
    'never judged.',
  provesLittle: 'where the call has no zero',
  // 1 / −0 is −∞: the sign of a zero is what the reciprocal is about.
  operators: operatorNames.filter((operator) => operator !== 'reciprocal'),
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      change: (recipe) => ({ ...recipe, fill: { ...recipe.fill, reach: 1 } }),
      little: ({ inputs }) =>
        Object.values(inputs).some(({ dtype, data }) => dtype !== 'int32' && data.includes(0))
          ? undefined
          : 'the call has no zero',
      judge: (one, findings) =>
        compareAnswers(
          subject,
          signed(one),
          rightFor(subject, one),
          findings,
          ': some zeros of the call are −0',
        ),
    });
  },
};

/** The case with every other zero as −0. */
function signed(one: GeneratedCase): GeneratedCase {
  let zeros = 0;
  const other = <T extends Tensor>(given: T): T =>
    given.dtype === 'int32'
      ? given
      : (tensor(
          given.dtype,
          given.shape,
          Array.from(given.data, (value) => (value === 0 && zeros++ % 2 ? -0 : value)),
        ) as T);
  const all = <T extends Tensor>(tensors: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(tensors).map(([name, given]) => [name, other(given)]));
  return { ...one, inputs: all(one.inputs), outputGrads: all<FloatTensor>(one.outputGrads) };
}

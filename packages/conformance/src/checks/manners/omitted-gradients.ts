/**
 * The check `omitted-gradients`: an output gradient that is left out counts as zeros.
 *
 * @module
 */
import { operatorNames, zeros, type FloatTensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { answer, checkLaw } from '../laws/answer.ts';
import { overPlainCases } from '../over-cases.ts';
import { backwardOf, forwardOf, rightFor, subjectOf, type Subject } from '../subject.ts';

/** The check. */
export const omittedGradients: Check = {
  id: 'omitted-gradients',
  title: 'an output gradient left out is the same as one of zeros',
  catches:
    'a last state whose gradient is taken for granted, NaN or an error from what is missing, ones as a default',
  why:
    'A loss on the outputs alone gives no gradient for the last state, and one on the last state none for the outputs. ' +
    'Left out and zero mean the same thing, so backward has to answer the same. Each output is left out by itself, and ' +
    'all of them together: then every gradient is 0.',
  provesLittle: 'never: an output that nobody reads is a call that training makes',
  operators: operatorNames,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, { judge: (one, findings) => judge(subject, one, findings) });
  },
};

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const ran = await forwardOf(subject, one, findings);
  if (!ran) return;
  const names = Object.keys(one.outputGrads);
  const parts = names.length > 1 ? [...names.map((name) => [name]), names] : [names];
  for (const left of parts) {
    const given = Object.entries(one.outputGrads).filter(([name]) => !left.includes(name));
    const without: GeneratedCase = { ...one, outputGrads: Object.fromEntries(given) };
    const zero: GeneratedCase = { ...one, outputGrads: { ...one.outputGrads, ...zerosFor(one, left) } };
    const [omitted, zeroed] = [
      await backwardOf(subject, without, ran, findings),
      await backwardOf(subject, zero, ran, findings),
    ];
    if (!omitted || !zeroed) return;
    const right = rightFor(subject, zero).gradients;
    const law = `the output gradient of ${left.join(', ')} was left out, and zeros in its place are expected to give the same`;
    for (const [name, own] of Object.entries(right))
      checkLaw(
        `gradient of ${name}`,
        { got: omitted[name]!, right: own, due: answer(zeroed[name]!, own), law },
        findings,
      );
    if (findings.failed) return;
  }
}

function zerosFor(
  { outputGrads, dtype }: GeneratedCase,
  names: readonly string[],
): Record<string, FloatTensor> {
  return Object.fromEntries(names.map((name) => [name, zeros(dtype, outputGrads[name]!.shape)]));
}

/**
 * The check `linearity`: an operator that is affine in an input takes combinations of it to combinations.
 *
 *   f(2·x₁ − x₂) = 2·f(x₁) − f(x₂)      the same for w, and for b where there is one
 *
 * 2 − 1 = 1, so the bias drops out and the law holds with it.
 *
 * @module
 */
import type { GeneratedCase } from '../../generated/case.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overPlainCases } from '../over-cases.ts';
import { forwardOf, rightFor, subjectOf, type Subject } from '../subject.ts';
import {
  affineInputsOf,
  affineOperators,
  combinedTensor,
  direction,
  saysLittle,
  withInput,
} from './affine-inputs.ts';
import { answer, checkLaw, combined } from './answer.ts';

/** The check. */
export const linearity: Check = {
  id: 'linearity',
  title: 'f(2x₁ − x₂) = 2f(x₁) − f(x₂), in x, in w and in b',
  catches:
    'clamped or saturated sums, an activation left in, numbers kept in too few digits, memory read unset',
  why:
    'Convolution, average pooling and linear layers are linear in x and in w; adding b makes them affine. A kernel that ' +
    'is not cannot be one of them, whatever it computes. The law compares three answers of the same kernel, so it needs ' +
    'no expected value, and on integers it is exact. It says nothing about which linear map it is: that is what other ' +
    'checks are for.',
  provesLittle: 'where an input or the output gradient is 0, or everything has one element',
  operators: affineOperators,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      little: saysLittle,
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const first = await forwardOf(subject, one, findings);
  if (!first) return;
  for (const name of affineInputsOf(one)) {
    const x2 = direction(one, name);
    const other = withInput(one, name, x2);
    const both = withInput(one, name, combinedTensor(2, one.inputs[name]!, -1, x2));
    const [second, third] = [
      await forwardOf(subject, other, findings),
      await forwardOf(subject, both, findings),
    ];
    if (!second || !third) return;
    const at = (ran: typeof first, of: GeneratedCase) =>
      answer(ran.outputs.y!, rightFor(subject, of).outputs.y!);
    const due = combined(2, at(first, one), -1, at(second, other));
    const law = `f(2·${name}₁ − ${name}₂) is not 2·f(${name}₁) − f(${name}₂), in which it is expected here`;
    checkLaw('y', { got: third.outputs.y!, right: rightFor(subject, both).outputs.y!, due, law }, findings);
    if (findings.failed) return;
  }
}

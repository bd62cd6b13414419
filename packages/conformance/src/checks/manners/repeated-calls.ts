/**
 * The check `repeated-calls`: a kernel has no memory. The same call gives the same bits, whatever was called in between.
 *
 * @module
 */
import { operatorNames } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { checkRepeated } from '../../generated/manners.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overPlainCases } from '../over-cases.ts';
import { answersOf, differentiable, forwardOf, subjectOf, type Subject } from '../subject.ts';

/** The check. */
export const repeatedCalls: Check = {
  id: 'repeated-calls',
  title: 'the same call gives the same bits again, after another call in between',
  catches:
    'results kept from an earlier call, scratch memory not cleared, caches by shape only, random or racing sums',
  why:
    'An operator is a function. When the same call answers otherwise after a call with other numbers, something was ' +
    'kept: a buffer that is not cleared, a spectrum or a packed kernel cached by shape. Bits are compared, not values: ' +
    'a sum whose order varies from call to call is found as well, which no tolerance would show.',
  provesLittle: 'where the output has no element',
  operators: operatorNames,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      change: (recipe) => ({ ...recipe, fill: { ...recipe.fill, kind: 'floats' } }),
      little: ({ outputGrads }) =>
        Object.values(outputGrads).every(({ data }) => data.length === 0)
          ? 'the output has no element'
          : undefined,
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const first = await firstOf(subject, one, findings);
  if (!first || !(await firstOf(subject, doubled(one), findings))) return;
  const again = await firstOf(subject, one, findings);
  if (!again) return;
  checkRepeated('output', first.outputs, again.outputs, findings);
  checkRepeated('gradient', first.gradients, again.gradients, findings);
}

/** Outputs and gradients; no gradients where there is no backward. */
async function firstOf(subject: Subject, one: GeneratedCase, findings: CheckFindings) {
  if (subject.kernel.backward) return answersOf(subject, one, findings);
  findings.forwardOnly = true;
  const ran = await forwardOf(subject, one, findings);
  return ran && { outputs: ran.outputs, gradients: {} };
}

/** The same call with numbers twice as large. */
function doubled(one: GeneratedCase): GeneratedCase {
  const inputs = { ...one.inputs };
  for (const name of differentiable(one)) {
    const given = inputs[name]!;
    inputs[name] = { ...given, data: given.data.map((value: number) => 2 * value) } as typeof given;
  }
  return { ...one, inputs };
}

/**
 * The check `unchanged-arguments`: inputs and output gradients are only read.
 *
 * @module
 */
import { operatorNames } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { watched } from '../../generated/manners.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overPlainCases } from '../over-cases.ts';
import { backwardOf, forwardOf, subjectOf, type Subject } from '../subject.ts';

/** The check. */
export const unchangedArguments: Check = {
  id: 'unchanged-arguments',
  title: 'inputs, outputs and output gradients stay as they are',
  catches: 'in-place activations, dy multiplied by the derivative where it stands, padding written into x',
  why:
    'Other nodes read the same tensors: a gradient that arrives at a branch is handed to both sides, an input is read ' +
    'again by backward. Who writes into them breaks somebody else, far from the place. Every element is kept before the ' +
    'call and compared after it, bit for bit.',
  provesLittle: 'never: a write that leaves the same bits is no change',
  operators: operatorNames,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      change: (recipe) => ({ ...recipe, fill: { ...recipe.fill, kind: 'floats' } }),
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

const rule = 'a kernel must leave what it is given as it is';

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const inputs = watched('input', one.inputs, rule);
  const ran = await forwardOf(subject, one, findings);
  inputs('forward', findings);
  if (!ran || findings.failed) return;
  const outputs = watched('output', ran.outputs, 'what was returned belongs to the caller');
  const grads = watched('output gradient', one.outputGrads, rule);
  await backwardOf(subject, one, ran, findings);
  for (const watch of [inputs, outputs, grads]) watch('backward', findings);
}

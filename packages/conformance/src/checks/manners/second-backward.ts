/**
 * The check `second-backward`: backward answers, it does not add up. A second backward of one forward pass gives the
 * same bits and leaves the first gradients as they were.
 *
 * @module
 */
import { operatorNames } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { checkRepeated, watched } from '../../generated/manners.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overPlainCases } from '../over-cases.ts';
import { backwardOf, forwardOf, rightFor, subjectOf, type Subject } from '../subject.ts';

/** The check. */
export const secondBackward: Check = {
  id: 'second-backward',
  title: 'a second backward gives the same gradients and adds to nothing',
  catches:
    'gradients accumulated into kept memory, saved values used up or overwritten by the first backward',
  why:
    'Whoever wants gradients added up adds them; the vector-Jacobian product is a function of the output gradient. Two ' +
    'losses on one forward pass, or a Jacobian row by row, call backward twice. Accumulation shows as gradients twice ' +
    'as large, used-up values as garbage, and memory that is used again as first gradients that changed.',
  provesLittle: 'where every gradient is 0, which doubled is 0',
  operators: operatorNames,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      little: (one) =>
        Object.values(rightFor(subject, one).gradients).every(({ values }) =>
          values.every((value) => value === 0),
        )
          ? 'every gradient is 0'
          : undefined,
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const ran = await forwardOf(subject, one, findings);
  const first = ran && (await backwardOf(subject, one, ran, findings));
  if (!first) return;
  const before = Object.fromEntries(
    Object.entries(first).map(([name, grad]) => [name, { ...grad, data: grad.data.slice() } as typeof grad]),
  );
  const watch = watched('earlier gradient', first, 'what was returned belongs to the caller');
  const second = await backwardOf(subject, one, ran, findings);
  if (!second) return;
  watch('second backward', findings);
  checkRepeated('gradient', before, second, findings);
}

/**
 * The check `generated`: generated calls, each element within its own derived bound; a failing one is made small.
 *
 * @module
 */
import { operatorNames, type OperatorName } from '@gradspec/spec';
import { checkCases } from '../../generated/check-generated.ts';
import { describeCase } from '../../generated/describe-case.ts';
import { recipesFrom, type IndexedCase } from '../../generated/generated-cases.ts';
import { bothDtypes, type Check, type CheckOptions } from '../check.ts';
import { CheckFindings } from '../check-findings.ts';

/** About every second case has the dtype that is asked for; how many are drawn per case at first, and at most. */
const drawnPerCase = { least: 3, most: 48 };

/** The first `cases` recipes of a dtype. */
function recipesOf(operator: OperatorName, { seed, cases, dtype }: CheckOptions): readonly IndexedCase[] {
  for (let drawn = drawnPerCase.least; ; drawn *= 2) {
    const all = recipesFrom(operator, { seed, count: drawn * cases }).cases;
    const own = all.filter(({ recipe }) => recipe.dtype === dtype).slice(0, cases);
    if (own.length === cases || drawn >= drawnPerCase.most) return own;
  }
}

/** The check. */
export const generatedCases: Check = {
  id: 'generated',
  title: 'generated calls of every shape and attribute agree within their bounds',
  catches:
    'what nobody thought of: combinations of stride, padding, dilation, groups, lengths and optional inputs',
  why:
    'Calls are drawn at random from everything the specification accepts, the same ones for the same seed. Each element ' +
    'is compared with the definition within a bound that is derived for it: no more than rounding can explain. A ' +
    'failing call is shrunk to the smallest one that still fails, which often names the attribute by itself.',
  provesLittle: 'where the bounds are over 1 % of the result, which a note says',
  operators: operatorNames,
  dtypes: bothDtypes,
  async run(implementation, operator, options) {
    const { seed, dtype } = options;
    const findings = new CheckFindings(dtype);
    const own = recipesOf(operator, options);
    const { results } = await checkCases([implementation], operator, own, { seed });
    const [result] = results;
    findings.calls = own.length;
    findings.forwardOnly = !implementation.kernels[operator]?.backward;
    for (const note of result?.notes ?? []) findings.remark(note);
    if (!result || result.failed === 0) return findings;
    if (result.failure) {
      findings.failures.push(...result.failure.failures);
      findings.failedCall = describeCase(result.failure.smallest);
    } else
      findings.fail(
        'a call',
        `case ${result.firstFailed} of seed ${seed} was wrong once and right when it was run again`,
      );
    return findings;
  },
};

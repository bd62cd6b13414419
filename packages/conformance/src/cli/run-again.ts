/**
 * `gradspec run --index`: one generated case again, by the index that a failure names.
 *
 * @module
 */
import { makeCase } from '../generated/case.ts';
import { standardExtent } from '../default-run/units.ts';
import { checkCases } from '../generated/check-generated.ts';
import { describeCase } from '../generated/describe-case.ts';
import { generatedFailureText } from '../generated/failure-text.ts';
import { recipeAt } from '../generated/generated-cases.ts';
import { UsageError } from '../usage-error.ts';
import type { OperatorName } from '@gradspec/spec';
import type { Named, RunOptions } from './run.ts';

/** Prints what is called and whether each implementation agrees; returns the exit code. */
export async function runAgain(
  named: readonly Named[],
  { operator: written, seed = standardExtent.seed, index }: RunOptions & { readonly index: number },
): Promise<number> {
  const operator = written as OperatorName;
  const claiming = named.filter(({ implementation }) => implementation.kernels[operator]);
  if (claiming.length === 0) throw new UsageError(`none of these implementations has ${operator}`);
  const recipe = recipeAt(operator, seed, index);
  const { results } = await checkCases(
    claiming.map(({ implementation }) => implementation),
    operator,
    [{ index, recipe }],
    { seed },
  );
  const verdicts = results.map((result, i) =>
    result.failed > 0
      ? generatedFailureText(result, claiming[i]!.target)
      : `✓ ${result.implementation} agrees`,
  );
  process.stdout.write(`${[...describeCase(makeCase(recipe)), ...verdicts].join('\n')}\n`);
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}

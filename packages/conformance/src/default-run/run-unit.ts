/**
 * Doing one unit of a run on all implementations that claim its operator. What is right for a call is computed once for all.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { checks } from '../checks/index.ts';
import { runChecks, type CheckResult } from '../checks/run-checks.ts';
import { checkCases, type GeneratedResult } from '../generated/check-generated.ts';
import { drawDifferent, recipeAt } from '../generated/generated-cases.ts';
import type { VectorResult } from '../runner/result.ts';
import type { Unit } from './units.ts';

/** How the generated cases of one operator came out. */
export interface CasesResult extends VectorResult {
  readonly generated: GeneratedResult;
}

/** What one implementation has of a unit: nothing where it does not claim the operator. */
export type UnitResults = readonly (CasesResult | CheckResult)[];

/** The vectors and the generated cases are parts of a run of their own. */
const checksOfARun = checks.filter(({ id }) => id !== 'worked-examples' && id !== 'generated');

/**
 * Does a unit; the results are in the order of the implementations. A kernel that several of them have, under the same claim, is
 * run once: what it comes to is the same.
 */
export async function runUnit(
  implementations: readonly Implementation[],
  unit: Unit,
): Promise<readonly UnitResults[]> {
  const { operator } = unit;
  const same = (a: Implementation, b: Implementation) =>
    a.kernels[operator] === b.kernels[operator] &&
    JSON.stringify(a.claims?.[operator]) === JSON.stringify(b.claims?.[operator]);
  const claiming = implementations.filter(({ kernels }) => kernels[operator]);
  const different = claiming.filter((one, i) => claiming.findIndex((other) => same(one, other)) === i);
  if (different.length === 0) return implementations.map(() => []);
  const results = await (unit.what === 'checks' ? checked(different, unit) : generated(different, unit));
  return implementations.map((one) => {
    const own = one.kernels[operator] && results[different.findIndex((other) => same(one, other))];
    return (own ?? []).map((result) => ofImplementation(result, one));
  });
}

/** A result under the name of the implementation that it is told of. */
function ofImplementation<R extends CasesResult | CheckResult>(result: R, { name }: Implementation): R {
  return 'generated' in result
    ? { ...result, generated: { ...result.generated, implementation: name } }
    : result;
}

async function generated(
  implementations: readonly Implementation[],
  { operator, seed, count }: Unit,
): Promise<readonly UnitResults[]> {
  const { cases } = drawDifferent((index) => recipeAt(operator, seed, index), count);
  const { results } = await checkCases(implementations, operator, cases, { seed });
  const few = `there are only ${cases.length} different calls, not ${count}`;
  return results.map((result, i) => [
    casesResult(result, !implementations[i]!.kernels[operator]!.backward, cases.length < count ? [few] : []),
  ]);
}

/** Cases that prove little are no pass and no failure: they are left out of the counts. */
function casesResult(
  generated: GeneratedResult,
  forwardOnly: boolean,
  notes: readonly string[],
): CasesResult {
  const { operator, total, failed, proveLittle, largest, failure } = generated;
  const right = total - failed - proveLittle;
  const outcome =
    failed > 0
      ? 'failed'
      : right > 0
        ? forwardOnly
          ? 'forward only'
          : 'passed'
        : total > 0
          ? 'weak'
          : 'not run';
  return {
    id: `generated/${operator}`,
    row: operator,
    outcome,
    counts: { passed: right, total: right + failed },
    largest,
    failures: failure?.failures ?? [],
    notes: [...notes, ...generated.notes],
    generated,
  };
}

async function checked(
  implementations: readonly Implementation[],
  { operator, seed, count }: Unit,
): Promise<readonly UnitResults[]> {
  const results: CheckResult[][] = implementations.map(() => []);
  for (const check of checksOfARun.filter(({ operators }) => operators.includes(operator)))
    for (const [i, implementation] of implementations.entries()) {
      const report = await runChecks(implementation, [{ check, operator }], { seed, cases: count });
      results[i]!.push(...report.results);
    }
  return results;
}

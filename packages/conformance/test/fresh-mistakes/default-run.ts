/**
 * What the default run finds out about one fresh mistake: the vectors of its operator, then generated cases, then the checks.
 *
 * @module
 */
import type { Implementation, OperatorName } from '@gradspec/spec';
import { checks } from '../../src/checks/index.ts';
import { planChecks, runChecks } from '../../src/checks/run-checks.ts';
import { checkGenerated } from '../../src/generated/check-generated.ts';
import { reportOf, runSuite, type Report } from '../../src/runner/suite.ts';
import { loadVectors } from '../../src/vectors/load.ts';
import type { FreshMistake } from './fresh-mistake.ts';

type Part = (implementation: Implementation, operator: OperatorName) => Promise<Report>;

const generated = { seed: 1, count: 200 } as const;
const drawn = { seed: 1, cases: 10 } as const;

const onVectors: Part = (implementation, operator) => {
  const own = loadVectors().filter((vector) => 'operator' in vector && vector.operator === operator);
  return runSuite(implementation, own, { selection: true });
};

const onGenerated: Part = async (implementation, operator) => {
  const { results } = await checkGenerated([implementation], operator, generated);
  const found = results.map(({ failed, failure, largest }) => ({
    id: `generated/${operator}`,
    row: operator,
    outcome: failed > 0 ? ('failed' as const) : ('passed' as const),
    largest,
    failures: failure?.failures ?? [],
    notes: [],
  }));
  return reportOf(implementation, found, { seconds: 0, selection: true });
};

const onChecks: Part = (implementation, operator) =>
  runChecks(implementation, planChecks(implementation, checks, operator), drawn);

/** The report of the first part that finds something wrong; undefined where none does. */
export async function failingReport({
  implementation,
  expected: { operator },
}: FreshMistake): Promise<Report | undefined> {
  for (const part of [onVectors, onGenerated, onChecks]) {
    const report = await part(implementation, operator);
    if (report.rows.some(({ verdict }) => verdict === 'broken')) return report;
  }
  return undefined;
}

/**
 * What is probably wrong with an implementation that does not conform, operator by operator.
 *
 * @module
 */
import { operatorNames, type Implementation } from '@gradspec/spec';
import type { Report } from '../runner/suite.ts';
import { diagnoseOperator } from './diagnose-operator.ts';
import { failingTrials } from './failing-trials.ts';
import type { Finding } from './findings.ts';

/** Looks into the operators that are broken; none where nothing is, or nothing could be found out. */
export async function diagnose(implementation: Implementation, report: Report): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const operator of operatorNames)
    if (report.rows.find(({ name }) => name === operator)?.verdict === 'broken')
      findings.push(
        ...(await diagnoseOperator(implementation, operator, failingTrials(report.results, operator))),
      );
  return findings;
}

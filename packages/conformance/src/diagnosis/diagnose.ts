/**
 * What is probably wrong with an implementation that does not conform, operator by operator. It costs nothing when all passes.
 *
 * @module
 */
import { operatorNames, type Implementation, type OperatorName } from '@gradspec/spec';
import type { Report } from '../runner/suite.ts';
import { matchOtherCall } from './other-call/match-other-call.ts';
import { bilinearOperators, recoverStructure } from './structure/recover-structure.ts';

/** One sentence about one operator, and how it is known. */
export interface Finding {
  readonly operator: OperatorName;
  /**
   * `matched`: on every call that was tried, the wrong results are naive-loops' results of another call. `recovered`: read off
   * the implementation's own answers to probes.
   */
  readonly certainty: 'matched' | 'recovered';
  readonly sentence: string;
}

/** Looks into the operators that are broken; none where nothing is, or nothing could be found out. */
export async function diagnose(implementation: Implementation, { rows }: Report): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const operator of operatorNames) {
    if (rows.find(({ name }) => name === operator)?.verdict !== 'broken') continue;
    for (const sentence of await matchOtherCall(implementation, operator))
      findings.push({ operator, certainty: 'matched', sentence });
    const probed = bilinearOperators.find((name) => name === operator);
    for (const sentence of probed ? await recoverStructure(implementation, probed) : [])
      findings.push({ operator, certainty: 'recovered', sentence });
  }
  return findings;
}

/** The findings as lines under their operators. */
export function diagnosisText(findings: readonly Finding[]): string {
  const operators = [...new Set(findings.map(({ operator }) => operator))];
  return operators
    .flatMap((operator) => [
      `  what is probably wrong with ${operator}`,
      ...findings
        .filter((finding) => finding.operator === operator)
        .map(({ certainty, sentence }) => `    ${certainty}: ${sentence}`),
    ])
    .join('\n');
}

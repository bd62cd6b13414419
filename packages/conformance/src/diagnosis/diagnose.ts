/**
 * What is probably wrong with an implementation that does not conform, operator by operator. It costs nothing when all passes.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import type { Report } from '../runner/suite.ts';
import { bilinearOperators, recoverStructure } from './structure/recover-structure.ts';

/** One sentence about one operator, and how it is known. */
export interface Finding {
  readonly operator: string;
  /** `recovered`: read off the implementation's own answers to probes. */
  readonly certainty: 'recovered';
  readonly sentence: string;
}

/** Probes the operators that are broken; none where nothing is, or nothing could be found out. */
export async function diagnose(implementation: Implementation, { rows }: Report): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const operator of bilinearOperators) {
    if (rows.find(({ name }) => name === operator)?.verdict !== 'broken') continue;
    for (const sentence of await recoverStructure(implementation, operator))
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

/**
 * What is probably wrong with an implementation that does not conform, operator by operator. It costs nothing when all passes.
 *
 * @module
 */
import { operatorNames, type Implementation, type OperatorName } from '@gradspec/spec';
import type { Report } from '../runner/suite.ts';
import { mistakes } from '../mistakes/index.ts';
import { whereWrong } from './location/where-wrong.ts';
import { matchCatalogue } from './match-catalogue.ts';
import { matchOtherCall } from './other-call/match-other-call.ts';
import { bilinearOperators, recoverStructure } from './structure/recover-structure.ts';
import { tryOut, wrongResults, type Tried } from './trials.ts';

/** One sentence about one operator, and how it is known. */
export interface Finding {
  readonly operator: OperatorName;
  /**
   * `matched`: on every call that was tried, the results are those of naive-loops with a mistake of the catalogue, or its
   * results of another call. `recovered`: read off
   * the implementation's own answers. `suspected`: it fits what was seen, and so may something else.
   */
  readonly certainty: 'matched' | 'recovered' | 'suspected';
  readonly sentence: string;
}

/** Looks into the operators that are broken; none where nothing is, or nothing could be found out. */
export async function diagnose(implementation: Implementation, { rows }: Report): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const operator of operatorNames) {
    if (rows.find(({ name }) => name === operator)?.verdict !== 'broken') continue;
    const tried = await tryOut(implementation, operator);
    const named = await matchCatalogue(tried, mistakes);
    for (const { id, name, mend } of named)
      findings.push({ operator, certainty: 'matched', sentence: `${name.en} (${id}). To mend: ${mend}` });
    const { sentences, unexplained } = await matchOtherCall(tried);
    for (const sentence of sentences) findings.push({ operator, certainty: 'matched', sentence });
    const probed = bilinearOperators.find((name) => name === operator);
    const structure = probed ? await recoverStructure(implementation, probed) : [];
    for (const sentence of structure) findings.push({ operator, certainty: 'recovered', sentence });
    if (structure.length === 0 && named.length === 0)
      for (const place of whereWrong(tried, causes(tried, unexplained)))
        findings.push({ operator, ...place });
  }
  return findings;
}

/** The unexplained results that are worth locating: where an output is wrong, wrong gradients follow from it. */
function causes(tried: readonly Tried[], unexplained: readonly string[]): readonly string[] {
  const isOutput = (name: string) => !name.startsWith('d');
  return wrongResults(tried).some(isOutput) ? unexplained.filter(isOutput) : unexplained;
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

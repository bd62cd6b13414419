/**
 * What is probably wrong with an implementation that does not conform, operator by operator.
 *
 * @module
 */
import { operatorNames, type Implementation } from '@gradspec/spec';
import type { Report } from '../runner/suite.ts';
import { mistakes } from '../mistakes/index.ts';
import type { Finding } from './findings.ts';
import { whereWrong } from './location/where-wrong.ts';
import { matchCatalogue } from './match-catalogue.ts';
import { matchOtherCall } from './other-call/match-other-call.ts';
import { bilinearOperators, recoverStructure } from './structure/recover-structure.ts';
import { tryOut, wrongResults, type Tried } from './trials.ts';

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

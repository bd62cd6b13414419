/**
 * The mistakes of the catalogue that were matched, in sentences.
 *
 * @module
 */
import type { Mistake } from '../../mistakes/mistake.ts';
import type { Finding } from '../findings.ts';
import { resultsOf } from '../results.ts';
import { inSinglePrecision, listed, wrongResults, type Tried } from '../tried.ts';
import { matchPairs, plantedPair } from './pairs-of-mistakes.ts';
import { matchSingles, reproduces, resultsWith } from './single-mistakes.ts';

/** Where a diagnosis looks for mistakes. */
export interface Search {
  /** The calls on which the run failed. */
  readonly failed: readonly Tried[];
  /** The mistakes of the operator. */
  readonly catalogue: readonly Mistake[];
  /** Whether two at once are looked for, too. */
  readonly pairs: boolean;
}

/** More pairs than these with the same numbers say nothing more. */
const mostPairs = 3;

/**
 * Single mistakes that reproduce all results, or else pairs of them; none where nothing does. A single one may reproduce them
 * as float32 has them: where all of them are wrong, nobody knows how the implementation rounds.
 */
export async function catalogueFindings(
  tried: readonly Tried[],
  { failed, catalogue, pairs }: Search,
): Promise<Finding[]> {
  const exact = await singleFindings(tried, failed, catalogue);
  if (exact.length > 0) return exact;
  const findings = pairs ? await pairFindings(tried, failed, catalogue) : [];
  if (findings.length > 0) return findings;
  return singleFindings(inSinglePrecision(tried), inSinglePrecision(failed), catalogue);
}

async function singleFindings(
  tried: readonly Tried[],
  failed: readonly Tried[],
  catalogue: readonly Mistake[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const mistake of await matchSingles(tried, catalogue)) {
    const unexplained = await unexplainedOf(failed, (one) => resultsWith(mistake, one));
    findings.push({
      operator: mistake.operator,
      certainty: 'matched',
      sentence: `${named(mistake)}. To mend: ${mistake.mend}${unexplained}`,
      mistakes: [mistake.id],
    });
  }
  return findings;
}

async function pairFindings(
  tried: readonly Tried[],
  failed: readonly Tried[],
  catalogue: readonly Mistake[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const found = await matchPairs(tried, catalogue);
  for (const [first, second] of found.slice(0, mostPairs)) {
    const kernel = plantedPair([first, second]);
    const unexplained = await unexplainedOf(failed, ({ trial }) => resultsOf(kernel, trial));
    const more =
      found.length > mostPairs ? ` (${found.length - mostPairs} other pairs give the same numbers)` : '';
    findings.push({
      operator: first.operator,
      certainty: 'matched',
      sentence: `two mistakes at once: ${named(first)}, and ${named(second)}. To mend: ${first.mend}; and ${second.mend}${unexplained}${more}`,
      mistakes: [first.id, second.id],
    });
  }
  return findings;
}

const named = ({ name, id }: Mistake): string => `${name.en} (${id})`;

/** What is to be said where a mistake does not reproduce all that failed. */
async function unexplainedOf(
  failed: readonly Tried[],
  made: Parameters<typeof reproduces>[1],
): Promise<string> {
  const open: Tried[] = [];
  for (const one of failed) if (!(await reproduces([one], made))) open.push(one);
  const [first] = open;
  if (!first) return '';
  const more = open.length > 1 ? ` and ${open.length - 1} more` : '';
  return `. Something else is wrong, too: this does not explain ${listed(wrongResults([first]))} in ${first.trial.id}${more}`;
}

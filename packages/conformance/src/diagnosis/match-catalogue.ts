/**
 * The mistakes of the catalogue that an implementation may have made: those that, planted into naive-loops, give its results on
 * every trial, the wrong ones and the right ones.
 *
 * @module
 */
import type { Mistake } from '../mistakes/mistake.ts';
import { agree, resultsOf, rightKernel, wrongResults, type Tried } from './trials.ts';

/** The mistakes that reproduce the results; none where nothing is wrong. */
export async function matchCatalogue(
  tried: readonly Tried[],
  catalogue: readonly Mistake[],
): Promise<Mistake[]> {
  const [first] = tried;
  if (!first || wrongResults(tried).length === 0) return [];
  const matching: Mistake[] = [];
  for (const mistake of catalogue)
    if (mistake.operator === first.trial.operator && (await reproduces(mistake, tried)))
      matching.push(mistake);
  return matching;
}

async function reproduces(mistake: Mistake, tried: readonly Tried[]): Promise<boolean> {
  const kernel = mistake.plant(rightKernel(mistake.operator));
  for (const { trial, got } of tried) {
    const made = await resultsOf(kernel, trial);
    if (!Object.keys(got).every((name) => agree(got[name], made[name]))) return false;
  }
  return true;
}

/**
 * The mistakes of the catalogue that an implementation may have made: those that, planted into naive-loops, give its results on
 * every trial, the wrong ones and the right ones.
 *
 * @module
 */
import type { Mistake } from '../../mistakes/mistake.ts';
import { agree, knownResults, rightKernel, type Results } from '../results.ts';
import { wrongResults, type Tried } from '../tried.ts';

/** The mistakes of an operator that reproduce all results; none where nothing is wrong. */
export async function matchSingles(
  tried: readonly Tried[],
  catalogue: readonly Mistake[],
): Promise<Mistake[]> {
  if (wrongResults(tried).length === 0) return [];
  const matching: Mistake[] = [];
  for (const mistake of catalogue)
    if (await reproduces(tried, (one) => resultsWith(mistake, one))) matching.push(mistake);
  return matching;
}

/** naive-loops' results of a trial with a mistake in it. */
export const resultsWith = (mistake: Mistake, { trial }: Tried): Promise<Results> =>
  knownResults(mistake.id, () => mistake.plant(rightKernel(mistake.operator)), trial);

/** Whether results are what came on every trial; of those that are named, or of all. */
export async function reproduces(
  tried: readonly Tried[],
  made: (one: Tried) => Promise<Results>,
  names?: readonly string[],
): Promise<boolean> {
  for (const one of tried) {
    const results = await made(one);
    const asked = names ?? Object.keys(one.got);
    if (!asked.every((name) => !one.got[name] || agree(one.got[name], results[name], one.rounding)))
      return false;
  }
  return true;
}

/**
 * Two mistakes of the catalogue at once, where no single one reproduces the results.
 *
 * A mistake in the forward pass mostly changes the gradients, too, so that the results of two mistakes cannot be put together
 * of the results of each: one is planted into the kernel that has the other. The first one of a pair has to give some of the
 * wrong results by itself (all wrong outputs, where outputs are wrong). Where none does, both have to spoil the same
 * results, and every such pair is tried.
 *
 * @module
 */
import type { Mistake } from '../../mistakes/mistake.ts';
import { isMadeAnew, mergedRecurrence } from '../../mistakes/recurrent/right/index.ts';
import type { AnyKernel } from '../../runner/any-kernel.ts';
import { resultsOf, rightKernel } from '../results.ts';
import { isOutput, isRightOn, wrongResults, type Tried } from '../tried.ts';
import { reproduces, resultsWith } from './single-mistakes.ts';

/** Two mistakes, the one that was planted first before the other. */
export type MistakePair = readonly [Mistake, Mistake];

/** naive-loops with both mistakes. */
export function plantedPair([first, second]: MistakePair): AnyKernel {
  const [one, other] = [first, second].map((mistake) => mistake.plant(rightKernel(mistake.operator)));
  // A kernel that is made anew knows nothing of the one that it is planted into.
  return mergedRecurrence(one!, other!) ?? (isMadeAnew(other!) ? first.plant(other!) : second.plant(one!));
}

/** The pairs of an operator that reproduce all results; each once. */
export async function matchPairs(
  tried: readonly Tried[],
  catalogue: readonly Mistake[],
): Promise<MistakePair[]> {
  const wrong = wrongResults(tried);
  if (wrong.length === 0) return [];
  const telling = [...tried].sort((a, b) => wrongOn(b, wrong) - wrongOn(a, wrong) || size(a) - size(b));
  const matching: MistakePair[] = [];
  const isKnown = (a: Mistake, b: Mistake) => matching.some((pair) => pair.includes(a) && pair.includes(b));
  for (const [a, b] of await candidates(telling, wrong, catalogue))
    for (const pair of [
      [a, b],
      [b, a],
    ] as const)
      if (!isKnown(a, b) && (await isPair(pair, telling))) matching.push(pair);
  return matching;
}

/** How large a call is: small ones are asked first. */
const size = ({ trial }: Tried): number =>
  Object.values(trial.inputs).reduce((sum, { data }) => sum + data.length, 0);

/** How many of some results are wrong on a trial; the trials that tell most are looked at first. */
const wrongOn = (one: Tried, names: readonly string[]): number =>
  names.filter((name) => !isRightOn(one, name)).length;

/** The pairs that are worth planting. */
async function candidates(
  tried: readonly Tried[],
  wrong: readonly string[],
  catalogue: readonly Mistake[],
): Promise<MistakePair[]> {
  const outputs = wrong.filter(isOutput);
  const groups = outputs.length > 0 ? [outputs] : wrong.map((name) => [name]);
  const firsts: Mistake[] = [];
  for (const mistake of catalogue)
    for (const names of groups)
      if (!firsts.includes(mistake) && (await reproduces(tried, (one) => resultsWith(mistake, one), names)))
        firsts.push(mistake);
  if (firsts.length > 0)
    return firsts.flatMap((a) => catalogue.filter((b) => b !== a).map((b): MistakePair => [a, b]));
  const spoiling = catalogue.filter((mistake) =>
    groups.some((names) => names.every((name) => mistake.wrong.includes(name))),
  );
  return spoiling.flatMap((a, at) => spoiling.slice(at + 1).map((b): MistakePair => [a, b]));
}

async function isPair(pair: MistakePair, tried: readonly Tried[]): Promise<boolean> {
  const kernel = plantedPair(pair);
  return reproduces(tried, ({ trial }) => resultsOf(kernel, trial));
}

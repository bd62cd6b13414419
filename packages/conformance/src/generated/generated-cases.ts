/**
 * The cases of an operator, in the order of their index.
 *
 * A case is found again by (operator, seed, index), on every machine and without making those before it: each index has a
 * seed of its own, from which fast-check makes one recipe. Of calls that ask for the same, only the first one counts.
 *
 * @module
 */
import fc from 'fast-check';
import type { OperatorName } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from './case.ts';
import { seedOf } from './random-bits.ts';
import { recipesOf, type Recipe } from './recipe.ts';

/** Which cases are meant. */
export interface CaseRange {
  readonly seed: number;
  /** How many different ones. */
  readonly count: number;
}

/** A case and its place among those of its operator and seed. */
export interface IndexedCase {
  readonly index: number;
  readonly recipe: Recipe;
}

/** How many repeated calls in a row mean that there are no others. */
const patience = 1000;

/** What fast-check is to do to make the recipe of an index, here and when it is shrunk. */
export const drawing = (seed: number, index: number) => ({
  seed: seedOf(seed, index),
  numRuns: 1,
  unbiased: true,
});

/** The recipe of an index. */
export function recipeAt(operator: OperatorName, seed: number, index: number): Recipe {
  return fc.sample(recipesOf(operator), drawing(seed, index))[0]!;
}

/** Different cases, and how often a call came that was there already. */
export interface Drawn {
  readonly cases: readonly IndexedCase[];
  readonly repeated: number;
}

/** The first `count` different recipes that are drawn, by their index; fewer where there are no others. */
export function drawDifferent(draw: (index: number) => Recipe, count: number): Drawn {
  const seen = new Set<string>();
  const cases: IndexedCase[] = [];
  let [repeated, last] = [0, 0];
  for (let index = 0; cases.length < count && index - last < patience; index++) {
    const recipe = draw(index);
    const asked = askedFor(recipe);
    if (seen.has(asked)) {
      repeated += 1;
      continue;
    }
    seen.add(asked);
    last = index;
    cases.push({ index, recipe });
  }
  return { cases, repeated };
}

/**
 * The first `count` different recipes that are drawn, by their index.
 *
 * @throws RangeError when there are not as many different calls.
 */
export function firstDifferent(draw: (index: number) => Recipe, count: number): Drawn {
  const drawn = drawDifferent(draw, count);
  const found = drawn.cases.length;
  if (found < count)
    throw new RangeError(
      `generated cases of ${draw(0).call.operator}: expected ${count} different calls, found ${found}`,
    );
  return drawn;
}

/** The first `count` different cases of an operator. @throws RangeError as `firstDifferent`. */
export function recipesFrom(operator: OperatorName, { seed, count }: CaseRange): Drawn {
  return firstDifferent((index) => recipeAt(operator, seed, index), count);
}

/** The first `count` different cases of an operator, with their numbers. @throws RangeError as `firstDifferent`. */
export function generatedCases(operator: OperatorName, range: CaseRange): readonly GeneratedCase[] {
  return recipesFrom(operator, range).cases.map(({ recipe }) => makeCase(recipe));
}

/** Shapes, attributes and dtype of a call: two cases that agree in these count as one, whatever their numbers. */
const askedFor = ({ call, dtype }: Recipe): string => JSON.stringify([call.shapes, call.attributes, dtype]);

/**
 * Making a failing case small: fast-check makes the recipe of its index once more and shrinks it, first the shapes, then
 * the attributes, then the numbers, as long as the case still fails. What is left of other numbers than small integers is
 * tried again with a few fills of these.
 *
 * @module
 */
import fc from 'fast-check';
import type { OperatorName } from '@gradspec/spec';
import { drawing } from './generated-cases.ts';
import { recipesOf, type Recipe } from './recipe.ts';

/** The most cases that are tried on the way to a smaller one. */
const attempts = 1000;
/** How many fills of integers of one reach are tried in the place of other numbers. */
const fillsTried = 6;

/** The smallest failing recipe that was found from that of an index; undefined when that one does not fail. */
export async function shrink(
  operator: OperatorName,
  at: { readonly seed: number; readonly index: number },
  fails: (recipe: Recipe) => Promise<boolean>,
): Promise<Recipe | undefined> {
  let tried = 0;
  const holds = fc.asyncProperty(recipesOf(operator), async (recipe) => {
    tried += 1;
    return tried > attempts || !(await fails(recipe));
  });
  const { counterexample } = await fc.check(holds, drawing(at.seed, at.index));
  const smallest = counterexample?.[0];
  return smallest && withSmallIntegers(smallest, fails);
}

/** The recipe with the smallest integers that fail too; itself where there are none. */
async function withSmallIntegers(
  recipe: Recipe,
  fails: (recipe: Recipe) => Promise<boolean>,
): Promise<Recipe> {
  const { kind, reach: own } = recipe.fill;
  const reaches = kind === 'integers' ? [1, 2].filter((reach) => reach < own) : [1, 2, 3];
  for (const reach of reaches)
    for (let seed = 0; seed < fillsTried; seed++) {
      const simpler: Recipe = { ...recipe, fill: { ...recipe.fill, kind: 'integers', reach, seed } };
      if (await fails(simpler)) return simpler;
    }
  return recipe;
}

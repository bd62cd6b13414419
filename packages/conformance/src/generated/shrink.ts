/**
 * Making a failing case small: fast-check makes the recipe of its index once more and shrinks it, first the shapes, then
 * the attributes, then the numbers, as long as the case still fails.
 *
 * @module
 */
import fc from 'fast-check';
import type { OperatorName } from '@gradspec/spec';
import { drawing } from './generated-cases.ts';
import { recipesOf, type Recipe } from './recipe.ts';

/** The most cases that are tried on the way to a smaller one. */
const attempts = 1000;

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
  return counterexample?.[0];
}

/**
 * Wrong calls as fast-check makes them: a right call of which one thing is broken. The same seed and index make the same
 * one everywhere, and a failing one shrinks to the smallest call that is broken in the same way.
 *
 * @module
 */
import fc, { type Arbitrary } from 'fast-check';
import type { OperatorName } from '@gradspec/spec';
import type { BrokenCall } from './breaks/break.ts';
import { breaks, type BreakName } from './breaks/index.ts';
import { makeCase } from './case.ts';
import { drawing } from './generated-cases.ts';
import { recipesOf, type Recipe } from './recipe.ts';

/** A right call, and how it is broken. */
interface BrokenRecipe {
  readonly recipe: Recipe;
  readonly way: BreakName;
  /** Which of the calls that this way makes. */
  readonly choice: number;
}

const names = Object.keys(breaks) as BreakName[];

const brokenRecipesOf = (operator: OperatorName): Arbitrary<BrokenRecipe> =>
  fc.record({
    recipe: recipesOf(operator),
    way: fc.constantFrom(...names),
    choice: fc.nat(1000),
  });

/** The broken call; where its way does not apply to this call, broken in the next way that does. */
function breakCall({ recipe, way, choice }: BrokenRecipe): BrokenCall {
  const one = makeCase({ ...recipe, fill: { ...recipe.fill, nonFinite: false } });
  const first = names.indexOf(way);
  for (const name of [...names.slice(first), ...names.slice(0, first)]) {
    const calls = breaks[name](one);
    if (calls.length > 0) return calls[choice % calls.length]!;
  }
  throw new RangeError(`breakCall: expected a way to break ${recipe.call.operator}, found none`);
}

/** Where a broken call is found again. */
export interface BrokenAt {
  readonly seed: number;
  readonly index: number;
}

/** The broken call of an index. */
export function brokenCallAt(operator: OperatorName, { seed, index }: BrokenAt): BrokenCall {
  return breakCall(fc.sample(brokenRecipesOf(operator), drawing(seed, index))[0]!);
}

/** The smallest call broken in the same way that still fails; undefined where that of the index does not. */
export async function shrinkBroken(
  operator: OperatorName,
  { seed, index }: BrokenAt,
  fails: (call: BrokenCall) => Promise<boolean>,
): Promise<BrokenCall | undefined> {
  const { code, argument } = brokenCallAt(operator, { seed, index });
  const holds = fc.asyncProperty(brokenRecipesOf(operator), async (recipe) => {
    const call = breakCall(recipe);
    return call.code !== code || call.argument !== argument || !(await fails(call));
  });
  const { counterexample } = await fc.check(holds, drawing(seed, index));
  return counterexample?.[0] && breakCall(counterexample[0]);
}

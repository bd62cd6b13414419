/**
 * The calls of a check: generated ones, of which those that say little are replaced by the next, smallest first.
 *
 * @module
 */
import { elementCount, type OperatorName } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../generated/case.ts';
import { describeCase } from '../generated/describe-case.ts';
import { recipeAt } from '../generated/generated-cases.ts';
import type { Recipe } from '../generated/recipe.ts';
import { CheckFindings } from './check-findings.ts';
import type { CheckOptions } from './check.ts';

/** So many calls are drawn for one that is wanted before a check makes do with what it has. */
const patience = 20;

/** How a check chooses and judges a call. */
export interface Judging<T> {
  /** What is judged, made of a recipe; or a sentence that says why this one proves little. */
  readonly suit: (recipe: Recipe) => T | string;
  /** The call of it that a failure is told with. */
  readonly shown: (suited: T) => GeneratedCase;
  readonly judge: (suited: T, findings: CheckFindings) => Promise<void>;
}

/** Judges generated calls, small ones first, until one fails. A check that no call suited has a note that says so. */
export async function overCases<T extends object>(
  operator: OperatorName,
  options: CheckOptions,
  { suit, shown, judge }: Judging<T>,
): Promise<CheckFindings> {
  const findings = new CheckFindings(options.dtype);
  const suited: { readonly one: T; readonly size: number }[] = [];
  for (let index = 0; suited.length < options.cases && index < patience * options.cases; index++) {
    const recipe = recipeOf(operator, options, index);
    const one = suit(recipe);
    if (typeof one === 'string') findings.replace(one);
    else suited.push({ one, size: sizeOf(shown(one)) });
  }
  for (const { one } of suited.sort((a, b) => a.size - b.size)) {
    findings.calls += 1;
    await judge(one, findings);
    if (!findings.failed) continue;
    findings.failedCall = describeCase(shown(one));
    break;
  }
  if (suited.length === 0)
    findings.notes.push(`no call suited it: ${[...findings.replaced.keys()].join('; ')}`);
  return findings;
}

let drawn: { readonly operator: OperatorName; readonly recipes: Map<string, Recipe> } | undefined;

/** The recipe of an index: in this dtype, small integers, everything asked for. Drawn once for all checks of an operator. */
function recipeOf(operator: OperatorName, { seed, dtype }: CheckOptions, index: number): Recipe {
  if (drawn?.operator !== operator) drawn = { operator, recipes: new Map() };
  const key = `${seed} ${index}`;
  const recipe = drawn.recipes.get(key) ?? recipeAt(operator, seed, index);
  drawn.recipes.set(key, recipe);
  const fill = { ...recipe.fill, kind: 'integers', reach: 3, nonFinite: false } as const;
  return { ...recipe, dtype, fill, given: undefined, wanted: undefined };
}

function sizeOf({ shapes }: GeneratedCase): number {
  return Object.values(shapes).reduce((sum, shape) => sum + elementCount(shape), 0);
}

/** Judges calls as they are made of their recipe, or of what `change` makes of it. */
export function overPlainCases(
  operator: OperatorName,
  options: CheckOptions,
  judging: {
    readonly change?: (recipe: Recipe) => Recipe;
    /** Why a call proves little; nothing where it proves enough. */
    readonly little?: (one: GeneratedCase) => string | undefined;
    readonly judge: (one: GeneratedCase, findings: CheckFindings) => Promise<void>;
  },
): Promise<CheckFindings> {
  const { change = (recipe) => recipe, little = () => undefined, judge } = judging;
  return overCases<GeneratedCase>(operator, options, {
    suit(recipe) {
      const one = makeCase(change(recipe));
      return little(one) ?? one;
    },
    shown: (one) => one,
    judge,
  });
}

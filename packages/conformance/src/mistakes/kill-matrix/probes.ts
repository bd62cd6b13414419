/**
 * What can find a candidate wrong: vectors, generated cases and checks, each as a probe that is made ready once for all
 * candidates.
 *
 * @module
 */
import type { Claim, Kernel, OperatorName } from '@gradspec/spec';
import type { Check } from '../../checks/check.ts';
import { checks } from '../../checks/index.ts';
import type { Unit } from '../../default-run/units.ts';
import { makeCase } from '../../generated/case.ts';
import { drawDifferent, recipeAt } from '../../generated/generated-cases.ts';
import type { Recipe } from '../../generated/recipe.ts';
import { referenceOf, widened, type Reference } from '../../generated/reference.ts';
import { runCase } from '../../generated/run-case.ts';
import { runVector } from '../../runner/run-vector.ts';
import type { Vector } from '../../vectors/types.ts';
import type { Candidate, Group } from './planting.ts';

/** One vector, generated case or check: what is made ready once for all, and whether it finds a candidate wrong. */
export interface Probe<T> {
  readonly by: string;
  readonly prepare: () => T;
  readonly fails: (prepared: T, candidate: Candidate) => Promise<boolean>;
}

/** The vectors that can find a mistake of the group. */
export const vectorsOf = (vectors: readonly Vector[], group: Group): readonly Vector[] =>
  vectors.filter((vector) =>
    group === 'graph' ? vector.kind === 'graph' : 'operator' in vector && vector.operator === group,
  );

/** The checks that are about the group, without the two that are vectors and generated cases. */
export const checksOf = (group: Group): readonly Check[] =>
  checks.filter(
    ({ id, operators }) =>
      id !== 'worked-examples' && id !== 'generated' && (operators as readonly string[]).includes(group),
  );

/** The vectors of a group as probes. */
export const vectorProbes = (vectors: readonly Vector[], group: Group): readonly Probe<Vector>[] =>
  vectorsOf(vectors, group).map((vector) => ({
    by: vector.id,
    prepare: () => vector,
    fails: async (_, { implementation, sweep }) =>
      (await runVector(implementation, vector, sweep)).outcome === 'failed',
  }));

/** How a case is made, beside what is right for it; some mistakes change what they are given, so each is given its own. */
interface Judged {
  readonly recipe: Recipe;
  readonly reference: Reference;
}

/** The generated cases of an operator, as an implementation of this claim can be asked them. */
export const caseProbes = (
  { operator, seed, count }: Unit,
  claim: Claim | undefined,
): readonly Probe<Judged>[] =>
  drawDifferent((index) => recipeAt(operator, seed, index), count).cases.map(({ index, recipe: drawn }) => ({
    by: `case ${index}`,
    prepare() {
      const nonFinite = drawn.fill.nonFinite && claim?.nonFinite !== false;
      const recipe = { ...drawn, fill: { ...drawn.fill, nonFinite } };
      const one = makeCase(recipe);
      return { recipe, reference: widened(referenceOf(one), one, claim?.bound ?? 'direct') };
    },
    async fails({ recipe, reference }, { implementation }) {
      const kernel = implementation.kernels[operator] as Kernel<OperatorName>;
      return (await runCase(kernel, makeCase(recipe), reference)).failures.length > 0;
    },
  }));

/** The checks of an operator as probes. */
export const checkProbes = ({ operator, seed, count: cases }: Unit): readonly Probe<Check>[] =>
  checksOf(operator).map((check) => ({
    by: check.id,
    prepare: () => check,
    async fails(_, { implementation }) {
      for (const dtype of check.dtypes)
        if ((await check.run(implementation, operator, { seed, cases, dtype })).failed) return true;
      return false;
    },
  }));

/**
 * The kill matrix: which check finds which mistake first, and how soon.
 *
 * Every mistake is planted into the kernel of an implementation, and that implementation is put through the default run:
 * the vectors of the operator, then its generated cases. A mistake that no check finds survives, and the suite is at fault.
 * The reference of a generated case costs more than running it, so it is computed once for all mistakes that are left.
 *
 * @module
 */
import type { Claim, Implementation, Kernel, OperatorName } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../generated/case.ts';
import { recipesFrom, type CaseRange } from '../generated/generated-cases.ts';
import { referenceOf, widened, type Reference } from '../generated/reference.ts';
import { runCase } from '../generated/run-case.ts';
import { anyKernelOf } from '../runner/any-kernel.ts';
import { runVector } from '../runner/run-vector.ts';
import type { Vector } from '../vectors/types.ts';
import type { Mistake } from './mistake.ts';

/** What found a mistake, and what it took until then. */
export interface Kill {
  /** The vector's id, or the generated case's index. */
  readonly by: string;
  /** How many of its check had been run, this one among them. */
  readonly after: number;
  /** The time they took, as if the mistake had been looked for alone. */
  readonly milliseconds: number;
}

/** The checks of a default run. */
export type Check = 'vectors' | 'generated';

/** One mistake in one implementation; a check that did not find it is absent. */
export interface Row {
  readonly mistake: Mistake;
  readonly implementation: string;
  readonly killedBy: Readonly<Partial<Record<Check, Kill>>>;
}

/** How far a default run goes: the vectors, and how many generated cases of which seed. */
export interface DefaultRun extends CaseRange {
  readonly vectors: readonly Vector[];
}

/** The implementation with a mistake in the kernel of its operator. @throws RangeError when it does not have that operator. */
export function planted(mistake: Mistake, implementation: Implementation): Implementation {
  const right = anyKernelOf(implementation, mistake.operator);
  if (!right)
    throw new RangeError(`${implementation.name} has no ${mistake.operator} to plant ${mistake.id} into`);
  const kernel = mistake.plant(right);
  return { ...implementation, kernels: { ...implementation.kernels, [mistake.operator]: kernel } };
}

/** A mistake that is being looked for. */
interface Hunt {
  readonly mistake: Mistake;
  readonly implementation: Implementation;
  readonly killedBy: Partial<Record<Check, Kill>>;
}

/** One vector or generated case: what is made ready once for all, and whether it finds an implementation wrong. */
interface Probe<T> {
  readonly by: string;
  readonly prepare: () => T;
  readonly fails: (prepared: T, implementation: Implementation) => Promise<boolean>;
}

/**
 * Puts every hunt through the probes of one check, one after the other, until it is found. A probe that finds the right
 * implementation wrong, too, says nothing about a mistake and is passed over.
 */
async function huntWith<T>(
  check: Check,
  right: Implementation,
  hunts: readonly Hunt[],
  probes: readonly Probe<T>[],
): Promise<void> {
  const spent = new Map(hunts.map((hunt) => [hunt, 0]));
  let after = 0;
  for (const { by, prepare, fails } of probes) {
    if (spent.size === 0) return;
    after += 1;
    const start = performance.now();
    const prepared = prepare();
    const preparing = performance.now() - start;
    if (await fails(prepared, right)) continue;
    for (const [hunt, before] of [...spent]) {
      const started = performance.now();
      const found = await fails(prepared, hunt.implementation);
      const milliseconds = before + preparing + performance.now() - started;
      spent.set(hunt, milliseconds);
      if (!found) continue;
      hunt.killedBy[check] = { by, after, milliseconds };
      spent.delete(hunt);
    }
  }
}

/** The vectors of an operator. */
const vectorProbes = (vectors: readonly Vector[], operator: OperatorName): readonly Probe<Vector>[] =>
  vectors
    .filter((vector) => 'operator' in vector && vector.operator === operator)
    .map((vector) => ({
      by: vector.id,
      prepare: () => vector,
      fails: async (_, implementation) => (await runVector(implementation, vector)).outcome === 'failed',
    }));

/** A case beside what is right for it. */
interface Judged {
  readonly one: GeneratedCase;
  readonly reference: Reference;
}

/** The generated cases of an operator, as an implementation of this claim can be asked them. */
const caseProbes = (
  operator: OperatorName,
  claim: Claim | undefined,
  range: CaseRange,
): readonly Probe<Judged>[] =>
  recipesFrom(operator, range).cases.map(({ index, recipe }) => ({
    by: `case ${index}`,
    prepare() {
      const nonFinite = recipe.fill.nonFinite && claim?.nonFinite !== false;
      const one = makeCase({ ...recipe, fill: { ...recipe.fill, nonFinite } });
      return { one, reference: widened(referenceOf(one), one, claim?.bound ?? 'direct') };
    },
    async fails({ one, reference }, implementation) {
      const kernel = implementation.kernels[operator] as Kernel<OperatorName>;
      return (await runCase(kernel, one, reference)).failures.length > 0;
    },
  }));

/**
 * Looks for the mistakes in an implementation.
 *
 * @returns a row for every mistake of an operator that it claims, in the order of the mistakes' operators
 */
export async function killMatrix(
  implementation: Implementation,
  mistakes: readonly Mistake[],
  { vectors, ...range }: DefaultRun,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const operator of new Set(mistakes.map((mistake) => mistake.operator))) {
    if (!implementation.kernels[operator]) continue;
    const hunts = mistakes
      .filter((mistake) => mistake.operator === operator)
      .map((mistake): Hunt => ({ mistake, implementation: planted(mistake, implementation), killedBy: {} }));
    await huntWith('vectors', implementation, hunts, vectorProbes(vectors, operator));
    const probes = caseProbes(operator, implementation.claims?.[operator], range);
    await huntWith('generated', implementation, hunts, probes);
    for (const { mistake, killedBy } of hunts)
      rows.push({ mistake, implementation: implementation.name, killedBy });
  }
  return rows;
}

/** The mistakes that no check found. */
export function survivors(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ killedBy }) => Object.keys(killedBy).length === 0);
}

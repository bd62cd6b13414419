/**
 * Checking implementations on the generated cases of an operator.
 *
 * @module
 */
import type { Implementation, Kernel, OperatorName } from '@gradspec/spec';
import type { Largest } from '../runner/compare.ts';
import type { Failure } from '../runner/result.ts';
import { makeCase, type GeneratedCase } from './case.ts';
import { distributionOf, type Distribution } from './distribution.ts';
import { recipesFrom, type CaseRange, type IndexedCase } from './generated-cases.ts';
import type { Recipe } from './recipe.ts';
import { referenceOf, widened, type Reference } from './reference.ts';
import { runCase } from './run-case.ts';
import { shrink } from './shrink.ts';

/** The first failing case of an implementation, made small. */
export interface GeneratedFailure {
  readonly smallest: GeneratedCase;
  readonly failures: readonly Failure[];
}

/** What the cases of one operator found out about one implementation. */
export interface GeneratedResult {
  readonly implementation: string;
  readonly operator: OperatorName;
  readonly seed: number;
  readonly total: number;
  readonly failed: number;
  /** The index of the first case that failed. */
  readonly firstFailed?: number;
  /** Finite cases whose bound is so wide that agreement proves little; they count as passed. */
  readonly proveLittle: number;
  /** Over the finite cases. */
  readonly largest: Largest;
  /** The finite case whose error is the largest part of its bound; absent where all are exact. */
  readonly worst?: { readonly seed: number; readonly index: number };
  /** What is worth saying without being wrong, such as another choice at ties. */
  readonly notes: readonly string[];
  /** Absent where nothing failed, or not again when it was to be made small. */
  readonly failure?: GeneratedFailure;
}

/** What became of one operator. */
export interface GeneratedReport {
  readonly distribution: Distribution;
  /** Of those that claim the operator, in the order they came. */
  readonly results: readonly GeneratedResult[];
  /** Of all elements that were compared, the share that the formulas leave open beside NaN and infinities. */
  readonly open: number;
}

/** Which cases, and what to call after each of them on each implementation. */
export interface CheckOptions extends CaseRange {
  readonly progress?: (implementation: string) => void;
}

/**
 * Runs the first `count` cases of a seed on every implementation that claims the operator. The reference of a case is
 * computed once for all of them.
 *
 * @throws RangeError when there are not as many different calls.
 */
export async function checkGenerated(
  implementations: readonly Implementation[],
  operator: OperatorName,
  { progress, ...range }: CheckOptions,
): Promise<GeneratedReport> {
  const { cases, repeated } = recipesFrom(operator, range);
  const distribution = distributionOf(
    operator,
    cases.map(({ recipe }) => recipe),
    repeated,
  );
  return { distribution, ...(await checkCases(implementations, operator, cases, { ...range, progress })) };
}

/** Runs given cases, such as a single one that is to be seen again. */
export async function checkCases(
  implementations: readonly Implementation[],
  operator: OperatorName,
  cases: readonly IndexedCase[],
  { seed, progress }: { seed: number; progress?: CheckOptions['progress'] | undefined },
): Promise<Omit<GeneratedReport, 'distribution'>> {
  const tallies = implementations.flatMap((implementation) =>
    implementation.kernels[operator] ? [new Tally(implementation, operator)] : [],
  );
  const elements = { all: 0, open: 0 };
  for (const { index, recipe } of cases) {
    const references = new Map<boolean, Judged>();
    for (const tally of tallies) {
      const own = tally.suited(recipe);
      const known = references.get(own.fill.nonFinite) ?? judgedOf(own, elements);
      references.set(own.fill.nonFinite, known);
      await tally.run(index, known);
      progress?.(tally.implementation.name);
    }
  }
  const results: GeneratedResult[] = [];
  for (const tally of tallies) results.push(await tally.result(cases.length, seed));
  return { results, open: elements.all === 0 ? 0 : elements.open / elements.all };
}

/** A case beside what is right for it. */
interface Judged {
  readonly one: GeneratedCase;
  readonly reference: Reference;
}

function judgedOf(recipe: Recipe, count?: { all: number; open: number }): Judged {
  const one = makeCase(recipe);
  const reference = referenceOf(one);
  if (count)
    for (const { bounds } of [...Object.values(reference.outputs), ...Object.values(reference.gradients)]) {
      count.all += bounds.length;
      count.open += bounds.filter((bound) => !Number.isFinite(bound)).length;
    }
  return { one, reference };
}

/** Counts how the cases of an operator come out for one implementation. */
class Tally {
  private failed: number[] = [];
  private proveLittle = 0;
  private largest: Largest = { ulps: 0, ratio: 0 };
  private worst: number | undefined;
  private readonly notes = new Set<string>();

  constructor(
    readonly implementation: Implementation,
    private readonly operator: OperatorName,
  ) {}

  private get claim() {
    return this.implementation.claims?.[this.operator];
  }

  /** The recipe as this implementation can be asked it: without NaN and infinities where it does not claim them. */
  suited(recipe: Recipe): Recipe {
    if (this.claim?.nonFinite !== false || !recipe.fill.nonFinite) return recipe;
    return { ...recipe, fill: { ...recipe.fill, nonFinite: false } };
  }

  private find({ one, reference }: Judged) {
    const kernel = this.implementation.kernels[this.operator] as Kernel<OperatorName>;
    return runCase(kernel, one, widened(reference, one, this.claim?.bound ?? 'direct'));
  }

  async run(index: number, judged: Judged): Promise<void> {
    const findings = await this.find(judged);
    for (const note of findings.notes) this.notes.add(note);
    const { outcome, largest } = findings.result('', this.operator);
    if (outcome === 'failed') this.failed.push(index);
    // Where NaN and infinities are about, an error has no size.
    if (judged.one.fill.nonFinite) return;
    if (outcome === 'weak') this.proveLittle += 1;
    if (largest.ratio > this.largest.ratio) this.worst = index;
    this.largest = {
      ulps: Math.max(this.largest.ulps, largest.ulps),
      ratio: Math.max(this.largest.ratio, largest.ratio),
    };
  }

  private async smallest(seed: number, index: number): Promise<GeneratedFailure | undefined> {
    const findings = async (recipe: Recipe) => this.find(judgedOf(this.suited(recipe)));
    const fails = async (recipe: Recipe) => (await findings(recipe)).failures.length > 0;
    const recipe = await shrink(this.operator, { seed, index }, fails);
    if (!recipe) return undefined;
    const { failures } = await findings(recipe);
    return { smallest: makeCase(this.suited(recipe)), failures };
  }

  async result(total: number, seed: number): Promise<GeneratedResult> {
    const { operator, proveLittle, largest, worst } = this;
    const head = {
      implementation: this.implementation.name,
      operator,
      seed,
      total,
      proveLittle,
      largest,
      notes: [...this.notes],
      ...(worst === undefined ? {} : { worst: { seed, index: worst } }),
    };
    const [firstFailed] = this.failed;
    if (firstFailed === undefined) return { ...head, failed: 0 };
    const failure = await this.smallest(seed, firstFailed);
    return { ...head, failed: this.failed.length, firstFailed, ...(failure && { failure }) };
  }
}

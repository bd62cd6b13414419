/**
 * What is probably wrong with one operator of an implementation: mistakes of the catalogue first, then other calls that it may
 * have computed, then what its own answers show of its structure, then where it is wrong.
 *
 * @module
 */
import type { Implementation, OperatorName } from '@gradspec/spec';
import { mistakes } from '../mistakes/index.ts';
import { catalogueFindings } from './catalogue/catalogue-findings.ts';
import type { Finding } from './findings.ts';
import { causes } from './location/directions.ts';
import { singleCalls } from './location/single-calls.ts';
import { whereWrong, type Place } from './location/where-wrong.ts';
import { matchOtherCall } from './other-call/match-other-call.ts';
import { poolFindings } from './pools/pool-findings.ts';
import { bilinearOperators, recoverStructure } from './structure/recover-structure.ts';
import type { StructureFindings } from './structure/structure-findings.ts';
import { inSinglePrecision, listed, roundingOf, tryOut, wrongResults, type Tried } from './tried.ts';
import { trialKindsOf, trialsOf, type Trial, type TrialKind } from './trials.ts';

/**
 * All findings about an operator, the surest first.
 *
 * @param failing - the vectors that it failed on, as trials; left out where it is not known to be broken: then nothing is said
 *   where nothing is wrong on any trial
 */
export async function diagnoseOperator(
  implementation: Implementation,
  operator: OperatorName,
  failing?: readonly Trial[],
): Promise<Finding[]> {
  const ordinary = await tried(implementation, operator, 'digits', undefined);
  const rounding = roundingOf(ordinary);
  const failed = await tryOut(implementation, failing ?? [], rounding);
  const telling = await firstWrong(implementation, operator, rounding);
  const wrong = telling ?? (wrongResults(failed).length > 0 ? failed : undefined);
  const rounded = (all: readonly Tried[]) => singleCalls(all).map((place) => ({ operator, ...place }));
  if (!wrong) return failing ? rounded([...failed, ...ordinary]) : [];
  const findings = await findingsOf(implementation, operator, { tried: wrong, failed });
  const isMatched = findings.some(({ certainty }) => certainty === 'matched');
  return !isMatched && wrongResults(inSinglePrecision(wrong)).length === 0 ? rounded(wrong) : findings;
}

/** The trials of a kind; in float32 where the implementation throws on float64. */
async function tried(
  implementation: Implementation,
  operator: OperatorName,
  kind: TrialKind,
  rounding: number | undefined,
): Promise<Tried[]> {
  const wide = await tryOut(implementation, trialsOf(operator, kind), rounding);
  return wide.length > 0 ? wide : tryOut(implementation, trialsOf(operator, kind, 'float32'), rounding);
}

/** The first kind of trials on which something is wrong; undefined where nothing is on any. */
async function firstWrong(
  implementation: Implementation,
  operator: OperatorName,
  rounding: number,
): Promise<readonly Tried[] | undefined> {
  const finite = implementation.claims?.[operator]?.nonFinite === false;
  for (const kind of trialKindsOf(operator)) {
    if (kind === 'strange' && finite) continue;
    const came = await tried(implementation, operator, kind, rounding);
    if (wrongResults(came).length > 0) return came;
  }
  return undefined;
}

async function findingsOf(
  implementation: Implementation,
  operator: OperatorName,
  { tried, failed }: { readonly tried: readonly Tried[]; readonly failed: readonly Tried[] },
): Promise<Finding[]> {
  const catalogue = mistakes.filter((mistake) => mistake.operator === operator);
  const { sentences, unexplained } = await matchOtherCall(tried);
  const named = await catalogueFindings(tried, {
    failed,
    catalogue,
    pairs: sentences.length !== 1 || unexplained.length > 0,
  });
  const probed = bilinearOperators.find((name) => name === operator);
  const wrong = wrongResults(tried);
  const structure = probed
    ? await recoverStructure(implementation, probed, wrong)
    : { rules: await poolFindings(implementation, operator, wrong), places: [] };
  const isUnexplained = named.length === 0 && unexplained.length > 0;
  const where = isUnexplained
    ? await whereWrong(implementation, tried, causes(tried, unexplained))
    : { gates: [], dependences: [], elements: [], direction: [] };
  const excluded = isUnexplained ? excludedText(operator, catalogue.length, wrong, structure) : [];
  const said =
    (certainty: Finding['certainty']) =>
    (sentence: string): Finding => ({ operator, certainty, sentence });
  const place = (one: Place): Finding => ({ operator, ...one });
  return [
    ...named,
    ...sentences.map(said('matched')),
    ...structure.rules.map(said('recovered')),
    ...where.gates.map(place),
    ...where.dependences.map(place),
    ...structure.places.map(said('recovered')),
    ...where.elements.map(place),
    ...where.direction.map(place),
    ...excluded.map(said('excluded')),
  ];
}

/** What was looked for and is not what is wrong. */
function excludedText(
  operator: OperatorName,
  mistakes: number,
  wrong: readonly string[],
  { rules, places }: StructureFindings,
): string[] {
  const known = `none of the ${mistakes} mistakes of ${operator} in the catalogue, alone or two at once, gives these numbers`;
  const probed = [...bilinearOperators, 'maxPool', 'avgPool'].some((name) => name === operator);
  const right = wrong.filter((name) => ['y', 'dx', 'dw'].includes(name));
  if (!probed || rules.length + places.length > 0 || right.length === 0) return [known];
  const what = operator.endsWith('Pool') ? 'windows' : 'products of x, w and y';
  return [
    known,
    `the ${what} that ${listed(right)} ${right.length === 1 ? 'is' : 'are'} made of are the right ones on the calls that were probed`,
  ];
}

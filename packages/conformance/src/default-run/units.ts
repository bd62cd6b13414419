/**
 * What a run does beyond the vectors, cut into units that can be done side by side: an operator's generated cases, or its checks.
 *
 * @module
 */
import { operatorNames, type OperatorName } from '@gradspec/spec';
import { standardRange } from '../checks/check.ts';

/** One unit of work, done on every implementation that claims the operator. */
export interface Unit {
  readonly operator: OperatorName;
  readonly what: 'generated cases' | 'checks';
  readonly seed: number;
  /** How many generated cases, or how many calls each check makes in each dtype. */
  readonly count: number;
}

/** How far a run goes. */
export interface Extent {
  /** Where the calls come from. */
  readonly seed: number;
  /** How many generated cases, over all operators together, or of the only one. */
  readonly cases: number;
}

/** The generated cases of a run in which nothing else is asked for, over all operators. */
export const standardExtent: Extent = { seed: standardRange.seed, cases: 10_000 };

/** What takes longest comes first, so that no job is left alone with it at the end. */
const slowest: readonly OperatorName[] = [
  'conv',
  'convTranspose',
  'linear',
  'avgPool',
  'lstm',
  'gru',
  'maxPool',
];

/**
 * The units of a run.
 *
 * Every operator has the same share of the cases, the first ones one more where they do not divide. One operator alone has
 * its share, too, unless `cases` is given.
 */
export function unitsOf(
  { seed = standardExtent.seed, cases }: Partial<Extent>,
  only?: OperatorName,
): readonly Unit[] {
  const count = (place: number) =>
    only && cases !== undefined ? cases : shareOf(cases ?? standardExtent.cases, place);
  return operatorNames
    .map((operator, place) => ({ operator, count: count(place) }))
    .filter(({ operator }) => only === undefined || operator === only)
    .sort((a, b) => placeOf(a.operator) - placeOf(b.operator))
    .flatMap(({ operator, count }): Unit[] => [
      { operator, what: 'generated cases', seed, count },
      { operator, what: 'checks', seed, count: standardRange.cases },
    ]);
}

function shareOf(cases: number, place: number): number {
  const all = operatorNames.length;
  return Math.floor(cases / all) + (place < cases % all ? 1 : 0);
}

function placeOf(operator: OperatorName): number {
  const place = slowest.indexOf(operator);
  return place < 0 ? slowest.length : place;
}

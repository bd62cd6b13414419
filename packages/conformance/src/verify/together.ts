/**
 * What several seeds found out about an operator, as one report.
 *
 * @module
 */
import type { GeneratedReport, GeneratedResult } from '../generated/check-generated.ts';
import type { Distribution, Share } from '../generated/distribution.ts';

/** The reports of one operator together, each of as many cases. @throws RangeError for no report at all. */
export function together(reports: readonly GeneratedReport[]): GeneratedReport {
  const [first] = reports;
  if (!first) throw new RangeError('together: reports expected at least one, got none');
  return {
    distribution: distributionsTogether(reports.map(({ distribution }) => distribution)),
    results: first.results.map((_, i) => resultsTogether(reports.map(({ results }) => results[i]!))),
    open: mean(reports.map(({ open }) => open)),
  };
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const mean = (numbers: readonly number[]): number => total(numbers) / numbers.length;

function resultsTogether(results: readonly GeneratedResult[]): GeneratedResult {
  const sum = (of: (result: GeneratedResult) => number) => total(results.map(of));
  const top = (of: (result: GeneratedResult) => number) => Math.max(...results.map(of));
  const furthest = results.reduce((a, b) => (b.largest.ratio > a.largest.ratio ? b : a));
  // What is said of one failing case is said of the first.
  const told = results.find(({ failed }) => failed > 0) ?? results[0]!;
  return {
    ...told,
    total: sum((one) => one.total),
    failed: sum((one) => one.failed),
    proveLittle: sum((one) => one.proveLittle),
    notes: [...new Set(results.flatMap(({ notes }) => notes))],
    largest: { ulps: top(({ largest }) => largest.ulps), ratio: furthest.largest.ratio },
    ...(furthest.worst ? { worst: furthest.worst } : {}),
  };
}

function distributionsTogether(all: readonly Distribution[]): Distribution {
  const [first] = all as readonly [Distribution, ...Distribution[]];
  const shares = (of: (one: Distribution) => readonly Share[]): readonly Share[] => {
    const names = [...new Set(all.flatMap((one) => of(one).map(({ what }) => what)))];
    return names.map((what) => ({
      what,
      share: mean(all.map((one) => of(one).find((share) => share.what === what)?.share ?? 0)),
    }));
  };
  return {
    operator: first.operator,
    cases: total(all.map(({ cases }) => cases)),
    repeated: total(all.map(({ repeated }) => repeated)),
    attributes: shares(({ attributes }) => attributes),
    // How many different ones there are over all seeds is not known from these: the most of one seed.
    values: first.values.map(({ what }, i) => ({
      what,
      different: Math.max(...all.map(({ values }) => values[i]?.different ?? 0)),
    })),
    inputs: shares(({ inputs }) => inputs),
    shapes: shares(({ shapes }) => shapes),
    numbers: shares(({ numbers }) => numbers),
    backward: shares(({ backward }) => backward),
  };
}

/**
 * Does the cost of a long signal grow with its length alone? Convolutions of one kernel and signals of growing length, taking
 * turns in one measurement, so that their costs per output sample can be compared.
 *
 *   deviation of a length = its cost / the median of all costs, or the inverse where it is cheaper
 *
 * @module
 */
import { callOf } from './call.ts';
import { cellOf } from './cell.ts';
import type { Action, Contestant } from './contestant.ts';
import { judgementOf, type Bound, type Judgement } from './judge.ts';
import type { Part } from './parts.ts';
import { plainTable } from './plain-table.ts';
import { takeTurns, type Clock, type Pacing } from './rounds.ts';
import type { Cell } from './run-record.ts';
import { spreadOf } from './statistics.ts';
import { excuses } from './terminal.ts';
import { duration, times } from './units.ts';
import { referenceOf, wrongness } from './verify.ts';
import { conv, type Workload } from './workloads.ts';

/** One channel of so many samples under a kernel of so many. */
export const signalWorkload = (samples: number, taps: number): Workload =>
  conv(`${samples} samples`, `1×1×${samples} → 1, ${taps}`, [
    [1, 1, samples],
    [1, 1, taps],
  ]);

/** What was found for one length. */
export interface LengthRow {
  readonly samples: number;
  readonly outputs: number;
  readonly cell: Cell;
}

const outputsOf = ({ outputs }: Workload): number => outputs.y!.at(-1)!;

/** Stretches at the beginning, in the middle and at the end, that naive-loops computes from the samples they need. */
export function stretchesOf(workload: Workload, count = 256): Part[] {
  const outputs = outputsOf(workload);
  const taps = workload.shapes.w!.at(-1)!;
  const length = Math.min(count, outputs);
  return [0, Math.floor((outputs - length) / 2), outputs - length].map((from) => ({
    inputs: { x: { axis: 2, from, count: length + taps - 1 } },
    outputGrads: {},
    results: { y: { axis: 2, from, count: length } },
  }));
}

/** Measures the forward of a contestant on every workload; one whose result is wrong is not timed. */
export async function measureLengths(
  workloads: readonly Workload[],
  contestant: Contestant,
  { pacing, clock }: { pacing: Pacing; clock?: Clock },
): Promise<LengthRow[]> {
  const enter = () => contestant.enter();
  const actions: Action[] = [];
  const wrong: (string | undefined)[] = [];
  for (const workload of workloads) {
    const call = callOf(workload);
    enter();
    wrong.push(
      await wrongness(contestant.implementation, await referenceOf(call, 'forward', stretchesOf(workload))),
    );
    actions.push((await contestant.prepare(call))!.action('forward')!);
  }
  const entrants = actions.filter((_, i) => wrong[i] === undefined).map((action) => ({ action, enter }));
  const samples = await takeTurns(entrants, pacing, clock);
  return workloads.map((workload, i) => {
    const reason = wrong[i];
    const cell: Cell =
      reason === undefined
        ? cellOf(contestant.name, samples.shift()!)
        : { contestant: contestant.name, outcome: 'wrong', reason };
    return { samples: workload.shapes.x!.at(-1)!, outputs: outputsOf(workload), cell };
  });
}

/** Seconds per output sample. */
function costs(rows: readonly LengthRow[]): { samples: number; cost: number; deviation: number }[] {
  const found = rows.flatMap(({ samples, outputs, cell }) =>
    cell.outcome === 'measured' ? [{ samples, cost: cell.seconds.median / outputs }] : [],
  );
  if (found.length === 0) return [];
  const { median } = spreadOf(found.map(({ cost }) => cost));
  return found.map((one) => ({ ...one, deviation: Math.max(one.cost / median, median / one.cost) }));
}

const target: Bound = {
  ...{ text: 'cost per output sample, furthest from the median', unit: 'ratio', bound: 1.3, from: 'above' },
};

/** Judges whether the cost per output sample is the same at every length. */
export const judgeLengths = (rows: readonly LengthRow[]): Judgement =>
  judgementOf(
    target,
    costs(rows).map(({ samples, deviation }) => ({ value: deviation, row: `${samples} samples` })),
  );

/** A line per length; then what was not measured. */
export function lengthTable(rows: readonly LengthRow[]): string {
  const all = costs(rows);
  const lines = rows.flatMap(({ samples, cell }) => {
    const of = all.find((one) => one.samples === samples);
    if (cell.outcome !== 'measured' || !of) return [];
    const { lower, median, upper } = cell.seconds;
    const quartiles = `${duration(lower)} … ${duration(upper)}`;
    return [[String(samples), duration(median), quartiles, duration(of.cost), times(of.deviation)]];
  });
  const head = ['samples', 'median', 'quartiles', 'per output', 'from the median'];
  const reasons = rows.flatMap(({ samples, cell }) =>
    excuses({ cells: [cell] }).map((reason) => `${samples}: ${reason}`),
  );
  return [...(lines.length > 0 ? [plainTable([head, ...lines])] : []), ...reasons].join('\n');
}

/**
 * Does the cost of a long call grow with its length alone? Calls that differ in their length take turns in one measurement, so
 * that their costs per output sample, or per step of a recurrence, can be compared.
 *
 *   deviation of a length = its cost / the median of all costs, or the inverse where it is cheaper
 *
 * @module
 */
import { callOf } from './call.ts';
import { cellOf } from './cell.ts';
import type { Action, Contestant } from './contestant.ts';
import type { Pass } from './flops.ts';
import { judgementOf, type Judgement } from './judge.ts';
import type { Part } from './parts.ts';
import { plainTable } from './plain-table.ts';
import { takeTurns, type Clock, type Pacing } from './rounds.ts';
import type { Cell } from './run-record.ts';
import { spreadOf } from './statistics.ts';
import { excuses } from './terminal.ts';
import { duration, times } from './units.ts';
import { referenceOf, wrongness } from './verify.ts';
import { conv, lstm, type Workload } from './workloads.ts';

/** What grows, what is counted, and how far a cost may be from the median. */
export interface Growth {
  /** What a length is counted in, and what a cost is per. */
  readonly lengths: string;
  readonly each: string;
  readonly bound: number;
}

/** A call of one length. */
export interface LongCall {
  readonly workload: Workload;
  readonly pass: Pass;
  readonly length: number;
  /** How many of what a cost is per. */
  readonly count: number;
  /** The parts by which the pass is checked. */
  readonly parts: readonly Part[];
}

/** Signals. */
export const signals: Growth = { lengths: 'samples', each: 'output sample', bound: 1.3 };

/** The forward of one channel of so many samples under a kernel of so many. */
export function signalCall(samples: number, taps: number): LongCall {
  const workload = conv(`${samples} samples`, `1×1×${samples} → 1, ${taps}`, [
    [1, 1, samples],
    [1, 1, taps],
  ]);
  const parts = stretchesOf(workload);
  return { workload, pass: 'forward', length: samples, count: workload.outputs.y!.at(-1)!, parts };
}

/** Sequences. */
export const sequences: Growth = { lengths: 'steps', each: 'step', bound: 1.2 };

/** Forward and backward of an lstm over so many steps, checked by all gradients of the first few. */
export function sequenceCall(T: number): LongCall {
  const workload = lstm(T);
  const first = { axis: 0, from: 0, count: Math.min(T, 16) };
  const part = { inputs: { x: first }, outputGrads: { h: first }, results: { x: first }, kept: first };
  return { workload, pass: 'train', length: T, count: T, parts: [part] };
}

/** What was found for one length. */
export interface LengthRow {
  readonly length: number;
  readonly count: number;
  readonly cell: Cell;
}

/** Stretches at the beginning, in the middle and at the end, that naive-loops computes from the samples they need. */
export function stretchesOf(workload: Workload, count = 256): Part[] {
  const outputs = workload.outputs.y!.at(-1)!;
  const taps = workload.shapes.w!.at(-1)!;
  const length = Math.min(count, outputs);
  return [0, Math.floor((outputs - length) / 2), outputs - length].map((from) => ({
    inputs: { x: { axis: 2, from, count: length + taps - 1 } },
    outputGrads: {},
    results: { y: { axis: 2, from, count: length } },
  }));
}

/** Measures a contestant on every call; one whose result is wrong is not timed. */
export async function measureLengths(
  calls: readonly LongCall[],
  contestant: Contestant,
  { pacing, clock }: { pacing: Pacing; clock?: Clock },
): Promise<LengthRow[]> {
  const enter = () => contestant.enter();
  const actions: Action[] = [];
  const wrong: (string | undefined)[] = [];
  for (const { workload, pass, parts } of calls) {
    const call = callOf(workload);
    enter();
    wrong.push(await wrongness(contestant.implementation, await referenceOf(call, pass, parts)));
    actions.push((await contestant.prepare(call))!.action(pass)!);
  }
  const entrants = actions.filter((_, i) => wrong[i] === undefined).map((action) => ({ action, enter }));
  const samples = await takeTurns(entrants, pacing, clock);
  return calls.map(({ length, count }, i) => {
    const reason = wrong[i];
    const cell: Cell =
      reason === undefined
        ? cellOf(contestant.name, samples.shift()!)
        : { contestant: contestant.name, outcome: 'wrong', reason };
    return { length, count, cell };
  });
}

/** Seconds per output sample or step. */
function costs(rows: readonly LengthRow[]): { length: number; cost: number; deviation: number }[] {
  const found = rows.flatMap(({ length, count, cell }) =>
    cell.outcome === 'measured' ? [{ length, cost: cell.seconds.median / count }] : [],
  );
  if (found.length === 0) return [];
  const { median } = spreadOf(found.map(({ cost }) => cost));
  return found.map((one) => ({ ...one, deviation: Math.max(one.cost / median, median / one.cost) }));
}

/** Judges whether the cost is the same at every length. */
export const judgeLengths = ({ lengths, each, bound }: Growth, rows: readonly LengthRow[]): Judgement =>
  judgementOf(
    { text: `cost per ${each}, furthest from the median`, unit: 'ratio', bound, from: 'above' },
    costs(rows).map(({ length, deviation }) => ({ value: deviation, row: `${length} ${lengths}` })),
  );

/** A line per length; then what was not measured. */
export function lengthTable({ lengths, each }: Growth, rows: readonly LengthRow[]): string {
  const all = costs(rows);
  const lines = rows.flatMap(({ length, cell }) => {
    const of = all.find((one) => one.length === length);
    if (cell.outcome !== 'measured' || !of) return [];
    const { lower, median, upper } = cell.seconds;
    const quartiles = `${duration(lower)} … ${duration(upper)}`;
    return [[String(length), duration(median), quartiles, duration(of.cost), times(of.deviation)]];
  });
  const head = [lengths, 'median', 'quartiles', `per ${each}`, 'from the median'];
  const reasons = rows.flatMap(({ length, cell }) =>
    excuses({ cells: [cell] }).map((reason) => `${length}: ${reason}`),
  );
  return [...(lines.length > 0 ? [plainTable([head, ...lines])] : []), ...reasons].join('\n');
}

/**
 * `bench crossover`: from which kernel size on each way to a convolution is the fastest.
 *
 * @module
 */
import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Contestant } from '../contestant.ts';
import { convolutionPeers } from '../crossover/peers.ts';
import { plotOf } from '../crossover/plot.ts';
import { dimensions, sweep, type Dimension } from '../crossover/sweep.ts';
import { sweepLegend, sweepText } from '../crossover/sweep-table.ts';
import { groupsOf, takeoverTable, type SweptRow } from '../crossover/takeover.ts';
import { convolutionContestants } from '../engines.ts';
import { machineLine, thisMachine } from '../machine.ts';
import { measure } from '../measure.ts';
import { full, quick } from '../pacing.ts';
import { print, progress } from '../print.ts';
import type { Pacing } from '../rounds.ts';
import { UsageError } from '../usage-error.ts';

/** Shorter than a run, since there are 72 rows. */
const pacing = { ...full, budget: 0.4, warmUp: 0.2, longest: 1 };

function checkFolder(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw new UsageError(`--svg: ${file} cannot be written (${(error as Error).message})`);
  }
}

/** Measures, prints and draws. Returns the exit code: 1 where a result is wrong. */
export async function crossover(options: { svg: string; quick?: true }): Promise<number> {
  checkFolder(options.svg);
  const own = convolutionContestants();
  const names = [...own, ...convolutionPeers].map(({ name }) => name);
  const machine = thisMachine();
  print(`${machineLine(machine)}\n${sweepLegend}\n`);
  const rows: SweptRow[] = [];
  for (const dimension of dimensions) {
    const contestants = dimension === '1-D' ? [...own, ...convolutionPeers] : own;
    const found = await measureSweep(dimension, contestants, options.quick ? quick : pacing);
    for (const [name, group] of groupsOf(found)) print(`${sweepText(name, group)}\n`);
    rows.push(...found);
  }
  print(`${takeoverTable(rows, names)}\n`);
  const { svgOf } = await import('../crossover/svg.ts');
  writeFileSync(options.svg, `${await svgOf(plotOf(rows, { contestants: names, machine }))}\n`);
  print(`the plot is in ${options.svg}`);
  const wrong = rows.some(({ row }) => row.cells.some(({ outcome }) => /wrong|failed/.test(outcome)));
  return wrong ? 1 : 0;
}

async function measureSweep(
  dimension: Dimension,
  contestants: readonly Contestant[],
  paced: Pacing,
): Promise<SweptRow[]> {
  const steps = sweep.filter((step) => step.dimension === dimension);
  const found = await measure(
    steps.map(({ selected }) => selected),
    contestants,
    { pacing: paced, progress, finished: () => {} },
  );
  progress('');
  return found.map((row) => {
    const { kernel } = steps.find(({ selected }) => selected.workload.name === row.workload)!;
    return { dimension, kernel, row };
  });
}

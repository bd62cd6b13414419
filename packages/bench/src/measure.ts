/**
 * One run: every row in turn, every contestant in it.
 *
 * Per row: who would take too long is left out, whose result is not naive-loops' is left out, the others take turns.
 *
 * @module
 */
import { SpecError } from '@gradspec/spec';
import { callOf, tensorBytes, type BenchCall } from './call.ts';
import { cellOf, failed } from './cell.ts';
import { wantedOf, type Action, type Contestant, type Prepared } from './contestant.ts';
import type { Pass } from './flops.ts';
import { createPace, type Pace } from './pace.ts';
import { takeTurns, timeOnce, type Clock, type Pacing } from './rounds.ts';
import type { Cell, Row } from './run-record.ts';
import { referenceOf, wrongness, type Reference } from './verify.ts';
import { rowId, rungs, workloadFlops, type Workload } from './workloads.ts';

/** The rows of one workload that are to be measured. */
export interface Selected {
  readonly workload: Workload;
  readonly passes: readonly Pass[];
}

/** How a run is made. */
export interface Measuring {
  readonly pacing: Pacing;
  /** Told what is being done, for whoever waits. */
  progress(what: string): void;
  /** Told each row when it is finished. */
  finished(row: Row): void;
  readonly clock?: Clock;
}

interface Ready {
  readonly contestant: Contestant;
  readonly action: Action;
}

/** An engine says that it lacks a kernel, or one of its attributes, by the SpecError `not-implemented`. */
const isLacking = (error: unknown): boolean => error instanceof SpecError && error.code === 'not-implemented';

function failure(contestant: string, error: unknown): Cell {
  if (isLacking(error)) return { contestant, outcome: 'no kernel' };
  return failed(contestant, error);
}

/** Measures the rows selected and returns them in that order. Contestants are not closed. */
export async function measure(
  selected: readonly Selected[],
  contestants: readonly Contestant[],
  measuring: Measuring,
): Promise<Row[]> {
  const pace = createPace();
  const rows: Row[] = [];
  for (const { workload, passes } of selected) {
    const call = callOf(workload);
    for (const pass of passes) {
      const row = await measureRow(call, pass, { contestants, pace, measuring });
      rows.push(row);
      measuring.finished(row);
    }
  }
  return rows;
}

interface Within {
  readonly contestants: readonly Contestant[];
  readonly pace: Pace;
  readonly measuring: Measuring;
}

async function measureRow(call: BenchCall, pass: Pass, within: Within): Promise<Row> {
  const { workload } = call;
  const { measuring } = within;
  const id = rowId(workload, pass);
  const cells = new Map<string, Cell>();
  const ready: Ready[] = [];
  const open: Prepared[] = [];
  let reference: Reference | undefined;
  for (const contestant of within.contestants) {
    measuring.progress(`${id}: checking ${contestant.name}`);
    try {
      const predicted = await predict(contestant, { call, pass, within });
      if (predicted > Math.min(contestant.longest ?? Infinity, measuring.pacing.longest)) {
        cells.set(contestant.name, { contestant: contestant.name, outcome: 'too slow', predicted });
        continue;
      }
      const prepared = await contestant.prepare(call);
      if (prepared) open.push(prepared);
      const action = prepared?.action(pass);
      if (!action) {
        cells.set(contestant.name, { contestant: contestant.name, outcome: 'no kernel' });
        continue;
      }
      reference ??= await referenceOf(call, pass);
      contestant.enter();
      const reason = await wrongness(contestant.implementation, reference);
      if (reason === undefined) ready.push({ contestant, action });
      else cells.set(contestant.name, { contestant: contestant.name, outcome: 'wrong', reason });
    } catch (error) {
      cells.set(contestant.name, failure(contestant.name, error));
    }
  }
  measuring.progress(`${id}: measuring`);
  for (const cell of await timeAll(ready, { call, pass, within })) cells.set(cell.contestant, cell);
  for (const prepared of open) await prepared.close();
  return {
    ...{ id, workload: workload.name, text: workload.text, operator: workload.operator, pass },
    flops: workloadFlops(workload, pass),
    cells: within.contestants.map(({ name }) => cells.get(name)!),
  };
}

interface Question {
  readonly call: BenchCall;
  readonly pass: Pass;
  readonly within: Within;
}

const keyOf = (contestant: Contestant, workload: Workload, pass: Pass) =>
  [contestant.name, workload.operator, pass].join();

/** Seconds that a call of the contestant will take, 0 where nothing speaks against trying it. */
async function predict(contestant: Contestant, { call, pass, within }: Question): Promise<number> {
  const { workload } = call;
  if (contestant.expectedSeconds) return contestant.expectedSeconds(workload, pass);
  const { pace, measuring } = within;
  const flops = workloadFlops(workload, pass);
  const key = keyOf(contestant, workload, pass);
  for (const rung of rungs) {
    if (rung.operator !== workload.operator || !rung.passes.includes(pass)) continue;
    const smaller = workloadFlops(rung, pass);
    if (smaller * 4 > flops || pace.largest(key) >= smaller) continue;
    if ((pace.predict(key, smaller) ?? 0) > measuring.pacing.longest) break;
    const prepared = await prepareRung(contestant, rung);
    const action = prepared?.action(pass);
    if (action)
      pace.record(
        key,
        smaller,
        await timeOnce({ action, enter: () => contestant.enter() }, clockOf(measuring)),
      );
    await prepared?.close();
  }
  return pace.predict(key, flops) ?? 0;
}

/** A rung that an engine lacks says nothing about the call that is to be foretold. */
async function prepareRung(contestant: Contestant, rung: Workload): Promise<Prepared | undefined> {
  try {
    return await contestant.prepare(callOf(rung));
  } catch (error) {
    if (isLacking(error)) return undefined;
    throw error;
  }
}

const clockOf = ({ clock }: Measuring): Clock => clock ?? (() => performance.now());

async function timeAll(ready: readonly Ready[], question: Question): Promise<Cell[]> {
  const { call, pass, within } = question;
  const flops = workloadFlops(call.workload, pass);
  const cells: Cell[] = [];
  const bytes = new Map<string, number>();
  for (const { contestant, action } of ready)
    if (contestant.arena) bytes.set(contestant.name, await arenaBytes(contestant, action));
  const entrants = ready.map(({ contestant, action }) => ({ action, enter: () => contestant.enter() }));
  const samples = await takeTurns(entrants, within.measuring.pacing, clockOf(within.measuring));
  samples.forEach((of, i) => {
    const { contestant } = ready[i]!;
    const cell = cellOf(contestant.name, of);
    const took = 'slow' in of ? of.slow : cell.outcome === 'measured' ? cell.seconds.median : undefined;
    if (took !== undefined) within.pace.record(keyOf(contestant, call.workload, pass), flops, took);
    const highWater = bytes.get(contestant.name);
    cells.push({
      ...cell,
      ...(cell.outcome === 'measured' &&
        highWater !== undefined && {
          memory: { highWater, tensors: tensorBytes(call, wantedOf(call, pass)!) },
        }),
    });
  });
  return cells;
}

/** Bytes of the arena that one call takes. */
async function arenaBytes(contestant: Contestant, action: Action): Promise<number> {
  contestant.enter();
  contestant.arena!.reset();
  await action();
  return contestant.arena!.highWater();
}

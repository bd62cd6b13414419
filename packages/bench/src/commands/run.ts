/**
 * `bench`: measures, prints, writes and compares.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { compareRuns, isRegression, parseRun, type Change } from '../compare.ts';
import type { Contestant } from '../contestant.ts';
import { loadPeer, measurePeaks, ourContestants, peerNames } from '../engines.ts';
import { machineLine, thisMachine } from '../machine.ts';
import { markdownPage } from '../markdown.ts';
import { measure } from '../measure.ts';
import { full, quick } from '../pacing.ts';
import { loadPeers } from '../peer.ts';
import { plainTable } from '../plain-table.ts';
import { print, progress } from '../print.ts';
import type { RunRecord } from '../run-record.ts';
import { selectPeers, selectRows } from '../select.ts';
import { targetsText } from '../target-table.ts';
import { judge } from '../targets.ts';
import { legend, rowText } from '../terminal.ts';
import { gigaflops, times } from '../units.ts';
import { UsageError } from '../usage-error.ts';

/** The options of `bench`. */
export interface RunOptions {
  readonly quick?: true;
  readonly filter?: string;
  readonly peers?: string;
  readonly json?: string;
  readonly markdown?: string;
  readonly save?: string;
  readonly compare?: string;
  /** Percent. */
  readonly threshold: number;
}

function readBase(file: string): RunRecord {
  try {
    return parseRun(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--compare: ${file} cannot be read (${(error as Error).message})`);
  }
}

/** Measures and prints. Returns the exit code: 1 for a regression or a wrong result of ours, 0 otherwise. */
export async function run(options: RunOptions): Promise<number> {
  const rows = selectRows(options);
  const base = options.compare === undefined ? undefined : readBase(options.compare);
  const { peers, absent } = await loadPeers(await selectPeers(options.peers, peerNames), loadPeer);
  const contestants = [...ourContestants(), ...peers];
  const head = { ...describe(contestants, options), absent, peaks: measurePeaks() };
  introduce(head);
  const measured = await measure(rows, contestants, {
    pacing: options.quick ? quick : full,
    progress,
    finished(row) {
      progress('');
      print(`${rowText(head, row)}\n`);
    },
  }).finally(async () => {
    for (const contestant of contestants) await contestant.close();
  });
  const record: RunRecord = { ...head, rows: measured };
  conclude(record);
  write(record, options);
  const regressed = base !== undefined && !compare(base, record, options.threshold);
  return regressed || wrongOfOurs(record).length > 0 ? 1 : 0;
}

function describe(contestants: readonly Contestant[], options: RunOptions) {
  return {
    format: 1 as const,
    date: new Date().toISOString().slice(0, 10),
    machine: thisMachine(),
    quick: options.quick === true,
    contestants: contestants.map(({ name, version, kind, build }) => ({
      ...{ name, version, kind },
      ...(build && { build }),
    })),
  };
}

function introduce(head: Omit<RunRecord, 'rows'>): void {
  const { machine, peaks, absent } = head;
  print(machineLine(machine));
  for (const [build, peak] of Object.entries(peaks))
    print(`peak of WebAssembly, ${build}: ${gigaflops(peak)} GFLOP/s`);
  for (const { name, reason } of absent) print(`not measured: ${name}: ${reason}`);
  print(`${legend}\n`);
}

/** The results of ours that are wrong, as `contestant in row`. */
function wrongOfOurs({ contestants, rows }: RunRecord): string[] {
  const our = contestants.filter(({ kind }) => kind === 'ours').map(({ name }) => name);
  return rows.flatMap(({ id, cells }) =>
    cells
      .filter(({ contestant, outcome }) => our.includes(contestant) && /wrong|failed/.test(outcome))
      .map(({ contestant }) => `${contestant} in ${id}`),
  );
}

function conclude(record: RunRecord): void {
  print(targetsText(judge(record)));
  for (const wrong of wrongOfOurs(record)) print(`wrong or failed: ${wrong}`);
}

function write(record: RunRecord, { json, save, markdown }: RunOptions): void {
  for (const file of [json, save])
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(record, undefined, 2)}\n`);
  if (markdown !== undefined) writeFileSync(markdown, markdownPage(record));
}

/** Prints what changed; whether nothing became slower. */
function compare(base: RunRecord, now: RunRecord, threshold: number): boolean {
  const changes = compareRuns(base, now, threshold / 100);
  if (base.machine.cpu !== now.machine.cpu || base.machine.node !== now.machine.node)
    print(`compared with another machine: ${base.machine.cpu}, Node ${base.machine.node}`);
  if (changes.length === 0) print('nothing to compare: the two runs have no row of ours in common');
  const told = changes.filter(({ verdict }) => verdict !== 'same');
  const line = ({ row, contestant, ratio, verdict }: Change) => [
    row,
    contestant,
    ratio === undefined ? '–' : times(ratio),
    verdict,
  ];
  if (told.length > 0) print(plainTable([['row', 'contestant', 'time', ''], ...told.map(line)], [1, 3]));
  const regressions = changes.filter(isRegression);
  print(
    `${changes.length} compared, ${regressions.length} regressions (slower by more than ${threshold} %, quartiles apart)`,
  );
  return regressions.length === 0;
}

/**
 * A row as the terminal shows it: contestants down, one line each; at most 80 columns unless a reason is longer.
 *
 * @module
 */
import { plainTable } from './plain-table.ts';
import { bestPeer, partOfPeak, ratioOf, speedOf } from './ratios.ts';
import type { Cell, Row, RunRecord } from './run-record.ts';
import { duration, gigaflops, binaryBytes, operations, percent, times } from './units.ts';

const head = ['', 'median', 'quartiles', 'GFLOP/s', 'peer', 'peak'];

/** What the columns mean. */
export const legend =
  'median, quartiles: time of one call\n' +
  'peer: times as fast as the fastest JavaScript peer\n' +
  'peak: part of what its WebAssembly build reaches in multiplying and adding alone';

/** Why a contestant was not measured; undefined where it was. */
export function excuse(cell: Cell): string | undefined {
  switch (cell.outcome) {
    case 'measured':
      return undefined;
    case 'no kernel':
      return 'no kernel';
    case 'too slow':
      return `not timed: one call takes about ${duration(cell.predicted)}`;
    default:
      return `${cell.outcome}: ${cell.reason}`;
  }
}

/** A finished row of a run. */
export function rowText(run: Omit<RunRecord, 'rows'>, row: Row): string {
  const lines = row.cells
    .filter((cell) => cell.outcome === 'measured')
    .map((cell) => {
      const best = bestPeer(run, row);
      const peak = partOfPeak(run, row, cell);
      const { lower, median, upper } = cell.seconds;
      return [
        cell.contestant,
        duration(median),
        `${duration(lower)} … ${duration(upper)}`,
        gigaflops(speedOf(row, cell)),
        best ? times(ratioOf(cell, best)) : '',
        peak === undefined ? '' : percent(peak),
      ];
    });
  return [
    `${row.workload}, ${row.pass}   ${row.operator} ${row.text}   ${operations(row.flops)}`,
    ...(lines.length > 0 ? [plainTable([head, ...lines])] : []),
    ...arenas(row),
    ...excuses(row),
  ].join('\n');
}

/** What calls of ours took of the arena, beside the size of their tensors; the same sizes stand on one line. */
function arenas({ cells }: Row): string[] {
  const sizes = new Map<string, string[]>();
  for (const cell of cells) {
    const size = arenaOf(cell);
    if (size !== '') sizes.set(size, [...(sizes.get(size) ?? []), cell.contestant]);
  }
  return [...sizes].map(([size, names]) => wrap(`arena / tensors: ${size} (${names.join(', ')})`));
}

/** The arena at its fullest beside the call's tensors, as `1.20 MiB / 3.40 MiB`; empty where there is no arena. */
export function arenaOf(cell: Cell): string {
  if (cell.outcome !== 'measured' || !cell.memory) return '';
  const { highWater, tensors } = cell.memory;
  return `${binaryBytes(highWater)} / ${binaryBytes(tensors)}`;
}

/** Those that were not measured: one line per reason. */
export function excuses({ cells }: Pick<Row, 'cells'>): string[] {
  const reasons = new Map<string, string[]>();
  for (const cell of cells) {
    const reason = excuse(cell);
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), cell.contestant]);
  }
  return [...reasons].map(([reason, names]) =>
    wrap(reason === 'no kernel' ? `no kernel: ${names.join(', ')}` : `${names.join(', ')}: ${reason}`),
  );
}

/** Lines of at most 80 columns, those after the first indented; a word that is longer stands alone. */
function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)}${lines.at(-1)?.trim() ? ' ' : ''}${word}`;
    if (longer.length <= 80 || !lines.at(-1)?.trim()) lines[lines.length - 1] = longer;
    else lines.push(`  ${word}`);
  }
  return lines.join('\n');
}

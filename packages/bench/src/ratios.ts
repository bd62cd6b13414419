/**
 * Ratios of one row: how many times as fast, and what part of the peak.
 *
 *   ratio to a peer = its median / the contestant's median        above 1 is faster than the peer
 *   part of the peak = operations / median / the peak of the contestant's WebAssembly build
 *
 * @module
 */
import type { Measured, Row, RunRecord } from './run-record.ts';

/** The measured cell of a contestant; undefined where it was not measured. */
export function measuredCell(row: Pick<Row, 'cells'>, contestant: string): Measured | undefined {
  const cell = row.cells.find((one) => one.contestant === contestant);
  return cell?.outcome === 'measured' ? cell : undefined;
}

/** The fastest of the contestants named; undefined where none of them was measured. */
export function fastest(row: Pick<Row, 'cells'>, names: readonly string[]): Measured | undefined {
  const cells = names.map((name) => measuredCell(row, name)).filter((cell) => cell !== undefined);
  return cells.reduce<Measured | undefined>(
    (best, cell) => (best && best.seconds.median <= cell.seconds.median ? best : cell),
    undefined,
  );
}

/** The fastest JavaScript peer of a row. */
export function bestPeer({ contestants }: Pick<RunRecord, 'contestants'>, row: Row): Measured | undefined {
  return fastest(
    row,
    contestants.filter(({ kind }) => kind === 'javascript').map(({ name }) => name),
  );
}

/** How many times as fast a cell is as another. */
export const ratioOf = (cell: Measured, other: Measured): number =>
  other.seconds.median / cell.seconds.median;

/** Operations per second of a measured cell. */
export const speedOf = (row: Row, cell: Measured): number => row.flops / cell.seconds.median;

/** The part of its build's peak that a cell reaches; undefined without a build or a peak. */
export function partOfPeak(
  run: Pick<RunRecord, 'contestants' | 'peaks'>,
  row: Row,
  cell: Measured,
): number | undefined {
  const build = run.contestants.find(({ name }) => name === cell.contestant)?.build;
  const peak = build && run.peaks[build];
  return peak === undefined ? undefined : speedOf(row, cell) / peak;
}

/**
 * The sweep as tables: kernel sizes down, contestants across.
 *
 * @module
 */
import { plainTable } from '../plain-table.ts';
import type { Cell } from '../run-record.ts';
import { excuses } from '../terminal.ts';
import { duration } from '../units.ts';
import type { SweptRow } from './takeover.ts';

/** What the tables show. */
export const sweepLegend = 'median time of one call; in brackets: too long to be measured, as foretold';

/** The table of one dimension and pass under its name; then who has no kernel, or is wrong. */
export function sweepText(name: string, rows: readonly SweptRow[]): string {
  const all = rows.flatMap(({ row }) => row.cells);
  const timed = new Set(all.filter((cell) => timeOf(cell) !== '').map(({ contestant }) => contestant));
  const lines = rows.map(({ kernel, row }) => [
    String(kernel),
    ...row.cells.filter(({ contestant }) => timed.has(contestant)).map(timeOf),
  ]);
  const reasons = rows.flatMap(({ row }) =>
    excuses({ cells: row.cells.filter(({ outcome }) => outcome !== 'too slow') }),
  );
  return [name, plainTable([['kernel', ...timed], ...lines]), ...new Set(reasons)].join('\n');
}

function timeOf(cell: Cell): string {
  if (cell.outcome === 'measured') return duration(cell.seconds.median);
  return cell.outcome === 'too slow' ? `(${duration(cell.predicted)})` : '';
}

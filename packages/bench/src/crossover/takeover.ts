/**
 * Who is the fastest at which kernel size.
 *
 * @module
 */
import { plainTable } from '../plain-table.ts';
import { fastest, measuredCell } from '../ratios.ts';
import type { Row } from '../run-record.ts';
import type { Dimension } from './sweep.ts';

/** A measured row of the sweep. */
export interface SweptRow {
  readonly dimension: Dimension;
  readonly kernel: number;
  readonly row: Pick<Row, 'pass' | 'cells'>;
}

/** Kernel sizes next to each other at which a contestant is the fastest. */
export interface Reign {
  readonly from: number;
  readonly to: number;
  /** Whether it lasts to the end of the sweep. */
  readonly lasts: boolean;
}

/** The reigns of a contestant over rows that are sorted by kernel size. */
export function reignsOf(rows: readonly SweptRow[], contestant: string, among: readonly string[]): Reign[] {
  const reigns: Reign[] = [];
  let from: number | undefined;
  rows.forEach(({ kernel, row }, i) => {
    if (fastest(row, among)?.contestant !== contestant) {
      from = undefined;
      return;
    }
    if (from !== undefined) reigns.pop();
    from ??= kernel;
    reigns.push({ from, to: kernel, lasts: i === rows.length - 1 });
  });
  return reigns;
}

/** As `3 … 9, from 15`; a dash for somebody who never is, nothing for somebody who never was measured. */
function reignText(rows: readonly SweptRow[], contestant: string, among: readonly string[]): string {
  if (!rows.some(({ row }) => measuredCell(row, contestant))) return '';
  const texts = reignsOf(rows, contestant, among).map(({ from, to, lasts }) => {
    if (lasts) return `from ${from}`;
    return from === to ? `${from}` : `${from} … ${to}`;
  });
  return texts.join(', ') || '–';
}

/** The rows of each dimension and pass, under a name as `1-D forward`, in the order in which they come. */
export function groupsOf(rows: readonly SweptRow[]): Map<string, SweptRow[]> {
  const groups = new Map<string, SweptRow[]>();
  for (const one of rows) {
    const name = `${one.dimension} ${one.row.pass}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return groups;
}

/** A line per dimension and pass, a column per contestant: the kernel sizes at which it is the fastest of all. */
export function takeoverTable(rows: readonly SweptRow[], contestants: readonly string[]): string {
  const lines = [...groupsOf(rows)].map(([name, group]) => [
    name,
    ...contestants.map((contestant) => reignText(group, contestant, contestants)),
  ]);
  return plainTable([['the fastest at', ...contestants], ...lines]);
}

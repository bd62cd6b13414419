/**
 * The kill matrix as a page and for the terminal: a row per mistake, a column per check.
 *
 * @module
 */
import type { Check, Kill, Row } from './kill-matrix.ts';

const checks: readonly { readonly check: Check; readonly title: string }[] = [
  { check: 'vectors', title: 'vectors' },
  { check: 'generated', title: 'generated cases' },
];

const heads = ['mistake', ...checks.map(({ title }) => title)];

function cellText(kill: Kill | undefined): string {
  if (!kill) return 'lives';
  return `${kill.by} (after ${kill.after}, ${kill.milliseconds.toFixed(kill.milliseconds < 10 ? 1 : 0)} ms)`;
}

const cells = (row: Row): string[] => [
  row.mistake.id,
  ...checks.map(({ check }) => cellText(row.killedBy[check])),
];

/** The rows by implementation, in the order they came. */
function byImplementation(rows: readonly Row[]): readonly (readonly [string, readonly Row[]])[] {
  const names = [...new Set(rows.map(({ implementation }) => implementation))];
  return names.map((name) => [name, rows.filter(({ implementation }) => implementation === name)]);
}

/** Columns of text, as wide as their widest cell. */
function aligned(table: readonly (readonly string[])[]): string {
  const widths = table[0]!.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  return table
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What all rows come to, in a sentence. */
export function summaryText(rows: readonly Row[]): string {
  const killed = (by: (row: Row) => boolean) => rows.filter(by).length;
  const counts = checks.map(
    ({ check, title }) => `${killed(({ killedBy }) => killedBy[check] !== undefined)} by ${title}`,
  );
  const alive = killed(({ killedBy }) => Object.keys(killedBy).length === 0);
  return `${rows.length} planted, ${counts.join(', ')}, ${alive} ${alive === 1 ? 'lives' : 'live'}`;
}

/** The matrix for the terminal. */
export function killTable(rows: readonly Row[]): string {
  return byImplementation(rows)
    .map(([name, own]) => `${name}: ${summaryText(own)}\n\n${aligned([heads, ...own.map(cells)])}`)
    .join('\n\n');
}

/** The matrix as Markdown. */
export function killPage(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return byImplementation(rows)
    .map(([name, own]) =>
      [
        `## ${name}`,
        '',
        `${summaryText(own)}.`,
        '',
        line(heads),
        line(heads.map(() => '---')),
        ...own.map((row) => line(cells(row))),
      ].join('\n'),
    )
    .join('\n\n');
}

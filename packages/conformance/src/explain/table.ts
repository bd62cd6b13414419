/**
 * Tables of texts, cut into bands of columns where they are wider than the board.
 *
 * @module
 */
import stringWidth from 'string-width';

type Rows = readonly (readonly string[])[];

const gap = '   ';
const indent = '  ';
const widths = (rows: Rows): number[] =>
  rows[0]!.map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column]!))));

/** Whether a table is one band. */
export function fitsInOneBand(rows: Rows, width: number): boolean {
  const all = widths(rows);
  return indent.length + all.reduce((sum, one) => sum + one, 0) + gap.length * (all.length - 1) <= width;
}

/** The lines of a table: its first column, repeated in every band, to the left, all others to the right. */
export function tableLines(rows: Rows, width: number): string[] {
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i]!));
  const bands: string[][][] = [];
  for (const column of columns.slice(1)) {
    const band = bands.at(-1);
    if (band && fitsInOneBand(transposed([...band, column]), width)) band.push(column);
    else bands.push([columns[0]!, column]);
  }
  return bands.flatMap((band, i) => [...(i > 0 ? [''] : []), ...bandLines(transposed(band))]);
}

const transposed = (columns: Rows): string[][] =>
  columns[0]!.map((_, row) => columns.map((column) => column[row]!));

function bandLines(rows: Rows): string[] {
  const columnWidths = widths(rows);
  const cell = (text: string, column: number): string => {
    const space = ' '.repeat(columnWidths[column]! - stringWidth(text));
    return column === 0 ? text + space : space + text;
  };
  return rows.map((row) => (indent + row.map(cell).join(gap)).trimEnd());
}

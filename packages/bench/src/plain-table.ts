/**
 * Tables of a terminal: columns two spaces apart, no frame.
 *
 * @module
 */
import Table from 'cli-table3';

const sides = ['top', 'bottom', 'left', 'right', 'mid'] as const;
const noFrame = Object.fromEntries(
  sides.flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`]).map((part) => [part, '']),
);

/**
 * Rows as lines of text. The first row is the head; the first column stands left, the others right unless named.
 *
 * @param left - the columns, counted from 0, that stand left besides the first
 */
export function plainTable(rows: readonly (readonly string[])[], left: readonly number[] = []): string {
  const table = new Table({
    chars: { ...noFrame, 'left-mid': '', 'mid-mid': '', 'right-mid': '', middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: rows[0]!.map((_, i) => (i === 0 || left.includes(i) ? 'left' : 'right')),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replace(/ +$/gm, '');
}

/**
 * The table of a run: operators down, implementations across.
 *
 * @module
 */
import Table from 'cli-table3';
import stringWidth from 'string-width';
import type { Report, Row } from '../runner/suite.ts';

const verdicts: Readonly<Record<Row['verdict'], string>> = {
  conforms: '✓',
  'conforms with notes': '✓ with notes',
  'forward only': '✓ forward only',
  broken: '✗ broken',
  'claimed but unverified': '? unverified',
  'not claimed': '',
};

const notClaimed = '·';

/** A number in two significant digits, without an exponent where that is readable. */
export function short(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return '∞';
  return value >= 1000 || value < 0.001 ? value.toExponential(1) : String(Number(value.toPrecision(2)));
}

function cell({ verdict, passed, total, largest }: Row): string {
  if (verdict === 'not claimed') return notClaimed;
  const counted = `${verdicts[verdict]} ${passed}/${total}`;
  if (passed === 0 || verdict === 'broken') return counted;
  return `${counted}  ${largest.ulps === 0 ? 'exact' : `${short(largest.ulps)} ULP  ${short(largest.ratio)}`}`;
}

const plainTable = {
  chars: {
    ...{
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
    },
    ...{
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};

/** Lays columns out in as few tables as fit the width. */
function columns(names: readonly string[], reports: readonly Report[], width: number): string {
  const cells = reports.map(({ rows }) => names.map((name) => cell(rows.find((row) => row.name === name)!)));
  const widthOf = (i: number) =>
    2 + Math.max(stringWidth(reports[i]!.implementation.name), ...cells[i]!.map((text) => stringWidth(text)));
  const first = Math.max(...names.map((name) => name.length));
  const groups: number[][] = [];
  let room = 0;
  reports.forEach((_, i) => {
    if (groups.length === 0 || widthOf(i) > room) {
      groups.push([]);
      room = width - first;
    }
    groups.at(-1)!.push(i);
    room -= widthOf(i);
  });
  return groups
    .map((group) => {
      const table = new Table({
        ...plainTable,
        head: ['', ...group.map((i) => reports[i]!.implementation.name)],
      });
      const rows = names.map((name, row) => [name, ...group.map((i) => cells[i]![row]!)]);
      // A table of some of the implementations leaves out the operators that none of these claims.
      table.push(...rows.filter(([, ...claims]) => claims.some((claim) => claim !== notClaimed)));
      return table.toString().replace(/ +$/gm, '');
    })
    .join('\n\n');
}

/**
 * The table as text.
 *
 * @param width - columns of the terminal; Infinity where there is none
 */
export function table(reports: readonly Report[], width: number): string {
  const names = reports[0]!.rows
    .map(({ name }) => name)
    .filter((name) =>
      reports.some(({ rows }) => rows.find((row) => row.name === name)!.verdict !== 'not claimed'),
    )
    .filter((name) => name !== 'spec');
  if (names.length === 0) return 'nothing is claimed';
  return columns(names, reports, width);
}

/** What the cells of the table mean. */
export const tableLegend =
  'cell: verdict, passed/total, largest error in ULPs of the largest value of its tensor, largest error / its bound';

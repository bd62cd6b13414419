/**
 * The kill matrix for the terminal: by operator a line per mistake, with what finds it first; implementations in which the
 * same finds it share the line. The mistakes of hygiene, which every operator can have, have a line per kind.
 *
 * @module
 */
import { aligned } from '../../report/aligned.ts';
import type { Equivalent } from '../recurrent/equivalent.ts';
import type { Kill } from './hunt.ts';
import { firstKill, foundLast, survivors, type Row } from './matrix.ts';
import { checksOf } from './probes.ts';

const timeText = (milliseconds: number): string => milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
const indexOf = (kill: Kill | undefined): string => kill?.by.replace('case ', '') ?? '·';
const shortName = ({ planting: { id, group } }: Row): string => id.slice(group.length + 1);

/** How many probes of a kind found a mistake; with full rows only. */
const counts = (row: Row): string[] => [
  String(row.kills.vectors.length),
  row.planting.group === 'graph' ? '·' : `${row.kills.checks.length}/${checksOf(row.planting.group).length}`,
];

/** What a line says of a mistake beside the time: rows for which it is the same share a line. */
function cells(row: Row, full: boolean): readonly string[] {
  if (row.hindrance !== undefined)
    return [`not planted: ${row.hindrance}`, '', '', ...(full ? ['', ''] : [])];
  const kill = firstKill(row);
  return [
    kill?.by ?? 'LIVES',
    kill ? String(kill.after) : '',
    indexOf(row.kills.generated[0]),
    ...(full ? counts(row) : []),
  ];
}

function linesOf(rows: readonly Row[], names: readonly string[], full: boolean): readonly string[][] {
  const byCells = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(cells(row, full));
    byCells.set(key, [...(byCells.get(key) ?? []), row]);
  }
  return [...byCells.values()].map((alike) => {
    const [by, after, ...rest] = cells(alike[0]!, full) as [string, string, ...string[]];
    const kills = alike.flatMap((row) => firstKill(row) ?? []);
    const slowest = Math.max(...kills.map(({ milliseconds }) => milliseconds));
    const where =
      alike.length === names.length ? '' : alike.map(({ implementation }) => implementation).join(' ');
    return [shortName(alike[0]!), by, after, kills.length > 0 ? timeText(slowest) : '', ...rest, where];
  });
}

const byKey = (
  rows: readonly Row[],
  key: (row: Row) => string,
): readonly (readonly [string, readonly Row[]])[] =>
  [...new Set(rows.map(key))].map((name) => [name, rows.filter((row) => key(row) === name)]);

const namesOf = (rows: readonly Row[]): readonly string[] => [
  ...new Set(rows.map(({ implementation }) => implementation)),
];

function groupText(group: string, rows: readonly Row[], full: boolean): string {
  const names = namesOf(rows);
  const mistakes = byKey(rows, ({ planting }) => planting.id);
  const heads = ['', 'found first by', 'after', 'ms', 'case', ...(full ? ['vectors', 'checks'] : []), ''];
  const lines = mistakes.flatMap(([, own]) => linesOf(own, names, full));
  return `${group}: ${mistakes.length} in ${names.join(', ')}\n${indented(aligned([heads, ...lines]))}`;
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** Of a kind of hygiene: in how many operators it is, and where it takes most probes to be found. */
function hygieneLine([kind, rows]: readonly [string, readonly Row[]]): string[] {
  const operators = new Set(rows.map(({ planting }) => planting.group)).size;
  const alive = survivors(rows);
  if (alive.length > 0)
    return [kind, String(operators), `LIVES in ${alive.map(shortPlace).join(', ')}`, '', ''];
  const last = foundLast(rows);
  const kill = last && firstKill(last)!;
  return [
    kind,
    String(operators),
    kill?.by ?? 'not planted',
    String(kill?.after ?? ''),
    last ? shortPlace(last) : '',
  ];
}

const shortPlace = ({ planting, implementation }: Row): string => `${planting.group} of ${implementation}`;

/** What all rows come to, in a sentence. */
export function summaryText(rows: readonly Row[]): string {
  const planted = rows.filter(({ hindrance }) => hindrance === undefined);
  const by = (stage: keyof Row['kills']) => planted.filter(({ kills }) => kills[stage].length > 0).length;
  const later = planted.filter(
    ({ kills }) => kills.vectors.length + kills.generated.length === 0 && kills.checks.length > 0,
  ).length;
  const alive = survivors(rows).length;
  return [
    `${planted.length} planted`,
    `${by('vectors')} found by vectors`,
    `${by('generated')} by generated cases`,
    `${later} by a check alone`,
    `${alive} ${alive === 1 ? 'lives' : 'live'}`,
  ].join(', ');
}

/** The matrix as text; `full` where the rows are those of a full run. */
export function matrixText(
  rows: readonly Row[],
  equivalents: readonly Pick<Equivalent, 'id' | 'because'>[],
  full: boolean,
): string {
  const [own, hygiene] = [true, false].map((plain) =>
    rows.filter(({ planting }) => (planting.hygiene === undefined) === plain),
  ) as [Row[], Row[]];
  const groups = byKey(own, ({ planting }) => planting.group);
  const kinds = byKey(hygiene, ({ planting }) => planting.hygiene!);
  const parts = [
    ...groups.map(([group, all]) => groupText(group, all, full)),
    kinds.length > 0 &&
      `hygiene, in every operator that can have it\n${indented(
        aligned([['', 'operators', 'found last by', 'after', 'in'], ...kinds.map(hygieneLine)]),
      )}`,
    equivalents.length > 0 &&
      `not planted, because nothing is wrong\n${indented(aligned(equivalents.map(({ id, because }) => [id, because])))}`,
    byKey(rows, ({ implementation }) => implementation)
      .map(([name, all]) => `${name}: ${summaryText(all)}`)
      .join('\n'),
  ];
  return parts.filter(Boolean).join('\n\n');
}

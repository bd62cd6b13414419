/**
 * The rule by which places along one spatial axis belong together.
 *
 *   conv             ih = a·oh + b·kh + c        a the stride, b the dilation (−d with a flipped kernel), c = −padding
 *   convTranspose    oh = a·ih + b·kh + c
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import type { BilinearCall, Term } from './terms.ts';

/** Places along one axis. */
export interface AxisTerm {
  readonly i: number;
  readonly k: number;
  readonly o: number;
}

/** `read = a·made + b·k + c`, for every term. */
export interface IndexMap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** The index along every axis of a flat place. */
export function indexOf(flat: number, shape: Shape): number[] {
  const index: number[] = [];
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}

/** What the terms are along a spatial axis, counted from 0; each combination once. */
export function alongAxis(terms: readonly Term[], { x, w, y }: BilinearCall, axis: number): AxisTerm[] {
  const all = terms.map(({ i, k, o }) => ({
    i: indexOf(i, x)[axis + 2]!,
    k: indexOf(k, w)[axis + 2]!,
    o: indexOf(o, y)[axis + 2]!,
  }));
  return [...new Map(all.map((one) => [`${one.i} ${one.k} ${one.o}`, one])).values()];
}

/** The rule that all terms along an axis keep; undefined where there is none, or more than one. */
export function indexMapOf({ operator }: BilinearCall, terms: readonly AxisTerm[]): IndexMap | undefined {
  const rows = terms.map(({ i, k, o }) =>
    operator === 'convTranspose' ? { read: o, made: i, k } : { read: i, made: o, k },
  );
  const a = slope(rows, 'made', 'k');
  const b = slope(rows, 'k', 'made');
  const [first] = rows;
  if (!first || a === undefined || b === undefined) return undefined;
  const c = first.read - a * first.made - b * first.k;
  return rows.every(({ read, made, k }) => read === a * made + b * k + c) ? { a, b, c } : undefined;
}

/** One row of a rule. */
type Row = Readonly<Record<'read' | 'made' | 'k', number>>;

/** How much is read on when one index moves by 1 and the other stays; of the first two rows that tell. */
function slope(rows: readonly Row[], moves: 'made' | 'k', stays: 'made' | 'k'): number | undefined {
  const seen = new Map<number, Row>();
  for (const row of rows) {
    const other = seen.get(row[stays]);
    if (!other) seen.set(row[stays], row);
    else if (other[moves] !== row[moves]) return (row.read - other.read) / (row[moves] - other[moves]);
  }
  return undefined;
}

/** The rule in the words of the formula: `ih = 2·oh + kh − 1`. */
export function indexMapText({ operator }: BilinearCall, { a, b, c }: IndexMap, letter: string): string {
  const [read, made] = operator === 'convTranspose' ? ['o', 'i'] : ['i', 'o'];
  const times = (factor: number, name: string) =>
    Math.abs(factor) === 1 ? name : `${Math.abs(factor)}·${name}`;
  const terms = [
    [a, times(a, `${made}${letter}`)],
    [b, times(b, `k${letter}`)],
    [c, String(Math.abs(c))],
  ].filter(([factor]) => factor !== 0) as [number, string][];
  const text = terms
    .map(([factor, name], at) => `${factor < 0 ? (at === 0 ? '−' : '− ') : at === 0 ? '' : '+ '}${name}`)
    .join(' ');
  return `${read}${letter} = ${text || '0'}`;
}

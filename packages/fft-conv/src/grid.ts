/**
 * The periodic grid of one tile size: its spectra in the kernels' memory.
 *
 * A plane of the grid is an array [L₀, L₁, L₂] of elements; the lanes of an element are different signals, and each lane holds
 * two of them, one as real and one as imaginary part: both are real, and so are the kernels that they meet, so they come out
 * of a product as they went in, apart. A slot is one of these places, 8 in float32 and 4 in float64.
 *
 * @module
 */
import {
  elementBytes,
  fftTables,
  type Arena,
  type FftTables,
  type Kernels,
  type LineTables,
  type NumericKernels,
  type Precision,
} from '@gradspec/kernels';
import { volume, type Axes } from './geometry.ts';

/** Slots of an element in each precision. */
export const slotsOf = (precision: Precision): 4 | 8 => (precision === 'float32' ? 8 : 4);

/** A range of rows along D and H. */
export interface Rows {
  readonly first: readonly [number, number];
  readonly count: readonly [number, number];
}

/** A grid and what computes on it. */
export interface Grid {
  readonly precision: Precision;
  readonly L: Axes;
  /** Places of the grid. */
  readonly V: number;
  /** Elements from one plane to the next: a little more than V, so that planes do not meet in the same lines of a cache. */
  readonly plane: number;
  readonly slots: 4 | 8;
  /** Bytes of a number. */
  readonly size: 4 | 8;
  readonly arena: Arena;
  readonly kernels: NumericKernels;
  readonly work: number;
  readonly tables: GridTables;
}

/** The tables of a grid, and of single lines where it is one; they have to be asked for before the call that uses them. */
export interface GridTables {
  readonly L: Axes;
  readonly axes: readonly FftTables[];
  readonly line: LineTables | undefined;
}

/** The tables of the grid of a size. */
export function tablesOf(precision: Precision, L: Axes): GridTables {
  const isLine = L[0] * L[1] === 1 && L[2] % (slotsOf(precision) / 2) === 0;
  return { L, ...fftTables(precision, L, isLine ? L[2] : undefined) };
}

/** Makes a grid ready. */
export function gridOf(kernels: Kernels, precision: Precision, tables: GridTables): Grid {
  const { arena } = kernels;
  const { L } = tables;
  const V = volume(L);
  const [D, H, W] = L;
  const longest = Math.max(W, H * Math.min(W, 8), D * Math.min(H * W, 8));
  return {
    ...{ precision, L, V, plane: V + 2, slots: slotsOf(precision), arena, kernels: kernels[precision] },
    size: precision === 'float32' ? 4 : 8,
    work: arena.room('float32', (2 * longest * elementBytes) / 4),
    tables,
  };
}

/** Room for planes; what stands there is arbitrary. */
export const roomForPlanes = ({ arena, plane }: Grid, count: number): number =>
  arena.room('float32', (count * plane * elementBytes) / 4);

/** Sets a plane to zeros. */
export function clearPlane({ arena, precision, size, V }: Grid, at: number): void {
  arena.floats(precision).fill(0, at / size, (at + V * elementBytes) / size);
}

/** Transforms a plane in place; rows beyond `extent` along D and H are zeros, of which nothing has to be computed. */
export function transform(grid: Grid, at: number, [D, H]: readonly [number, number]): void {
  const [L0, L1, L2] = grid.L;
  if (L2 > 1) for (let d = 0; d < D; d++) along(grid, 2, { outer: H, inner: 1, at: at + row(grid, d, 0) });
  if (L1 > 1) along(grid, 1, { outer: D, inner: L2, at });
  if (L0 > 1) along(grid, 0, { outer: 1, inner: L1 * L2, at });
}

/** The inverse in place, without the division by V, for some rows only; the others are left unfinished. */
export function invert(grid: Grid, at: number, { first: [d, h], count: [D, H] }: Rows): void {
  const [L0, L1, L2] = grid.L;
  const inverse = true;
  if (L0 > 1) along(grid, 0, { outer: 1, inner: L1 * L2, at, inverse });
  if (L1 > 1) along(grid, 1, { outer: D, inner: L2, at: at + row(grid, d, 0), inverse });
  if (L2 > 1)
    for (let i = d; i < d + D; i++) along(grid, 2, { outer: H, inner: 1, at: at + row(grid, i, h), inverse });
}

const row = ({ L }: Grid, d: number, h: number): number => (d * L[1] + h) * L[2] * elementBytes;

function along(
  { L, kernels, tables, work }: Grid,
  axis: 0 | 1 | 2,
  { outer, inner, at, inverse = false }: { outer: number; inner: number; at: number; inverse?: boolean },
): void {
  const { passes, radices, factors } = tables.axes[axis]!;
  kernels.fftAxis(outer, L[axis], inner, at, inverse, passes, radices, factors, work);
}

/** The address of a slot in a plane's first element. */
export function slotAt({ slots, size }: Grid, plane: number, slot: number): number {
  const lanes = slots / 2;
  return plane + (slot < lanes ? slot * size : 16 + (slot - lanes) * size);
}

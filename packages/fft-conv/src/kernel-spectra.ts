/**
 * The spectra of the kernels: W[m, c, r], phase r of w[m, c] on the grid, as plain pairs of numbers.
 *
 * @module
 */
import { elementBytes, type FloatArray, type LineTables } from '@gradspec/kernels';
import { volume, type Axes, type Geometry, type Phase } from './geometry.ts';
import { clearPlane, roomForPlanes, slotAt, transform, type Grid } from './grid.ts';

/** Where the spectra stand. */
export interface KernelSpectra {
  /** The address of the first one, W[0, 0, 0]. */
  readonly at: number;
  /** Pairs of numbers from one to the next. */
  readonly plane: number;
}

/** Transforms w; the spectra are conjugated where they are for cross-correlations. */
export function kernelSpectra(
  grid: Grid,
  geometry: Geometry,
  w: FloatArray,
  conjugate: boolean,
): KernelSpectra {
  const { arena, precision, V } = grid;
  const { groups, CG, MG, phases } = geometry;
  const count = groups * MG * CG * phases.length;
  const at = arena.room(precision, count * V * 2);
  const loaded = { grid, geometry, at, w: arena.put(precision, w), turn: conjugate ? -1 : 1 };
  const { line } = grid.tables;
  if (line && count < grid.slots / 2) for (let i = 0; i < count; i++) transformAlone(loaded, i, line);
  else transformInLanes(loaded, count);
  return { at, plane: V };
}

interface Loaded {
  readonly grid: Grid;
  readonly geometry: Geometry;
  /** The addresses of the spectra and of w. */
  readonly at: number;
  readonly w: number;
  /** What imaginary parts are multiplied by. */
  readonly turn: number;
}

/** Where the taps of spectrum i come from. */
function kernelOf({ grid, geometry, w }: Loaded, i: number): { phase: Phase; w: number; K: Axes } {
  const { phases, K } = geometry;
  const plane = Math.floor(i / phases.length);
  return { phase: phases[i % phases.length]!, w: w + plane * volume(K) * grid.size, K };
}

/** As many kernels at a time as there are lanes. */
function transformInLanes(loaded: Loaded, count: number): void {
  const { grid, geometry, at, turn } = loaded;
  const { V, size, kernels, slots } = grid;
  const { E } = geometry;
  const lanes = slots / 2;
  const plane = roomForPlanes(grid, 1);
  const numbers = elementBytes / size;
  for (let first = 0; first < count; first += lanes) {
    const here = Math.min(lanes, count - first);
    clearPlane(grid, plane);
    for (let lane = 0; lane < here; lane++)
      putTaps(grid, slotAt(grid, plane, lane), numbers, kernelOf(loaded, first + lane));
    transform(grid, plane, [E[0], E[1]]);
    kernels.takeSpectra(V, here, plane, at + first * V * 2 * size, V, 1, turn);
  }
}

/** A kernel of one axis by itself, in all lanes: for fewer kernels than there are lanes. */
function transformAlone(loaded: Loaded, i: number, { n, passes, radices, factors, joins }: LineTables): void {
  const { grid, at, turn } = loaded;
  const { arena, kernels, precision, V, size } = grid;
  const [re, im] = [arena.zeros(precision, V), arena.zeros(precision, V)];
  putTaps(grid, re, 1, kernelOf(loaded, i));
  const work = arena.room('float32', ((2 * n + 4) * elementBytes) / 4);
  kernels.fftLine(n, re, im, passes, radices, factors, joins, re, im, work);
  kernels.scaleBy(V, im, turn);
  const to = at + i * V * 2 * size;
  kernels.copyBox(1, 1, V, re, 0, 0, 1, to, 0, 0, 2);
  kernels.copyBox(1, 1, V, im, 0, 0, 1, to + size, 0, 0, 2);
}

/** Puts the taps of a phase where they stand, places being so many numbers apart. */
function putTaps(
  { L, size, kernels }: Grid,
  to: number,
  numbers: number,
  { phase, w, K }: { phase: Phase; w: number; K: Axes },
): void {
  const [, KH, KW] = K;
  const [d, h, v] = phase.taps;
  kernels.copyBox(
    d.count,
    h.count,
    v.count,
    w + ((d.first * KH + h.first) * KW + v.first) * size,
    d.kernelStep * KH * KW,
    h.kernelStep * KW,
    v.kernelStep,
    to + ((d.start * L[1] + h.start) * L[2] + v.start) * numbers * size,
    d.step * L[1] * L[2] * numbers,
    h.step * L[2] * numbers,
    v.step * numbers,
  );
}

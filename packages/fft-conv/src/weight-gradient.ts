/**
 * The weight gradient as products of spectra.
 *
 *   DW[m, c, r] = Σ_tiles X[c, r]·conj(DY[m])        dw[k] is read at e where k·d = e·s + r
 *
 * A tile is B positions of dy and the L positions of x_r from the same one on. Tiles and samples are added up as spectra, so
 * each DW is transformed back once. The two signals of a lane meet only their own: what they give crosswise is imaginary in
 * the result, and is not read.
 *
 * @module
 */
import { elementBytes, withKernels, type FloatArray, type Precision } from '@gradspec/kernels';
import { loadBox } from './boxes.ts';
import { volume, type Axes, type Geometry, type Phase } from './geometry.ts';
import {
  clearPlane,
  gridOf,
  invert,
  roomForPlanes,
  slotAt,
  slotsOf,
  tablesOf,
  transform,
  type Grid,
} from './grid.ts';
import { phaseSide, plainSide, type Side } from './sides.ts';
import { turnsOf, type Turn } from './tiles.ts';
import { spectraBudget, tilingOf } from './tiling.ts';

const none: Axes = [0, 0, 0];

/** dw, [groups·MG, CG, …K]; returns whether it is finite. */
export function correlateForWeights(
  geometry: Geometry,
  precision: Precision,
  { x, dy, dw }: { x: FloatArray; dy: FloatArray; dw: FloatArray },
): boolean {
  const { N, groups, CG, MG, O, E, phases } = geometry;
  if (dw.length === 0) return true;
  const slots = slotsOf(precision);
  const inputs = CG * phases.length;
  const { L, B } = tilingOf({
    ...{ outputs: O, samples: N, E, inputs, sums: MG, groups, slots },
    bytes: spectraBudget([x, dy, dw]),
  });
  const tables = tablesOf(precision, L);
  return withKernels((kernels) => {
    const { arena } = kernels;
    const to = arena.zeros(precision, dw.length);
    const grid = gridOf(kernels, precision, tables);
    const work = {
      ...{ grid, geometry, B },
      x: { side: phaseSide(geometry), at: arena.put(precision, x) },
      dy: { side: plainSide(MG, groups, O), at: arena.put(precision, dy) },
      planes: roomForPlanes(grid, inputs),
      gradient: roomForPlanes(grid, 1),
      sums: roomForPlanes(grid, MG * Math.ceil(inputs / (slots / 2))),
    };
    const turns = turnsOf(N, O, B, slots);
    for (let g = 0; g < groups; g++) {
      clearSums(work);
      for (const turn of turns) addTurn(work, turn, g);
      readWeights(work, g, to);
    }
    arena.copyTo(dw, precision, to);
    return Boolean(kernels[precision].allFinite(dw.length, to));
  });
}

/** One side of the correlation and the address of its tensor. */
interface Operand {
  readonly side: Side;
  readonly at: number;
}

interface Work {
  readonly grid: Grid;
  readonly geometry: Geometry;
  readonly B: Axes;
  readonly x: Operand;
  readonly dy: Operand;
  /** Addresses: the spectra of x, the one of dy, and the sums, a lane for every c and r of an m. */
  readonly planes: number;
  readonly gradient: number;
  readonly sums: number;
}

/** The planes of sums of one m. */
const sumsPerChannel = ({ grid, x }: Work): number => Math.ceil(x.side.count / (grid.slots / 2));

function clearSums(work: Work): void {
  const { grid, geometry, sums } = work;
  for (let i = 0; i < geometry.MG * sumsPerChannel(work); i++)
    clearPlane(grid, sums + i * grid.plane * elementBytes);
}

/** Adds what the tiles of a turn give to the sums of a group. */
function addTurn(work: Work, turn: Turn, g: number): void {
  const { grid, geometry, B, x, dy, planes, gradient, sums } = work;
  const { L, V, plane, kernels } = grid;
  const bytes = plane * elementBytes;
  const lanes = grid.slots / 2;
  const { count: inputs } = x.side;
  for (let index = 0; index < inputs; index++)
    loadTurn(grid, planes + index * bytes, turn, { of: x, g, index, count: L });
  for (let m = 0; m < geometry.MG; m++) {
    loadTurn(grid, gradient, turn, { of: dy, g, index: m, count: B });
    for (let i = 0; i < sumsPerChannel(work); i++) {
      const count = Math.min(lanes, inputs - i * lanes);
      const sum = sums + (m * sumsPerChannel(work) + i) * bytes;
      kernels.correlateSpectra(V, count, planes + i * lanes * bytes, plane, gradient, sum);
    }
  }
}

/** The spectrum of `count` positions of every tile of a turn. */
function loadTurn(
  grid: Grid,
  plane: number,
  turn: Turn,
  { of, g, index, count }: { of: Operand; g: number; index: number; count: Axes },
): void {
  clearPlane(grid, plane);
  for (const [slot, tile] of turn.entries()) {
    if (!tile) continue;
    const box = { first: tile.first, count, place: none };
    loadBox(grid, { plane, slot, tensor: of.at }, of.side.positions(tile.n, g, index), box);
  }
  transform(grid, plane, [count[0], count[1]]);
}

/** Transforms the sums of a group back and reads the weights' gradients. */
function readWeights(work: Work, g: number, to: number): void {
  const { grid, geometry, x, sums } = work;
  const { CG, MG, K, E, phases } = geometry;
  const lanes = grid.slots / 2;
  for (let m = 0; m < MG; m++)
    for (let i = 0; i < sumsPerChannel(work); i++) {
      const plane = sums + (m * sumsPerChannel(work) + i) * grid.plane * elementBytes;
      invert(grid, plane, { first: [0, 0], count: [E[0], E[1]] });
      for (let lane = 0; lane < lanes && i * lanes + lane < x.side.count; lane++) {
        const index = i * lanes + lane;
        const channel = (g * MG + m) * CG + Math.floor(index / phases.length);
        const phase = phases[index % phases.length]!;
        takeTaps(grid, slotAt(grid, plane, lane), phase, { w: to + channel * volume(K) * grid.size, K });
      }
    }
  const numbers = MG * CG * volume(K);
  grid.kernels.scaleBy(numbers, to + g * numbers * grid.size, 1 / grid.V);
}

/** Reads the taps of a phase from where they stand. */
function takeTaps(
  { L, size, kernels }: Grid,
  from: number,
  { taps: [d, h, w] }: Phase,
  to: { w: number; K: Axes },
): void {
  const [, KH, KW] = to.K;
  const numbers = elementBytes / size;
  kernels.copyBox(
    d.count,
    h.count,
    w.count,
    from + ((d.start * L[1] + h.start) * L[2] + w.start) * elementBytes,
    d.step * L[1] * L[2] * numbers,
    h.step * L[2] * numbers,
    w.step * numbers,
    to.w + ((d.first * KH + h.first) * KW + w.first) * size,
    d.kernelStep * KH * KW,
    h.kernelStep * KW,
    w.kernelStep,
  );
}

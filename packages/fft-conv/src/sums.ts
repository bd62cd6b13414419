/**
 * Sums of products of spectra: the forward pass and the input gradient.
 *
 *   Y[m]     = Σ_{c, r} X[c, r]·conj(W[m, c, r])        y[o] is read at o − o₀
 *   DX[c, r] = Σ_m DY[m]·W[m, c, r]                     dx_r[q] is read at q − q₀ + E − 1
 *
 * o₀ and q₀ are a tile's first outputs; the tile of DX holds the E − 1 elements of dy before q₀ too. Every spectrum of the
 * source is made once per tile and used for all sums, and each sum is transformed back once.
 *
 * @module
 */
import { elementBytes, withKernels, type FloatArray, type Precision } from '@gradspec/kernels';
import { loadBox, storeBox } from './boxes.ts';
import { perAxis, type Axes, type Geometry } from './geometry.ts';
import {
  clearPlane,
  gridOf,
  invert,
  roomForPlanes,
  slotsOf,
  tablesOf,
  transform,
  type Grid,
} from './grid.ts';
import { kernelSpectra, type KernelSpectra } from './kernel-spectra.ts';
import { phaseSide, plainSide, type Side } from './sides.ts';
import { turnsOf, type Turn } from './tiles.ts';
import { spectraBudget, tilingOf } from './tiling.ts';

/** How sources become sums. */
interface Pass {
  readonly sources: Side;
  readonly sums: Side;
  /** Outputs along each axis. */
  readonly outputs: Axes;
  /** Positions of a tile's source before its first output. */
  readonly ahead: Axes;
  readonly conjugate: boolean;
  /** Kernel spectra from one source to the next, and from one sum to the next. */
  readonly sourceStep: number;
  readonly sumStep: number;
}

const none: Axes = [0, 0, 0];

/** y without its bias, [N, groups·MG, …O]; returns whether it is finite. */
export function correlate(
  geometry: Geometry,
  precision: Precision,
  { x, w, y }: { x: FloatArray; w: FloatArray; y: FloatArray },
): boolean {
  const { groups, CG, MG, O, phases } = geometry;
  return compute(
    geometry,
    precision,
    { source: x, w, target: y },
    {
      sources: phaseSide(geometry),
      sums: plainSide(MG, groups, O),
      outputs: O,
      ahead: [0, 0, 0],
      conjugate: true,
      sourceStep: 1,
      sumStep: CG * phases.length,
    },
  );
}

/** dx, [N, groups·CG, …S]; returns whether it is finite. */
export function correlateBack(
  geometry: Geometry,
  precision: Precision,
  { dy, w, dx }: { dy: FloatArray; w: FloatArray; dx: FloatArray },
): boolean {
  const { groups, CG, MG, S, O, E, stride, before, phases } = geometry;
  return compute(
    geometry,
    precision,
    { source: dy, w, target: dx },
    {
      sources: plainSide(MG, groups, O),
      sums: phaseSide(geometry),
      // Positions behind those that an output reads have no gradient, those behind the end of x no element.
      outputs: perAxis((a) => Math.min(O[a] + E[a] - 1, Math.floor((S[a] - 1 + before[a]) / stride[a]) + 1)),
      ahead: perAxis((a) => E[a] - 1),
      conjugate: false,
      sourceStep: CG * phases.length,
      sumStep: 1,
    },
  );
}

interface Arrays {
  readonly source: FloatArray;
  readonly w: FloatArray;
  readonly target: FloatArray;
}

function compute(
  geometry: Geometry,
  precision: Precision,
  { source, w, target }: Arrays,
  pass: Pass,
): boolean {
  const { N, groups, E } = geometry;
  if (target.length === 0) return true;
  const slots = slotsOf(precision);
  const { outputs, sources, sums } = pass;
  const { L, B } = tilingOf({
    ...{ outputs, samples: N, E, inputs: sources.count, sums: sums.count, groups, slots },
    bytes: spectraBudget([source, w, target]),
  });
  const tables = tablesOf(precision, L);
  return withKernels((kernels) => {
    const { arena } = kernels;
    const from = arena.put(precision, source);
    const to = arena.zeros(precision, target.length);
    const grid = gridOf(kernels, precision, tables);
    const spectra = kernelSpectra(grid, geometry, w, pass.conjugate);
    const work = {
      ...{ grid, pass, B, spectra, from, to },
      planes: roomForPlanes(grid, sources.count),
      results: roomForPlanes(grid, 2),
    };
    for (const turn of turnsOf(N, outputs, B, slots))
      for (let g = 0; g < groups; g++) {
        loadSources(work, turn, g);
        for (let sum = 0; sum < sums.count; sum += 2) computeSums(work, turn, { g, sum });
      }
    // The inverse transforms have left out the division by the number of places.
    kernels[precision].scaleBy(target.length, to, 1 / grid.V);
    arena.copyTo(target, precision, to);
    return Boolean(kernels[precision].allFinite(target.length, to));
  });
}

interface Work {
  readonly grid: Grid;
  readonly pass: Pass;
  readonly B: Axes;
  readonly spectra: KernelSpectra;
  /** The addresses of the tensors. */
  readonly from: number;
  readonly to: number;
  /** The addresses of the sources' planes, and of those of two sums. */
  readonly planes: number;
  readonly results: number;
}

/** The spectra of a group's sources in these tiles. */
function loadSources({ grid, pass, from, planes }: Work, turn: Turn, g: number): void {
  const { sources, ahead } = pass;
  const { L, plane } = grid;
  for (let index = 0; index < sources.count; index++) {
    const at = planes + index * plane * elementBytes;
    clearPlane(grid, at);
    for (const [slot, tile] of turn.entries()) {
      if (!tile) continue;
      const { n, first } = tile;
      const box = { first: perAxis((a) => first[a] - ahead[a]), count: L, place: none };
      loadBox(grid, { plane: at, slot, tensor: from }, sources.positions(n, g, index), box);
    }
    transform(grid, at, [L[0], L[1]]);
  }
}

/** One sum of a group or, if there is another one, two. */
function computeSums(
  { grid, pass, B, spectra, to, planes, results }: Work,
  turn: Turn,
  { g, sum }: { g: number; sum: number },
): void {
  const { sources, sums, ahead, sourceStep, sumStep } = pass;
  const { V, plane, size, kernels } = grid;
  const count = Math.min(2, sums.count - sum);
  const kernel = g * sources.count * sums.count + sum * sumStep;
  const w = spectra.at + kernel * spectra.plane * 2 * size;
  const second = count > 1 ? sumStep * spectra.plane : 0;
  const wIn = sourceStep * spectra.plane;
  kernels.sumProducts(V, sources.count, planes, plane, w, wIn, second, results, plane);
  for (let i = 0; i < count; i++) {
    const at = results + i * plane * elementBytes;
    invert(grid, at, { first: [ahead[0], ahead[1]], count: [B[0], B[1]] });
    for (const [slot, tile] of turn.entries()) {
      if (!tile) continue;
      const box = { first: tile.first, count: B, place: ahead };
      storeBox(grid, { plane: at, slot, tensor: to }, sums.positions(tile.n, g, sum + i), box);
    }
  }
}

/**
 * One phase of a correlation, group by group, in the way that its plan names.
 *
 * @module
 */
import { rightFactor, type FloatArray, type Kernels, type Precision } from '@gradspec/kernels';
import type { PhasePlan, Plan } from './plan.ts';
import type { Source } from './source.ts';

/** The operands in the kernels' memory. */
export interface Loaded {
  readonly plan: Plan;
  readonly precision: Precision;
  readonly from: Source;
  /** The address of w, and the elements of one group of it. */
  readonly weights: number;
  readonly group: number;
  /** The address of the biases; 0 where there are none. */
  readonly biases: number;
}

/** Computes group g, whose source is the i-th of those loaded, with its bias: rows × length numbers from `to` on. */
export type Product = (g: number, i: number, to: number) => void;

/** Makes a phase ready: its tables and weights are put where the kernels find them. */
export function phaseProduct(kernels: Kernels, phase: PhasePlan, loaded: Loaded): Product {
  if (phase.way === 'direct') return directProduct(kernels, phase, loaded);
  if (phase.way === 'threeRows') return threeRowsProduct(kernels, phase, loaded);
  if (phase.way === 'run') return runProduct(kernels, phase, loaded);
  if (phase.way === 'product') return matrixProduct(kernels, phase, loaded);
  return rowFiller(kernels, phase, loaded);
}

const bytesOf = (precision: Precision): 4 | 8 => (precision === 'float32' ? 4 : 8);

/** What makes every row of a group its bias, or 0. */
function rowFiller({ arena }: Kernels, { length }: PhasePlan, { plan, precision, biases }: Loaded): Product {
  const size = bytesOf(precision);
  return (g, _, to) => {
    const floats = arena.floats(precision);
    const start = to / size;
    const bias = biases / size + g * plan.rows;
    for (let r = 0; r < plan.rows; r++)
      floats.fill(biases ? floats[bias + r]! : 0, start + r * length, start + (r + 1) * length);
  };
}

/** Packs the weights of all groups, `panel` rows at a time; returns their address and the bytes of one group. */
function packWeights(
  { arena, ...functions }: Kernels,
  { taps, weights: table }: PhasePlan,
  { plan, precision, weights, group }: Loaded,
  panel: number,
): { at: number; bytes: number } {
  const { groups, rows, rowStride } = plan;
  const K = taps.length;
  const size = bytesOf(precision);
  const bytes = Math.ceil(rows / 4) * 4 * K * size;
  const at = arena.room(precision, (groups * bytes) / size);
  const order = table ? arena.putIntegers(table) : 0;
  for (let g = 0; g < groups; g++)
    for (let r = 0; r < rows; r += panel)
      functions[precision].packLeft(
        Math.min(panel, rows - r),
        K,
        weights + (g * group + r * rowStride) * size,
        rowStride,
        1,
        order,
        at + g * bytes + r * K * size,
      );
  return { at, bytes };
}

/** Sums straight from the source. */
function directProduct(kernels: Kernels, phase: PhasePlan, loaded: Loaded): Product {
  const { arena } = kernels;
  const { plan, precision, from, biases } = loaded;
  const { rows, channels } = plan;
  const { starts, run, length } = phase;
  const functions = kernels[precision];
  const size = bytesOf(precision);
  const K = phase.taps.length;
  const taps = arena.putIntegers(phase.taps);
  const runs = arena.putIntegers(starts);
  const packed = packWeights(kernels, phase, loaded, 4);
  return (g, i, to) => {
    const w = packed.at + g * packed.bytes;
    const source = from.at + i * channels * from.plane * size;
    const bias = biases && biases + g * rows * size;
    functions.correlate(rows, K, w, taps, source, starts.length, runs, run, bias, to, length);
  };
}

/** The same for one row of outputs and a kernel of three rows. */
function threeRowsProduct(kernels: Kernels, phase: PhasePlan, loaded: Loaded): Product {
  const { arena } = kernels;
  const { plan, precision, from, biases, weights, group } = loaded;
  const functions = kernels[precision];
  const size = bytesOf(precision);
  const table = phase.weights!;
  const taps = arena.putIntegers(phase.taps);
  const ordered = arena.room(precision, plan.groups * table.length);
  const floats = arena.floats(precision);
  for (let g = 0; g < plan.groups; g++)
    gather(floats, ordered / size + g * table.length, weights / size + g * group, table);
  const K = phase.taps.length;
  const pitch = plan.padded.sizes[2];
  const rows = phase.length / phase.run;
  return (g, i, to) => {
    const w = ordered + g * table.length * size;
    const source = from.at + i * plan.channels * from.plane * size;
    const bias = biases && biases + g * size;
    functions.correlateThreeRows(K, w, taps, pitch, source, rows, phase.run, bias, to);
  };
}

/** The same row by row and run by run, for steps and short runs. */
function runProduct(kernels: Kernels, phase: PhasePlan, loaded: Loaded): Product {
  const { arena } = kernels;
  const { plan, precision, from, weights, group } = loaded;
  const { rows, channels, rowStride } = plan;
  const { starts, run, step, length } = phase;
  const functions = kernels[precision];
  const size = bytesOf(precision);
  const K = phase.taps.length;
  const taps = arena.putIntegers(phase.taps);
  const runs = arena.putIntegers(starts);
  const row = phase.weights ? arena.room(precision, K) : 0;
  const fill = rowFiller(kernels, phase, loaded);
  return (g, i, to) => {
    fill(g, i, to);
    const source = from.at + i * channels * from.plane * size;
    for (let r = 0; r < rows; r++) {
      const first = weights + (g * group + r * rowStride) * size;
      if (phase.weights) gather(arena.floats(precision), row / size, first / size, phase.weights);
      const y = to + r * length * size;
      functions.correlateRuns(K, row || first, taps, source, starts.length, runs, run, step, y);
    }
  };
}

function gather(floats: FloatArray, to: number, from: number, table: Int32Array): void {
  for (let k = 0; k < table.length; k++) floats[to + k] = floats[from + table[k]!]!;
}

/** A matrix product: the source is packed by the tables as im2col, or as it lies where it is im2col itself. */
function matrixProduct(kernels: Kernels, phase: PhasePlan, loaded: Loaded): Product {
  const { arena, workBytes } = kernels;
  const { plan, precision, from, biases } = loaded;
  const { rows, channels } = plan;
  const { positions, length } = phase;
  const functions = kernels[precision];
  const size = bytesOf(precision);
  const K = phase.taps.length;
  const [kind, row, column] = positions
    ? [rightFactor.tables, arena.putIntegers(phase.taps), arena.putIntegers(positions)]
    : [rightFactor.strides, from.plane, 1];
  const packed = packWeights(kernels, phase, loaded, rows);
  const work = arena.room('float32', workBytes / 4);
  const fill = rowFiller(kernels, phase, loaded);
  return (g, i, to) => {
    if (biases) fill(g, i, to);
    const w = packed.at + g * packed.bytes;
    const source = from.at + i * channels * from.plane * size;
    functions.multiply(rows, length, K, w, kind, source, row, column, to, length, biases !== 0, work);
  };
}

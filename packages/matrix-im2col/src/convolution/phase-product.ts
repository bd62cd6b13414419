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
  return (g, _, to) => fillRows(kernels, { ...loaded, phase, g, to });
}

const bytesOf = (precision: Precision): 4 | 8 => (precision === 'float32' ? 4 : 8);

/** Makes every row of a group its bias, or 0. */
function fillRows(
  { arena }: Kernels,
  { plan, precision, biases, phase, g, to }: Loaded & { phase: PhasePlan; g: number; to: number },
): void {
  const floats = arena.floats(precision);
  const start = to / floats.BYTES_PER_ELEMENT;
  const bias = biases / floats.BYTES_PER_ELEMENT + g * plan.rows;
  for (let r = 0; r < plan.rows; r++)
    floats.fill(biases ? floats[bias + r]! : 0, start + r * phase.length, start + (r + 1) * phase.length);
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
  return (g, i, to) =>
    functions.correlate(
      ...([rows, K, packed.at + g * packed.bytes, taps] as const),
      ...([from.at + i * channels * from.plane * size, starts.length, runs, run] as const),
      ...([biases && biases + g * rows * size, to, length] as const),
    );
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
  return (g, i, to) =>
    functions.correlateThreeRows(
      ...([phase.taps.length, ordered + g * table.length * size, taps, plan.padded.sizes[2]] as const),
      ...([from.at + i * plan.channels * from.plane * size, phase.length / phase.run, phase.run] as const),
      ...([biases && biases + g * size, to] as const),
    );
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
  return (g, i, to) => {
    fillRows(kernels, { ...loaded, phase, g, to });
    const source = from.at + i * channels * from.plane * size;
    for (let r = 0; r < rows; r++) {
      const first = weights + (g * group + r * rowStride) * size;
      if (phase.weights) gather(arena.floats(precision), row / size, first / size, phase.weights);
      functions.correlateRuns(
        ...([K, row || first, taps, source, starts.length, runs, run, step] as const),
        to + r * length * size,
      );
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
  return (g, i, to) => {
    if (biases) fillRows(kernels, { ...loaded, phase, g, to });
    functions.multiply(
      ...([rows, length, K, packed.at + g * packed.bytes, kind] as const),
      ...([from.at + i * channels * from.plane * size, row, column] as const),
      ...([to, length, biases !== 0, work] as const),
    );
  };
}

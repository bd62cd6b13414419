/**
 * Weights times im2col(source), for every sample, group and phase: the forward pass of conv and, through the adjoint's
 * samplings, its input gradient.
 *
 *   target[n, g, r, position] = bias[g, r] + Σ_{c, tap} w[g, r, c, tap] · source[n, g, c, position + tap]
 *
 * im2col(source) is a matrix product's right factor that is never written down: the kernels pack it straight from the
 * padded source by two tables. A 1×1 kernel needs no tables, and one or two rows need no packing.
 *
 * @module
 */
import { rightFactor, withKernels, type FloatArray, type Kernels, type Precision } from '@gradspec/kernels';
import { elementCount } from '@gradspec/spec';
import type { Triple } from '../geometry.ts';
import { isLarger, paddingOf, type Padded } from './sampling.ts';
import { groupsPerLoad, sourceOf, type Source } from './source.ts';
import { countsUp, positionTable, rowTable, tapTables, type Samplings } from './tables.ts';

/** What is multiplied. The element (g, r, c, tap) of w lies at the sum of its indices times their strides. */
export interface Correlation {
  readonly N: number;
  readonly groups: number;
  /** Channels of the target, and of the source, in one group. */
  readonly rows: number;
  readonly channels: number;
  readonly sourceSizes: Triple;
  readonly targetSizes: Triple;
  /** One per phase of the target. */
  readonly phases: readonly Samplings[];
  readonly K: Triple;
  readonly rowStride: number;
  readonly channelStride: number;
}

const ArrayOf = { float32: Float32Array, float64: Float64Array };

/** Rows for which no packing pays. */
const fewRows = 2;

/**
 * Computes the target, [N, groups·rows, …targetSizes]; `undefined` where w is not finite and would be multiplied with zeros
 * that stand for nothing.
 */
export function correlate(
  correlation: Correlation,
  precision: Precision,
  { source, w, bias }: { source: FloatArray; w: FloatArray; bias: FloatArray | undefined },
): FloatArray | undefined {
  const { N, groups, rows, channels, sourceSizes, targetSizes, phases } = correlation;
  const size = rows * elementCount(targetSizes);
  const target = new ArrayOf[precision](N * groups * size);
  if (target.length === 0) return target;
  return withKernels((kernels) => {
    const { arena } = kernels;
    const padded = paddingOf(sourceSizes, phases);
    const weights = arena.put(precision, w);
    if (isLarger(padded, sourceSizes) && !kernels[precision].allFinite(w.length, weights)) return undefined;
    const bytes = (channels * elementCount(padded.sizes) + size) * target.BYTES_PER_ELEMENT;
    const atOnce = groupsPerLoad(groups, bytes);
    const from = sourceOf(kernels, precision, {
      ...{ data: source, planes: atOnce * channels, sizes: sourceSizes, padded },
    });
    const to = arena.room(precision, atOnce * size);
    const steps = phases.map((samplings) =>
      phaseStep(kernels, correlation, { precision, samplings, padded, from, w, weights, bias, to }),
    );
    for (let n = 0; n < N; n++)
      for (let g = 0; g < groups; g += atOnce) {
        const count = Math.min(atOnce, groups - g);
        const group = n * groups + g;
        from.load(group * channels, count * channels);
        if (steps.length > 1)
          fillRows(arena.floats(precision), to, count * rows, elementCount(targetSizes), bias, g * rows);
        for (const step of steps) step(g, count);
        arena.copyTo(target.subarray(group * size, (group + count) * size), precision, to);
      }
    return target;
  });
}

/** Fills rows of a matrix with their bias, or with 0. */
function fillRows(
  floats: FloatArray,
  to: number,
  rows: number,
  length: number,
  bias?: FloatArray,
  first = 0,
): void {
  const start = to / floats.BYTES_PER_ELEMENT;
  if (bias)
    for (let r = 0; r < rows; r++)
      floats.fill(bias[first + r]!, start + r * length, start + (r + 1) * length);
  else floats.fill(0, start, start + rows * length);
}

/** One phase of the target: what all its groups' products have in common. */
interface PhaseCall {
  readonly precision: Precision;
  readonly samplings: Samplings;
  readonly padded: Padded;
  readonly from: Source;
  readonly w: FloatArray;
  /** The address of w. */
  readonly weights: number;
  readonly bias: FloatArray | undefined;
  /** The address of the target's groups that are loaded. */
  readonly to: number;
}

/** Computes one phase of the groups that are loaded: `count` of them from g on. */
type PhaseStep = (g: number, count: number) => void;

/** Prepares a phase (tables, packed weights) and returns what computes it. */
function phaseStep(kernels: Kernels, correlation: Correlation, call: PhaseCall): PhaseStep {
  const { arena, [call.precision]: functions } = kernels;
  const { rows, targetSizes, phases } = correlation;
  const { precision, samplings, bias, to } = call;
  const [D, H, W] = samplings;
  const length = D.count * H.count * W.count;
  const [TD, TH, TW] = targetSizes;
  const bytes = precision === 'float32' ? 4 : 8;
  const group = rows * length * bytes;
  const product = productOf(kernels, correlation, call);
  if (phases.length === 1)
    return (g, count) => {
      if (bias || product.adds) fillRows(arena.floats(precision), to, count * rows, length, bias, g * rows);
      for (let i = 0; i < count; i++) product.run(g + i, i, to + i * group, bias !== undefined);
    };
  if (product.isEmpty) return () => {};
  const part = arena.room(precision, rows * length);
  return (g, count) => {
    for (let i = 0; i < count; i++) {
      if (bias || product.adds) fillRows(arena.floats(precision), part, rows, length, bias, (g + i) * rows);
      product.run(g + i, i, part, bias !== undefined);
      const place = to + i * rows * TD * TH * TW * bytes;
      functions.spread(
        ...([rows, D.count, H.count, W.count, part, place, TD, TH, TW] as const),
        ...([D.first, H.first, W.first, D.every, H.every, W.every] as const),
      );
    }
  };
}

/** A group's product, in one of three ways. */
interface Product {
  /** Whether no tap is ever read, so that there is nothing to add. */
  readonly isEmpty: boolean;
  /** Whether it always adds to what stands in the target. */
  readonly adds: boolean;
  /** Computes group g, which is the i-th of those loaded. */
  run(g: number, i: number, to: number, accumulate: boolean): void;
}

function productOf(kernels: Kernels, correlation: Correlation, call: PhaseCall): Product {
  const { arena } = kernels;
  const { channels, rows } = correlation;
  const { samplings, padded } = call;
  const tables = tapTables(channels, samplings, padded, correlation);
  if (tables.taps.length === 0) return { isEmpty: true, adds: true, run() {} };
  const taps = arena.putIntegers(tables.taps);
  if (rows <= fewRows) return unpackedProduct(kernels, correlation, call, { taps, weights: tables.weights });
  return packedProduct(kernels, correlation, call, { taps, weights: tables.weights });
}

interface TapTables {
  /** The address of the taps' table. */
  readonly taps: number;
  readonly weights: Int32Array;
}

function packedProduct(
  kernels: Kernels,
  correlation: Correlation,
  call: PhaseCall,
  tables: TapTables,
): Product {
  const { arena, workBytes, [call.precision]: functions } = kernels;
  const { groups, rows, channels, rowStride } = correlation;
  const { precision, samplings, padded, from, weights, w } = call;
  const bytes = w.BYTES_PER_ELEMENT;
  const K = tables.weights.length;
  const count = samplings.reduce((product, axis) => product * axis.count, 1);
  const plain = isPlain(samplings, padded);
  const positions = plain ? 0 : arena.putIntegers(positionTable(samplings, padded));
  const table = countsUp(tables.weights) ? 0 : arena.putIntegers(tables.weights);
  const panel = Math.ceil(rows / 4) * 4 * K;
  const packed = arena.room(precision, groups * panel);
  for (let g = 0; g < groups; g++)
    functions.packLeft(
      rows,
      K,
      weights + (g * w.byteLength) / groups,
      rowStride,
      1,
      table,
      packed + g * panel * bytes,
    );
  const work = arena.room('float32', workBytes / 4);
  return {
    isEmpty: false,
    adds: false,
    run(g, i, to, accumulate) {
      const source = from.at + i * channels * from.plane * bytes;
      const [kind, row, column] = plain
        ? [rightFactor.strides, from.plane, 1]
        : [rightFactor.tables, tables.taps, positions];
      functions.multiply(
        rows,
        count,
        K,
        packed + g * panel * bytes,
        kind,
        source,
        row,
        column,
        to,
        count,
        accumulate,
        work,
      );
    },
  };
}

/** Whether every position is read once, in order: the im2col of a 1×1 kernel is the source itself. */
const isPlain = (samplings: Samplings, { sizes }: Padded): boolean =>
  samplings.every(({ count, step, taps }, axis) => count === sizes[axis] && step === 1 && taps.length === 1);

function unpackedProduct(
  kernels: Kernels,
  correlation: Correlation,
  call: PhaseCall,
  tables: TapTables,
): Product {
  const { arena, [call.precision]: functions } = kernels;
  const { rows, channels, rowStride } = correlation;
  const { precision, samplings, padded, from, w } = call;
  const bytes = w.BYTES_PER_ELEMENT;
  const K = tables.weights.length;
  const starts = arena.putIntegers(rowTable(samplings, padded));
  const [D, H, W] = samplings;
  const length = D.count * H.count * W.count;
  const isRange = countsUp(tables.weights);
  const row = isRange ? 0 : arena.room(precision, K);
  return {
    isEmpty: false,
    adds: true,
    run(g, i, to) {
      const source = from.at + i * channels * from.plane * bytes;
      for (let r = 0; r < rows; r++) {
        const first = (g * w.length) / correlation.groups + r * rowStride;
        if (!isRange) gather(arena.floats(precision), row, w, first, tables.weights);
        const weights = isRange ? call.weights + first * bytes : row;
        functions.correlateRuns(
          ...([K, weights, tables.taps, source] as const),
          ...([D.count * H.count, starts, W.count, W.step, to + r * length * bytes] as const),
        );
      }
    },
  };
}

function gather(floats: FloatArray, to: number, w: FloatArray, first: number, table: Int32Array): void {
  const start = to / floats.BYTES_PER_ELEMENT;
  for (let k = 0; k < table.length; k++) floats[start + k] = w[first + table[k]!]!;
}

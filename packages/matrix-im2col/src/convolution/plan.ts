/**
 * What the sizes of a correlation say, before there are any numbers: how it is sampled, the tables, and the way in which
 * each phase is computed. It is made once for calls of the same sizes.
 *
 * @module
 */
import { remembering } from '@gradspec/kernels';
import { elementCount } from '@gradspec/spec';
import { isSameGeometry, type Geometry, type Triple } from '../geometry.ts';

import { adjointSamplings, forwardSamplings, isLarger, paddingOf, type Padded } from './sampling.ts';
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

/**
 * The ways of computing a phase: `direct` sums straight from the source, which for one row of outputs of a kernel of
 * `threeRows` read each row of the source once; the same `run` by run for a stride or short runs; a matrix `product` with a
 * source that is packed; or `nothing` where no tap is ever read.
 */
export type Way = 'direct' | 'threeRows' | 'run' | 'product' | 'nothing';

/** One phase, planned. */
export interface PhasePlan {
  readonly way: Way;
  readonly samplings: Samplings;
  /** Outputs of one row of the target. */
  readonly length: number;
  /** Per channel and tap, where the first output's element of the source stands; for `threeRows` the top row's taps only. */
  readonly taps: Int32Array;
  /**
   * The element of a row of w that weighs each of them, for `threeRows` tap by tap those of the three rows; undefined where
   * they are weighed in order.
   */
  readonly weights: Int32Array | undefined;
  /** Outputs that lie side by side, as runs: where each run begins in the source, how long all are, and their step. */
  readonly starts: Int32Array;
  readonly run: number;
  readonly step: number;
  /** Where each output's element stands, for a `product`; undefined where the source is im2col itself. */
  readonly positions: Int32Array | undefined;
}

/** A correlation, planned. */
export interface Plan extends Correlation {
  readonly padded: Padded;
  readonly isPadded: boolean;
  readonly plans: readonly PhasePlan[];
}

/** Rows up to which packing the source costs more than it saves. */
const fewRows = 32;
/** Rows up to which it does so even with a stride or in short runs. */
const veryFewRows = 2;
/** Outputs that a direct sum needs side by side: the kernel's, for the longer vectors of float32. */
const shortestRun = 8;
/** The most table entries that are worth keeping: larger ones belong to calls that take long anyway. */
const mostEntries = 2 ** 15;

const entries = ({ taps, positions, starts }: Pick<PhasePlan, 'taps' | 'positions' | 'starts'>): number =>
  taps.length + (positions ?? starts).length;

/** The plan of y = W · im2col(x) for a geometry. */
export const forwardPlan = planFor((geometry) => {
  const { N, groups, CG, MG, S, K, O } = geometry;
  const channelStride = elementCount(K);
  return {
    ...{ N, groups, rows: MG, channels: CG, sourceSizes: S, targetSizes: O, K },
    ...{ phases: [forwardSamplings(geometry)], rowStride: CG * channelStride, channelStride },
  };
});

/** The plan of dX = col2im(Wᵀ · dY) for a geometry. */
export const adjointPlan = planFor((geometry) => {
  const { N, groups, CG, MG, S, K, O } = geometry;
  const rowStride = elementCount(K);
  return {
    ...{ N, groups, rows: CG, channels: MG, sourceSizes: O, targetSizes: S, K },
    ...{ phases: adjointSamplings(geometry), rowStride, channelStride: CG * rowStride },
  };
});

/** The weight gradient, planned: y's sampling of x, and the tables of im2col(x)ᵀ. */
export interface WeighingPlan {
  readonly padded: Padded;
  readonly isPadded: boolean;
  readonly samplings: Samplings;
  /** Per channel and tap, where the element of the first position stands. */
  readonly taps: Int32Array;
  /** Where each run of positions begins; where each position's element stands, if a matrix product needs it. */
  readonly starts: Int32Array;
  readonly positions: Int32Array | undefined;
}

/** Rows of dW for which no packing pays. */
const fewWeightRows = 3;

/** The plan of dW = Σ_n dY · im2col(x)ᵀ for a geometry. */
export const weighingPlan = remembering(
  (geometry: Geometry): WeighingPlan => {
    const { CG, MG, S, K } = geometry;
    const samplings = forwardSamplings(geometry);
    const padded = paddingOf(S, [samplings]);
    return {
      ...{ padded, isPadded: isLarger(padded, S), samplings },
      taps: tapTables(CG, samplings, padded, { K, channelStride: elementCount(K) }).taps,
      starts: rowTable(samplings, padded),
      positions: MG > fewWeightRows ? positionTable(samplings, padded) : undefined,
    };
  },
  isSameGeometry,
  (plan) => entries(plan) <= mostEntries,
);

function planFor(correlationOf: (geometry: Geometry) => Correlation): (geometry: Geometry) => Plan {
  return remembering(
    (geometry: Geometry) => planOf(correlationOf(geometry)),
    isSameGeometry,
    ({ plans }) => plans.reduce((sum, plan) => sum + entries(plan), 0) <= mostEntries,
  );
}

function planOf(correlation: Correlation): Plan {
  const { sourceSizes, phases } = correlation;
  const padded = paddingOf(sourceSizes, phases);
  return {
    ...correlation,
    padded,
    isPadded: isLarger(padded, sourceSizes),
    plans: phases.map((samplings) => planPhase(correlation, samplings, padded)),
  };
}

function planPhase(correlation: Correlation, samplings: Samplings, padded: Padded): PhasePlan {
  const { channels, rows } = correlation;
  const [D, H, W] = samplings;
  const length = D.count * H.count * W.count;
  const { taps, weights } = tapTables(channels, samplings, padded, correlation);
  const isPlain = samplings.every(
    ({ count, step, taps }, axis) => count === padded.sizes[axis] && step === 1 && taps.length === 1,
  );
  const [run, step] = isPlain ? [length, 1] : [W.count, W.step];
  const way = wayOf({ rows, taps: taps.length, run, step });
  const top = way === 'direct' && rows === 1 ? topRow(samplings) : undefined;
  if (top !== undefined)
    return {
      ...{ way: 'threeRows', samplings, length, run, step, starts: Int32Array.of(0), positions: undefined },
      ...threeRowTables(taps, weights, W.taps.length, top),
    };
  return {
    ...{ way, samplings, length, taps, run, step },
    weights: countsUp(weights) ? undefined : weights,
    starts: isPlain ? Int32Array.of(0) : rowTable(samplings, padded),
    positions: way === 'product' && !isPlain ? positionTable(samplings, padded) : undefined,
  };
}

function wayOf({ rows, taps, run, step }: Record<'rows' | 'taps' | 'run' | 'step', number>): Way {
  if (taps === 0) return 'nothing';
  if (rows <= fewRows && step === 1 && run >= shortestRun) return 'direct';
  return rows <= veryFewRows ? 'run' : 'product';
}

/** Which of the taps along H is the topmost, where there are three that lie one below the other and rows enough. */
function topRow([D, H]: Samplings): 0 | 2 | undefined {
  const [a, b, c, more] = H.taps;
  if (D.count > 1 || D.taps.length > 1 || H.count < 4 || H.step > 1 || !a || !b || !c || more)
    return undefined;
  const direction = b.offset - a.offset;
  if (c.offset - b.offset !== direction || Math.abs(direction) !== 1) return undefined;
  return direction > 0 ? 0 : 2;
}

/** The tables of taps and weights, [channel, row, column], as [channel, column] and [channel, column, row] from the top. */
function threeRowTables(
  taps: Int32Array,
  weights: Int32Array,
  columns: number,
  top: 0 | 2,
): Pick<PhasePlan, 'taps' | 'weights'> {
  const at = (k: number, row: number) => (Math.floor(k / columns) * 3 + row) * columns + (k % columns);
  return {
    taps: Int32Array.from({ length: taps.length / 3 }, (_, k) => taps[at(k, top)]!),
    weights: Int32Array.from(weights, (_, i) => weights[at(Math.floor(i / 3), Math.abs(top - (i % 3)))]!),
  };
}

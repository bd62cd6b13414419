/**
 * Parts of a large call that naive-loops can compute by themselves, so that checking a result takes no minutes.
 *
 * An element of a result depends on some of the operands only, so a small call gives exactly that part of the large one:
 *
 *   conv     y[:, m]  of w[m]                     dx[:, c] of x[:, c], w[:, c]      dw[m] of w[m], dy[:, m]
 *   linear   y[n]     of x[n]                     dx[n]    of x[n], dy[n]           dw[o] of w[o], dy[:, o]
 *   rnn …    h[:, n]  of x[:, n]
 *            all gradients, dy = 0 but at t < 8          of x[0 … 7], dy[0 … 7]
 *            all gradients, dy = 0 but in sample N − 1   of x[:, N − 1], dy[:, N − 1]
 *
 * The first and the last index are taken. What the contestant computes is always the large call; for the gradients of a
 * recurrence it gets an output gradient with those zeros, because naive-loops adds up T²/2 steps back. Pools, convolutions
 * with groups and small calls are compared whole.
 *
 * @module
 */
import type { Range } from './cut.ts';
import type { Pass } from './flops.ts';
import { rowId, workloadFlops, type Workload } from './workloads.ts';

/** Ranges by the name of a tensor; one that is not named is whole. */
export type Ranges = Readonly<Record<string, Range>>;

/** One part: what is cut out of the operands, and where its result stands in the large one. */
export interface Part {
  readonly inputs: Ranges;
  readonly outputGrads: Ranges;
  readonly results: Ranges;
  /** Where the output gradient of the large call is kept; zero elsewhere. */
  readonly kept?: Range;
}

const whole: Part = { inputs: {}, outputGrads: {}, results: {} };
const earlySteps = 8;

const firstAndLast = (size: number): number[] => (size > 1 ? [0, size - 1] : [0]);
const one = (axis: number, from: number): Range => ({ axis, from, count: 1 });

function convParts(pass: Pass, { shapes }: Workload): Part[] {
  const [M, C] = shapes.w as [number, number];
  if (pass === 'input gradient')
    return firstAndLast(C).map((c) => ({
      inputs: { x: one(1, c), w: one(1, c) },
      outputGrads: {},
      results: { x: one(1, c) },
    }));
  return firstAndLast(M).map((m) => ({
    inputs: { w: one(0, m) },
    outputGrads: { y: one(1, m) },
    results: pass === 'forward' ? { y: one(1, m) } : { w: one(0, m) },
  }));
}

function linearParts(pass: Pass, { shapes }: Workload): Part[] {
  if (pass === 'weight gradient')
    return firstAndLast(shapes.w![0]!).map((o) => ({
      inputs: { w: one(0, o) },
      outputGrads: { y: one(1, o) },
      results: { w: one(0, o) },
    }));
  return firstAndLast(shapes.x![0]!).map((n) => ({
    inputs: { x: one(0, n) },
    outputGrads: { y: one(0, n) },
    results: pass === 'forward' ? { y: one(0, n) } : { x: one(0, n) },
  }));
}

function recurrentParts(pass: Pass, { shapes }: Workload): Part[] {
  const [T, N] = shapes.x as [number, number];
  if (pass === 'forward')
    return firstAndLast(N).map((n) => ({
      inputs: { x: one(1, n) },
      outputGrads: {},
      results: { h: one(1, n), c: one(1, n), hT: one(0, n), cT: one(0, n) },
    }));
  const early = { axis: 0, from: 0, count: Math.min(earlySteps, T) };
  const last = one(1, N - 1);
  return [early, last].map((range) => ({
    inputs: { x: range },
    outputGrads: { h: range },
    results: { x: range },
    kept: range,
  }));
}

/**
 * The parts by which a pass is checked.
 *
 * @param wholeBelow - operations up to which a call is compared whole
 * @throws RangeError for training of a call too large to be compared whole whose gradients do not come in one part.
 */
export function partsOf(workload: Workload, pass: Pass, wholeBelow = 2e7): Part[] {
  const { operator, attributes } = workload;
  if (operator === 'rnn' || operator === 'lstm' || operator === 'gru') return recurrentParts(pass, workload);
  if (operator === 'maxPool' || operator === 'avgPool' || workloadFlops(workload, pass) <= wholeBelow)
    return [whole];
  if (pass === 'train') throw new RangeError(`partsOf: ${rowId(workload, pass)} cannot be checked in parts`);
  if (operator === 'linear') return linearParts(pass, workload);
  return attributes.groups === undefined ? convParts(pass, workload) : [whole];
}

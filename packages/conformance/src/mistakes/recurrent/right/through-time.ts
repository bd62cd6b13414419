/**
 * The walk of a recurrence through time, forward and back, in float64 and plain loops.
 *
 *   forward, s = 0 … L − 1:   state_s = cell(x[t], state_{s−1}),   t = s, or L − 1 − s in reverse
 *   back, s = L − 1 … 0:      dstate_{s−1}, dw_s = the cell's VJP of (gradient of h[t], c[t]) + dstate_s;   dw = Σ dw_s
 *
 * @module
 */
import type { Call, FloatTensor } from '@gradspec/spec';
import type { Cell, State, Step, Weights } from './cell.ts';
import { zeroVector, type Matrix, type Vector } from './matrix.ts';
import { zeroState, type Recurrence, type TimeRules } from './time-rules.ts';

const rowAt = (of: FloatTensor | undefined, row: number, size: number): Vector =>
  of ? Array.from(of.data.subarray(row * size, (row + 1) * size)) : zeroVector(size);

const matrixOf = ({ shape, data }: FloatTensor): Matrix =>
  Array.from({ length: shape[0]! }, (_, row) =>
    Array.from(data.subarray(row * shape[1]!, (row + 1) * shape[1]!)),
  );

/** A call of one of the three, with what only some of them have made optional. */
export interface AnyCall {
  readonly inputs: Readonly<Record<string, FloatTensor | undefined>>;
  readonly lengths: Int32Array | undefined;
  readonly sizes: { T: number; N: number; I: number; H: number; cell: number; stacked: number };
  readonly reverse: boolean;
  readonly dtype: FloatTensor['dtype'];
}

/** A call of whichever recurrence. */
export function anyCall<Op extends Recurrence>(call: Call<Op>): AnyCall {
  const { lengths, ...inputs } = call.inputs;
  const [T, N, I] = call.inputs.x.shape as [number, number, number];
  const [stacked, H] = call.inputs.wh.shape as [number, number];
  const cell = call.operator === 'lstm' ? H : 0;
  return {
    inputs: inputs as AnyCall['inputs'],
    lengths: lengths?.data,
    sizes: { T, N, I, H, cell, stacked },
    reverse: call.attributes.reverse,
    dtype: call.dtype,
  };
}

const weightsOf = ({ inputs, sizes }: AnyCall): Weights => ({
  wx: matrixOf(inputs.wx!),
  wh: matrixOf(inputs.wh!),
  b: rowAt(inputs.b, 0, sizes.stacked),
  bh: rowAt(inputs.bh, 0, sizes.H),
});

/** The steps of one sequence, in the order in which they were read. */
export type Sequence<Units> = readonly Step<Units>[];

/** Reads every sequence: all states [T,N,H], the last ones [N,H], and the steps. */
export function walkForward<Units>(call: AnyCall, cell: Cell<Units>, rules: TimeRules) {
  const { T, N, I, H, cell: C } = call.sizes;
  const weights = weightsOf(call);
  const all = { h: new Float64Array(T * N * H), c: new Float64Array(T * N * C) };
  const last = { h: new Float64Array(N * H), c: new Float64Array(N * C) };
  const write = (into: typeof all, row: number, { h, c }: State) => {
    into.h.set(h, row * H);
    into.c.set(c, row * C);
  };
  const sequences: Sequence<Units>[] = [];
  let state: State | undefined;
  for (let n = 0; n < N; n++) {
    const L = call.lengths?.[n] ?? T;
    const steps = rules.steps(L, T);
    state = rules.initial({ h: rowAt(call.inputs.h0, n, H), c: rowAt(call.inputs.c0, n, C) }, state);
    const sequence: Step<Units>[] = [];
    for (let s = 0; s < steps; s++) {
      const x = rowAt(call.inputs.x, rules.readAt(s, steps, T, call.reverse) * N + n, I);
      const made = cell.forward(weights, x, state);
      sequence.push({ x, before: state, ...made });
      state = made.after;
      write(all, rules.writtenAt(s, steps, T, call.reverse) * N + n, state);
    }
    for (let t = L; t < T; t++) write(all, t * N + n, rules.past(state));
    write(last, n, state);
    sequences.push(sequence);
  }
  return { all, last, sequences };
}

/** The gradients of all inputs, by name; numbers in row-major order. */
export function walkBack<Units>(
  call: AnyCall,
  { cell, rules, sequences }: { cell: Cell<Units>; rules: TimeRules; sequences: readonly Sequence<Units>[] },
  grads: Readonly<Record<string, FloatTensor | undefined>>,
) {
  const { T, N, I, H, cell: C, stacked } = call.sizes;
  const weights = weightsOf(call);
  let sums: Weights = {
    wx: weights.wx.map((row) => zeroVector(row.length)),
    wh: weights.wh.map((row) => zeroVector(row.length)),
    b: zeroVector(stacked),
    bh: zeroVector(H),
  };
  const dx = new Float64Array(T * N * I);
  const [dh0, dc0] = [new Float64Array(N * H), new Float64Array(N * C)];
  sequences.forEach((sequence, n) => {
    const [L, steps] = [call.lengths?.[n] ?? T, sequence.length];
    let next: State = { h: rowAt(grads.hT, n, H), c: rowAt(grads.cT, n, C) };
    for (let s = steps - 1; s >= 0; s--) {
      const at = rules.writtenAt(s, steps, T, call.reverse);
      const given = { h: rowAt(grads.h, at * N + n, H), c: rowAt(grads.c, at * N + n, C) };
      const own = at < L ? rules.own(given, s, steps) : zeroState(next); // what stands past the end counts for nothing
      const made = cell.backward(rules.weights(weights, sums), sequence[s]!, { own, next });
      const terms = { ...made.weights, b: rules.biasTerm(made.weights.b, n) };
      sums = summed(sums, terms, rules);
      dx.set(made.x, (rules.readAt(s, steps, T, call.reverse) * N + n) * I);
      next = rules.carried(made.before, s);
    }
    dh0.set(next.h, n * H);
    dc0.set(next.c, n * C);
  });
  return { x: dx, wx: sums.wx.flat(), wh: sums.wh.flat(), b: sums.b, bh: sums.bh, h0: dh0, c0: dc0 };
}

function summed(sums: Weights, terms: Weights, rules: TimeRules): Weights {
  const vectors = (a: Vector, b: Vector) => a.map((sum, k) => rules.added(sum, b[k]!));
  const matrices = (a: Matrix, b: Matrix) => a.map((row, k) => vectors(row, b[k]!));
  return {
    wx: matrices(sums.wx, terms.wx),
    wh: matrices(sums.wh, terms.wh),
    b: vectors(sums.b, terms.b),
    bh: vectors(sums.bh, terms.bh),
  };
}

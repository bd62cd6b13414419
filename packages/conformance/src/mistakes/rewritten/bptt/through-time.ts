/**
 * The loop through time, sequence by sequence: forward with a trace of every step, and back over the traces.
 *
 * @module
 */
import {
  defineKernel,
  elementCount,
  tensor,
  type Call,
  type FilledAttributes,
  type FloatTensor,
  type Inputs,
  type SyncKernel,
  type Tensor,
} from '@gradspec/spec';
import type { Cell, State, Trace, Weights, WeightSums } from './cell.ts';
import { plus } from './vectors.ts';

type Recurrence = 'rnn' | 'lstm' | 'gru';
type AnyInputs = Inputs<'lstm'> & Inputs<'gru'>;
type Results = Readonly<Record<string, FloatTensor | undefined>>;

/** The places of the loop where a slip can be made; L is the length of a sequence, T that of the longest there may be. */
export interface TimeSlips {
  /** What hT and cT are, from the state after the last step. */
  readonly lastState: (state: State, L: number, T: number, reverse: boolean) => State;
  /** The time of step s of the way back. */
  readonly timeBack: (s: number, L: number, reverse: boolean) => number;
  /** What is carried when the way back begins; `leftover` is what the sequence before carried at its end. */
  readonly carriedFirst: (dLast: number[], leftover: readonly number[], L: number, T: number) => number[];
  /** The gradient of h0; `carried` has passed the first step, `arrived` is what came to it. */
  readonly gradientOfStart: (carried: readonly number[], arrived: readonly number[]) => readonly number[];
}

const timeOf: TimeSlips['timeBack'] = (s, L, reverse) => (reverse ? L - 1 - s : s);
const right: TimeSlips = {
  lastState: (state) => state,
  timeBack: timeOf,
  carriedFirst: (dLast) => dLast,
  gradientOfStart: (carried) => carried,
};

function weightsOf({ x, wx, wh, b, bh }: AnyInputs): Weights {
  const H = wh.shape[1]!;
  const values = (given: Tensor | undefined, count: number) =>
    given ? Array.from(given.data) : new Array<number>(count).fill(0);
  return {
    wx: Array.from(wx.data),
    wh: Array.from(wh.data),
    b: values(b, wh.shape[0]!),
    bh: values(bh, H),
    I: x.shape[2]!,
    H,
  };
}

/** Row number `row` of a tensor as a matrix of rows this wide; zeros without one. */
const rowOf = (given: FloatTensor | undefined, row: number, width: number): number[] =>
  given ? Array.from(given.data.subarray(row * width, (row + 1) * width)) : new Array<number>(width).fill(0);

/** A recurrence, with slips in its loop where they are given. */
export function throughTime<Op extends Recurrence, Kept extends Trace>(
  operator: Op,
  cellOf: (attributes: FilledAttributes<Op>) => Cell<Kept>,
  slips: Partial<TimeSlips> = {},
): SyncKernel<Op> {
  const at = { ...right, ...slips };
  const open = (call: Call<Op>) => {
    const inputs = call.inputs as unknown as AnyInputs;
    const [T, N] = inputs.x.shape as [number, number];
    const weights = weightsOf(inputs);
    const hasC = operator === 'lstm';
    const lengthOf = (n: number) => inputs.lengths?.data[n] ?? T;
    return { inputs, T, N, weights, lengthOf, width: hasC ? weights.H : 0, cell: cellOf(call.attributes) };
  };

  return defineKernel<Op, Kept[][]>(operator, {
    forward(call) {
      const { inputs, T, N, weights, lengthOf, width, cell } = open(call);
      const { I, H } = weights;
      const shapes = call.outputShapes as Readonly<Record<string, readonly number[]>>;
      const made = Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [name, new Float64Array(elementCount(shape))]),
      );
      const kept: Kept[][] = [];
      for (let n = 0; n < N; n++) {
        const steps: Kept[] = [];
        let state: State = { h: rowOf(inputs.h0, n, H), c: rowOf(inputs.c0, n, width) };
        for (let s = 0; s < lengthOf(n); s++) {
          const t = timeOf(s, lengthOf(n), call.attributes.reverse);
          const trace = cell.step(weights, rowOf(inputs.x, t * N + n, I), state);
          steps.push(trace);
          state = trace.after;
          made.h!.set(state.h, (t * N + n) * H);
          made.c?.set(state.c, (t * N + n) * H);
        }
        const last = at.lastState(state, lengthOf(n), T, call.attributes.reverse);
        made.hT!.set(last.h, n * H);
        made.cT?.set(last.c, n * H);
        kept.push(steps);
      }
      const outputs = Object.entries(made).map(([name, data]) => [
        name,
        tensor(call.dtype, shapes[name]!, data),
      ]);
      return { outputs: Object.fromEntries(outputs) as never, saved: kept };
    },

    backward(call, { outputGrads }, kept) {
      const { inputs, T, N, weights, lengthOf, width, cell } = open(call);
      const { I, H } = weights;
      const given = outputGrads as unknown as Results;
      const zeros = (like: ArrayLike<number>) => new Array<number>(like.length).fill(0);
      const sums: WeightSums = {
        wx: zeros(weights.wx),
        wh: zeros(weights.wh),
        b: zeros(weights.b),
        bh: zeros(weights.bh),
      };
      const dx = zeros(inputs.x.data);
      const [dh0, dc0]: [number[], number[]] = [[], []];
      let leftover: readonly number[] = new Array<number>(H).fill(0);
      for (let n = 0; n < N; n++) {
        const L = lengthOf(n);
        let d: State = {
          h: at.carriedFirst(rowOf(given.hT, n, H), leftover, L, T),
          c: rowOf(given.cT, n, width),
        };
        let arrived = d.h;
        for (let s = L - 1; s >= 0; s--) {
          const row = at.timeBack(s, L, call.attributes.reverse) * N + n;
          const [dh, dc] = [rowOf(given.h, row, H), rowOf(given.c, row, width)];
          arrived = plus(d.h, dh);
          const { before, x } = cell.back(weights, kept[n]![s]!, { h: arrived, c: plus(d.c, dc) }, sums);
          x.forEach((value, i) => (dx[row * I + i] = value));
          d = before;
        }
        leftover = d.h;
        dh0.push(...at.gradientOfStart(d.h, arrived));
        dc0.push(...d.c);
      }
      const all = { ...sums, x: dx, h0: dh0, c0: dc0 };
      const gradients = Object.entries(all).flatMap(([name, values]) => {
        const input = inputs[name as keyof AnyInputs];
        return input ? [[name, tensor(call.dtype, input.shape, values)]] : [];
      });
      return Object.fromEntries(gradients) as never;
    },
  });
}

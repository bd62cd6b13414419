/**
 * Backpropagation through time as the notes define it: every loss walks back through every step before it.
 *
 * A sequence is read step by step, s = 0 … L − 1; step s stands at time s, or L − 1 − s with `reverse`. The loss at step t
 * depends on the weights through its own step, and through every earlier one by way of the state, so
 *
 *   dw = Σ_t Σ_{s ≤ t} (∂loss_t / ∂state_s) · (∂state_s / ∂w  of step s alone)
 *
 * which is what `walkBack` does, O(L²): for each t it starts with the gradient of that step's outputs and goes back through
 * s = t … 0, adding each step's contribution. What is left before step 0 belongs to h0 and c0. The gradient of hT and cT
 * belongs to the loss at the last step, and with a length of 0 to h0 and c0 at once. Nothing past a length is read.
 *
 * The cells say what one step is: `rnn.ts`, `lstm.ts`, `gru.ts`.
 *
 * Source: the notes on RNN, "시점별 기울기를 다 더해서 한 번에 업데이트": add up the gradients of the steps, update once.
 * @module
 */
import { tensor, type FloatDtype, type FloatTensor, type RecurrentInputs, type Shape } from '@gradspec/spec';
import type { Vector } from '../dot.ts';

/** What stands between two steps: h[H], and c[H] of an lstm (empty for the others). */
export interface State {
  readonly h: Float64Array;
  readonly c: Float64Array;
}

/** One step of one sequence as it was computed: where, from what, and what the cell wants back of it. */
export interface Step<Local> {
  readonly time: number;
  readonly x: Vector;
  readonly previous: State;
  readonly local: Local;
}

/** Where the contribution of a step to the parameters' gradients is added. */
export interface ParameterSums {
  readonly wx: Float64Array;
  readonly wh: Float64Array;
  readonly b: Float64Array;
  readonly bh: Float64Array;
}

/** One step of a recurrence on one sequence. */
export interface Cell<Local> {
  forward(x: Vector, previous: State): { state: State; local: Local };
  /** Adds the step's contribution to `sums` and to dx[I], and returns the gradient of the previous state. */
  backward(step: Step<Local>, dState: State, sums: ParameterSums, dx: Float64Array): State;
}

/** What the walks read of a call. */
interface RecurrentCall {
  readonly inputs: RecurrentInputs & { c0?: FloatTensor; bh?: FloatTensor };
  readonly attributes: { readonly reverse: boolean };
  readonly outputShapes: { readonly h: Shape; readonly c?: Shape };
  readonly dtype: FloatDtype;
}

/** The gradients of a recurrence's outputs. */
interface StateGrads {
  readonly h: FloatTensor;
  readonly hT: FloatTensor;
  readonly c?: FloatTensor;
  readonly cT?: FloatTensor;
}

const sizesOf = ({ outputShapes: { h, c } }: RecurrentCall) => {
  const [T, N, H] = h as [number, number, number];
  return { T, N, H, cellSize: c ? H : 0 };
};

/** Row `row` of h and of c as a state; zeros where there is none. */
function stateAt(
  h: FloatTensor | undefined,
  c: FloatTensor | undefined,
  row: number,
  call: RecurrentCall,
): State {
  const { H, cellSize } = sizesOf(call);
  const copy = (of: FloatTensor | undefined, size: number) =>
    of ? Float64Array.from(of.data.subarray(row * size, (row + 1) * size)) : new Float64Array(size);
  return { h: copy(h, H), c: copy(c, cellSize) };
}

function add(sums: State, terms: State): void {
  for (let j = 0; j < sums.h.length; j++) sums.h[j]! += terms.h[j]!;
  for (let j = 0; j < sums.c.length; j++) sums.c[j]! += terms.c[j]!;
}

/** Reads every sequence: all states, the last ones, and the steps of each sequence in the order they were made. */
export function walkForward<Local>(call: RecurrentCall, cell: Cell<Local>) {
  const { x, h0, c0, lengths } = call.inputs;
  const { T, N, H, cellSize } = sizesOf(call);
  const I = x.shape[2]!;
  const [h, hT] = [new Float64Array(T * N * H), new Float64Array(N * H)];
  const [c, cT] = [new Float64Array(T * N * cellSize), new Float64Array(N * cellSize)];
  const steps: Step<Local>[][] = [];
  for (let n = 0; n < N; n++) {
    const L = lengths ? lengths.data[n]! : T;
    let state = stateAt(h0, c0, n, call);
    const ofSequence: Step<Local>[] = [];
    for (let s = 0; s < L; s++) {
      const time = call.attributes.reverse ? L - 1 - s : s;
      const row = time * N + n;
      const xRow = x.data.subarray(row * I, (row + 1) * I);
      const made = cell.forward(xRow, state);
      ofSequence.push({ time, x: xRow, previous: state, local: made.local });
      state = made.state;
      h.set(state.h, row * H);
      c.set(state.c, row * cellSize);
    }
    steps.push(ofSequence);
    hT.set(state.h, n * H);
    cT.set(state.c, n * cellSize);
  }
  return { h, hT, c, cT, steps };
}

/**
 * The double sum: for the loss at every step t, back through every step s ≤ t. `sumsOf(t, s)` says where the contribution
 * of the pair is added. Returns the gradients of x[T,N,I], h0[N,H] and c0[N,H].
 */
export function walkBack<Local>(
  call: RecurrentCall,
  cell: Cell<Local>,
  { steps, grads }: { steps: readonly (readonly Step<Local>[])[]; grads: StateGrads },
  sumsOf: (t: number, s: number) => ParameterSums,
) {
  const { N, H, cellSize } = sizesOf(call);
  const I = call.inputs.x.shape[2]!;
  const dx = new Float64Array(call.inputs.x.data.length);
  const [dh0, dc0] = [new Float64Array(N * H), new Float64Array(N * cellSize)];
  steps.forEach((ofSequence, n) => {
    const L = ofSequence.length;
    const dInitial = stateAt(undefined, undefined, n, call);
    const dLast = stateAt(grads.hT, grads.cT, n, call);
    if (L === 0) add(dInitial, dLast);
    for (let t = 0; t < L; t++) {
      let dState = stateAt(grads.h, grads.c, ofSequence[t]!.time * N + n, call);
      if (t === L - 1) add(dState, dLast);
      for (let s = t; s >= 0; s--) {
        const step = ofSequence[s]!;
        const at = (step.time * N + n) * I;
        dState = cell.backward(step, dState, sumsOf(t, s), dx.subarray(at, at + I));
      }
      add(dInitial, dState);
    }
    dh0.set(dInitial.h, n * H);
    dc0.set(dInitial.c, n * cellSize);
  });
  return { x: dx, h0: dh0, c0: dc0 };
}

/** How many elements each parameter's gradient has; those of a bias also where none was given. */
export function parameterSizes(call: RecurrentCall) {
  const { wx, wh } = call.inputs;
  return { wx: wx.data.length, wh: wh.data.length, b: wx.shape[0]!, bh: sizesOf(call).H };
}

/** The gradients of all inputs of a recurrence: the double sum with one sum per parameter. */
export function walkBackToGradients<Local>(
  call: RecurrentCall,
  cell: Cell<Local>,
  steps: readonly (readonly Step<Local>[])[],
  grads: StateGrads,
) {
  const sizes = parameterSizes(call);
  const sums: ParameterSums = {
    wx: new Float64Array(sizes.wx),
    wh: new Float64Array(sizes.wh),
    b: new Float64Array(sizes.b),
    bh: new Float64Array(sizes.bh),
  };
  const { x, h0, c0 } = walkBack(call, cell, { steps, grads }, () => sums);
  const { inputs, dtype } = call;
  const { N, H, cellSize } = sizesOf(call);
  return {
    x: tensor(dtype, inputs.x.shape, x),
    wx: tensor(dtype, inputs.wx.shape, sums.wx),
    wh: tensor(dtype, inputs.wh.shape, sums.wh),
    b: tensor(dtype, [sizes.b], sums.b),
    bh: tensor(dtype, [sizes.bh], sums.bh),
    h0: tensor(dtype, [N, H], h0),
    c0: tensor(dtype, [N, cellSize], c0),
  };
}

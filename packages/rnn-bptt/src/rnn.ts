/**
 * The Elman recurrence and its gradients by one sweep backwards through time.
 *
 *   forward   z[t] = x[t]·wxᵀ + b + h[t−1]·whᵀ        h[t] = activation(z[t])
 *   backward  δ = dh[t] + carried                     (carried begins as dhT)
 *             dz[t] = δ · activation′                 carried = dz[t]·wh
 *             after the sweep: dh0 = carried
 *   all t     dx = dz·wx    dwx = dzᵀ·x    dwh = dzᵀ·h₋₁    db = Σ_{t,n} dz[t, n]
 *
 * `carried` holds the loss of all later steps at once, which is why one sweep, O(T), is enough. t − 1 is the step before in
 * the order of reading. A step that a sequence does not read leaves its state, and its carried gradient, as they are. All
 * arithmetic is in float64; results are rounded once.
 *
 * Source: Elman 1990; Werbos 1990, "Backpropagation through time: what it does and how to do it".
 * @module
 */
import { gemm } from '@gradspec/kernels';
import { defineKernel, tensor, type Call, type OutputGrads } from '@gradspec/spec';
import { activations } from './activations.ts';
import { onlyRead, stepsOf } from './steps.ts';

/** What the forward pass keeps, [T, N, H] each; 0 at steps that are not read. */
export interface Trace {
  /** h[t]. */
  readonly states: Float64Array;
  /** The state that went into step t. */
  readonly before: Float64Array;
}

/** The recurrence h[t] = activation(wx·x[t] + wh·h[t−1] + b), with the gradients of x, wx, wh, b and h0. */
export const rnn = defineKernel('rnn', {
  forward(call) {
    const { trace, last } = sweepForward(call);
    const h = tensor(call.dtype, call.outputShapes.h, trace.states);
    return { outputs: { h, hT: tensor(call.dtype, call.outputShapes.hT, last) }, saved: trace };
  },

  backward(call, { outputGrads }, trace: Trace) {
    const { x, wx, wh, b, h0 } = call.inputs;
    const { dz, dh0 } = sweepBackward(call, outputGrads, trace);
    const { dx, dwx, dwh, db } = throughProducts(call, dz, trace);
    return {
      x: tensor(call.dtype, x.shape, dx),
      wx: tensor(call.dtype, wx.shape, dwx),
      wh: tensor(call.dtype, wh.shape, dwh),
      ...(b && { b: tensor(call.dtype, b.shape, db) }),
      ...(h0 && { h0: tensor(call.dtype, h0.shape, dh0) }),
    };
  },
});

/** The loop over time: every state, the state before each step, and the state after the last step read, [N, H]. */
function sweepForward(call: Call<'rnn'>): { trace: Trace; last: Float64Array } {
  const { wh, h0 } = call.inputs;
  const steps = stepsOf(call);
  const { N } = steps;
  const H = wh.shape[0]!;
  const { apply } = activations[call.attributes.activation];
  const z = inputProducts(call);
  const trace: Trace = { states: new Float64Array(z.length), before: new Float64Array(z.length) };
  const state = h0 ? Float64Array.from(h0.data) : new Float64Array(N * H);
  for (const t of steps.order) {
    const a = { data: state };
    const b = { data: wh.data, transposed: true };
    gemm({ M: N, N: H, K: H, a, b, c: { data: z, offset: t * N * H }, accumulate: true });
    for (let n = 0; n < N; n++) {
      if (!steps.isRead(t, n)) continue;
      for (let i = 0; i < H; i++) {
        const at = (t * N + n) * H + i;
        trace.before[at] = state[n * H + i]!;
        trace.states[at] = state[n * H + i] = apply(z[at]!);
      }
    }
  }
  return { trace, last: state };
}

/** x[t]·wxᵀ + b for all steps at once: [T, N, H]. */
function inputProducts({ inputs: { x, wx, b } }: Call<'rnn'>): Float64Array {
  const [T, N, I] = x.shape as readonly [number, number, number];
  const H = wx.shape[0]!;
  const z = new Float64Array(T * N * H);
  if (b) for (let row = 0; row < T * N; row++) z.set(b.data, row * H);
  const weights = { data: wx.data, transposed: true };
  gemm({ M: T * N, N: H, K: I, a: { data: x.data }, b: weights, c: { data: z }, accumulate: true });
  return z;
}

/** The sweep: dz [T, N, H], 0 at steps that are not read, and dh0 [N, H]. */
function sweepBackward(
  call: Call<'rnn'>,
  { h: dh, hT: dhT }: Required<OutputGrads<'rnn'>>,
  { states }: Trace,
): { dz: Float64Array; dh0: Float64Array } {
  const steps = stepsOf(call);
  const { N } = steps;
  const { wh } = call.inputs;
  const H = wh.shape[0]!;
  const activation = activations[call.attributes.activation];
  const dz = new Float64Array(states.length);
  const carried = Float64Array.from(dhT.data);
  const earlier = new Float64Array(N * H);
  for (const t of [...steps.order].reverse()) {
    const rows = t * N * H;
    for (let n = 0; n < N; n++) {
      if (!steps.isRead(t, n)) continue;
      for (let i = n * H; i < (n + 1) * H; i++)
        dz[rows + i] = activation.backward(dh.data[rows + i]! + carried[i]!, states[rows + i]!);
    }
    gemm({ M: N, N: H, K: H, a: { data: dz, offset: rows }, b: { data: wh.data }, c: { data: earlier } });
    for (let n = 0; n < N; n++)
      if (steps.isRead(t, n)) carried.set(earlier.subarray(n * H, (n + 1) * H), n * H);
  }
  return { dz, dh0: carried };
}

/** From dz to what the products z = x·wxᵀ + h₋₁·whᵀ + b were made of. */
function throughProducts(call: Call<'rnn'>, dz: Float64Array, { before }: Trace) {
  const { x, wx, wh } = call.inputs;
  const steps = stepsOf(call);
  const [T, N, I] = x.shape as readonly [number, number, number];
  const H = wh.shape[0]!;
  const dzTransposed = { data: dz, transposed: true };
  const dx = new Float64Array(T * N * I);
  const dwx = new Float64Array(H * I);
  const dwh = new Float64Array(H * H);
  const db = new Float64Array(H);
  gemm({ M: T * N, N: I, K: H, a: { data: dz }, b: { data: wx.data }, c: { data: dx } });
  gemm({ M: H, N: I, K: T * N, a: dzTransposed, b: { data: onlyRead(x.data, I, steps) }, c: { data: dwx } });
  gemm({ M: H, N: H, K: T * N, a: dzTransposed, b: { data: before }, c: { data: dwh } });
  dz.forEach((value, at) => (db[at % H]! += value));
  return { dx: onlyRead(dx, I, steps), dwx, dwh, db }; // 0 · ∞ in wx is no gradient of an unread step
}

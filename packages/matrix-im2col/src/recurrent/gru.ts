/**
 * The gated recurrent unit as matrix products; its gates are stacked r, z, n.
 *
 *   all steps   Z = X·Wxᵀ + b
 *   step s      Z_rz[s] += H[s−1]·Wh_rzᵀ                                     then r and z
 *               Q[s] = H[s−1]·Wh_nᵀ + bh                                     with resetAfter: r meets the product
 *               Q[s] = r·H[s−1],  Z_n[s] += Q[s]·Wh_nᵀ (b_n + bh before)     without: r meets the state
 *               n and H[s] = (1 − z)·n + z·H[s−1]
 *
 * Backward the same products turned round, step by step; then, over all steps, dX = dZ·Wx, dWx = dZᵀ·X, and of the recurrent
 * weights dWh_rz = dZ_rzᵀ·H₋₁, dWh_n = dQᵀ·H₋₁ with resetAfter, dZ_nᵀ·Q without.
 *
 * @module
 */
import {
  fillRows,
  keepFactor,
  multiply,
  withWorkspace,
  type FloatArray,
  type Workspace,
} from '@gradspec/kernels';
import { arrayOf, defineKernel, owned, type Call, type FloatTensor } from '@gradspec/spec';
import { biasGradient } from '../bias.ts';
import { putRows, roomForStates, takeRows, takeStates } from './batch.ts';
import { addInputs, inputGradients } from './input-sums.ts';
import { readingOrder, type ReadingOrder } from './reading-order.ts';
import { stateGradient } from './state-gradient.ts';

interface Saved {
  readonly order: ReadingOrder;
  /** The gates of all rows, [R, 3·H]. */
  readonly gates: FloatArray;
  /** [R, H]. */
  readonly q: FloatArray;
  /** The N + R states. */
  readonly h: FloatArray;
}

const sizesOf = ({ outputShapes, dtype }: Call<'gru'>) => {
  const [T, N, H] = outputShapes.h as [number, number, number];
  return { T, N, H, G: 3 * H, size: dtype === 'float32' ? 4 : 8 };
};

/** `gru`, with the gradients of x, wx, wh, b, bh and h0. */
export const gru = defineKernel<'gru', Saved>('gru', {
  forward(call) {
    const { inputs, attributes, dtype, outputShapes } = call;
    const { T, N, H, G } = sizesOf(call);
    const order = readingOrder({ T, N }, { lengths: inputs.lengths, reverse: attributes.reverse });
    return withWorkspace(dtype, (workspace) => {
      const { arena } = workspace;
      const gates = arena.room(dtype, order.R * G);
      const q = arena.room(dtype, order.R * H);
      const states = roomForStates(workspace, order, { H, initial: inputs.h0 });
      addInputs(workspace, order, { x: inputs.x, wx: inputs.wx, b: inputBias(call) }, gates);
      if (attributes.resetAfter) fillRows(workspace, { at: q, R: order.R, width: H, row: inputs.bh?.data });
      walkForward(workspace, call, order, { gates, q, states });
      const h = takeStates(workspace, order, states, { T, H });
      return {
        outputs: { h: owned(dtype, outputShapes.h, h.all), hT: owned(dtype, outputShapes.hT, h.last) },
        saved: {
          order,
          gates: arena.take(dtype, gates, order.R * G),
          q: arena.take(dtype, q, order.R * H),
          h: arena.take(dtype, states, (N + order.R) * H),
        },
      };
    });
  },

  backward(call, { outputGrads, wanted }, saved) {
    const { inputs, attributes, dtype } = call;
    const { x, wx, bh, h0 } = inputs;
    const { N, H, G, size } = sizesOf(call);
    const { order } = saved;
    return withWorkspace(dtype, (workspace) => {
      const { arena } = workspace;
      const gates = arena.put(dtype, saved.gates);
      const q = arena.put(dtype, saved.q);
      const states = arena.put(dtype, saved.h);
      const dh = putRows(workspace, outputGrads.h, order.rows);
      const carried = putRows(workspace, outputGrads.hT, order.sequences);
      walkBackward(workspace, call, order, { gates, q, states, dh, carried });
      const dh0 = takeRows(workspace, carried, { width: H, count: N, rows: order.sequences });
      const dn = attributes.resetAfter ? { at: q, row: H } : { at: gates + 2 * H * size, row: G };
      return {
        ...inputGradients(workspace, order, { x, wx }, { dz: gates, wanted }),
        ...(wanted.has('wh') && { wh: recurrentGradient(workspace, call, order, { gates, q, states }) }),
        ...(bh &&
          wanted.has('bh') && {
            bh: biasGradient(workspace, { R: order.R, width: H, dz: dn.at, row: dn.row }),
          }),
        ...(h0 && { h0: owned(dtype, h0.shape, dh0) }),
      };
    });
  },
});

/** b; without resetAfter bh joins its last third, as nothing comes between the two. */
function inputBias({
  inputs: { b, bh },
  attributes,
  dtype,
  outputShapes,
}: Call<'gru'>): FloatArray | undefined {
  if (attributes.resetAfter || !bh) return b?.data;
  const H = outputShapes.h[2]!;
  const bias = b ? b.data.slice() : new (arrayOf(dtype))(3 * H);
  bh.data.forEach((value, j) => (bias[2 * H + j]! += value));
  return bias;
}

/** Addresses: the gates [R, 3·H], q [R, H] and the N + R states. */
interface Places {
  readonly gates: number;
  readonly q: number;
  readonly states: number;
}

function walkForward(workspace: Workspace, call: Call<'gru'>, order: ReadingOrder, places: Places): void {
  const { arena, precision, kernels } = workspace;
  const { N, H, G, size } = sizesOf(call);
  const { resetAfter } = call.attributes;
  const at = arena.put(precision, call.inputs.wh.data);
  const addGates = keepFactor(workspace, { N: 2 * H, K: H, b: { at, row: 1, column: H } });
  const n = { at: at + 2 * H * H * size, row: 1, column: H };
  const addCandidate = keepFactor(workspace, { N: H, K: H, b: n });
  for (const { first, count, before } of order.steps) {
    const gates = places.gates + first * G * size;
    const q = places.q + first * H * size;
    const from = places.states + before * H * size;
    const to = places.states + (N + first) * H * size;
    addGates({ M: count, a: from, aRow: H, c: gates, cRow: G, accumulate: true });
    if (resetAfter) addCandidate({ M: count, a: from, aRow: H, c: q, cRow: H, accumulate: true });
    kernels.gruGates(count, H, gates, from, resetAfter ? 0 : q);
    if (!resetAfter)
      addCandidate({ M: count, a: q, aRow: H, c: gates + 2 * H * size, cRow: G, accumulate: true });
    kernels.gruState(count, H, gates, resetAfter ? q : 0, from, to);
  }
}

/** Makes the gates the gradients of their sums and, with resetAfter, q its own; carried ends as dh0. */
function walkBackward(
  workspace: Workspace,
  call: Call<'gru'>,
  order: ReadingOrder,
  places: Places & { readonly dh: number; readonly carried: number },
): void {
  const { arena, precision, kernels } = workspace;
  const { N, H, G, size } = sizesOf(call);
  const { resetAfter } = call.attributes;
  const { carried } = places;
  const at = arena.put(precision, call.inputs.wh.data);
  const throughGates = keepFactor(workspace, { N: H, K: 2 * H, b: { at, row: H, column: 1 } });
  const n = { at: at + 2 * H * H * size, row: H, column: 1 };
  const throughCandidate = keepFactor(workspace, { N: H, K: H, b: n });
  const dReset = arena.room(precision, N * H);
  for (const { first, count, before } of order.steps.toReversed()) {
    const gates = places.gates + first * G * size;
    const q = places.q + first * H * size;
    const from = places.states + before * H * size;
    const dh = places.dh + first * H * size;
    kernels.gruStateGradient(count, H, gates, resetAfter ? q : 0, from, dh, carried);
    if (resetAfter) throughCandidate({ M: count, a: q, aRow: H, c: carried, cRow: H, accumulate: true });
    else {
      const dn = gates + 2 * H * size;
      throughCandidate({ M: count, a: dn, aRow: G, c: dReset, cRow: H, accumulate: false });
      kernels.gruResetGradient(count, H, gates, from, dReset, carried);
    }
    throughGates({ M: count, a: gates, aRow: G, c: carried, cRow: H, accumulate: true });
  }
}

/** dWh, from what `walkBackward` left. */
function recurrentGradient(
  workspace: Workspace,
  call: Call<'gru'>,
  order: ReadingOrder,
  { gates, q, states }: Places,
): FloatTensor {
  const { arena, precision } = workspace;
  const { H, G, size } = sizesOf(call);
  const to = arena.room(precision, G * H);
  const n = { to: to + 2 * H * H * size, dz: gates + 2 * H * size };
  stateGradient(workspace, order, { dz: gates, row: G, G: 2 * H, states, H, to });
  if (call.attributes.resetAfter)
    stateGradient(workspace, order, { dz: q, row: H, G: H, states, H, to: n.to });
  else {
    const a = { at: n.dz, row: 1, column: G };
    multiply(workspace, { M: H, N: H, K: order.R, a, b: { at: q, row: H, column: 1 }, c: n.to, cRow: H });
  }
  return owned(precision, call.inputs.wh.shape, arena.take(precision, to, G * H));
}

/**
 * The long short-term memory as matrix products; its four gates are stacked i, f, g, o, so that one product makes them all.
 *
 *   all steps   Z = X·Wxᵀ + b
 *   step s      Z[s] += H[s−1]·Whᵀ        then the gates in the place of Z[s], c[s] and H[s]
 *
 *   step s      dZ[s] in the place of the gates, from dH[s], dc[s] and what is carried        carried = dZ[s]·Wh
 *   all steps   dX = dZ·Wx        dWx = dZᵀ·X        dWh = dZᵀ·H₋₁        db = the sums of dZ's columns
 *
 * What is carried is the loss of all later steps; it begins as dhT and dcT and ends as dh0 and dc0.
 *
 * @module
 */
import { keepFactor, withWorkspace, type FloatArray } from '@gradspec/kernels';
import { defineKernel, owned, type Call } from '@gradspec/spec';
import { putRows, roomForStates, takeRows, takeStates } from './batch.ts';
import { addInputs, inputGradients } from './input-sums.ts';
import { readingOrder, type ReadingOrder } from './reading-order.ts';
import { stateGradient } from './state-gradient.ts';

interface Saved {
  readonly order: ReadingOrder;
  /** The gates of all rows, [R, 4·H]. */
  readonly gates: FloatArray;
  /** The N + R states. */
  readonly h: FloatArray;
  readonly c: FloatArray;
}

const sizesOf = ({ outputShapes, dtype }: Call<'lstm'>) => {
  const [T, N, H] = outputShapes.h as [number, number, number];
  return { T, N, H, G: 4 * H, size: dtype === 'float32' ? 4 : 8 };
};

/** `lstm`, with the gradients of x, wx, wh, b, h0 and c0. */
export const lstm = defineKernel<'lstm', Saved>('lstm', {
  forward(call) {
    const { inputs, attributes, dtype, outputShapes } = call;
    const { x, wx, wh, b, h0, c0, lengths } = inputs;
    const { T, N, H, G, size } = sizesOf(call);
    const order = readingOrder({ T, N }, { lengths, reverse: attributes.reverse });
    return withWorkspace(dtype, (workspace) => {
      const { arena, kernels } = workspace;
      const gates = arena.room(dtype, order.R * G);
      const [hs, cs] = [h0, c0].map((initial) => roomForStates(workspace, order, { H, initial })) as [
        number,
        number,
      ];
      addInputs(workspace, order, { x, wx, b: b?.data }, gates);
      const weights = { at: arena.put(dtype, wh.data), row: 1, column: H };
      const addRecurrent = keepFactor(workspace, { N: G, K: H, b: weights });
      for (const { first, count, before } of order.steps) {
        const z = gates + first * G * size;
        const [from, to] = [before * H * size, (N + first) * H * size];
        addRecurrent({ M: count, a: hs + from, aRow: H, c: z, cRow: G, accumulate: true });
        kernels.lstmState(count, H, z, cs + from, cs + to, hs + to);
      }
      const [h, c] = [hs, cs].map((states) => takeStates(workspace, order, states, { T, H })) as [
        ReturnType<typeof takeStates>,
        ReturnType<typeof takeStates>,
      ];
      return {
        outputs: {
          h: owned(dtype, outputShapes.h, h.all),
          c: owned(dtype, outputShapes.c, c.all),
          hT: owned(dtype, outputShapes.hT, h.last),
          cT: owned(dtype, outputShapes.cT, c.last),
        },
        saved: {
          order,
          gates: arena.take(dtype, gates, order.R * G),
          h: arena.take(dtype, hs, (N + order.R) * H),
          c: arena.take(dtype, cs, (N + order.R) * H),
        },
      };
    });
  },

  backward(call, { outputGrads, wanted }, saved) {
    const { inputs, dtype } = call;
    const { x, wx, wh, h0, c0 } = inputs;
    const { N, H, G, size } = sizesOf(call);
    const { order } = saved;
    return withWorkspace(dtype, (workspace) => {
      const { arena, kernels } = workspace;
      const [gates, hs, cs] = [saved.gates, saved.h, saved.c].map((values) => arena.put(dtype, values)) as [
        number,
        number,
        number,
      ];
      const dh = putRows(workspace, outputGrads.h, order.rows);
      const dc = putRows(workspace, outputGrads.c, order.rows);
      const carriedH = putRows(workspace, outputGrads.hT, order.sequences);
      const carriedC = putRows(workspace, outputGrads.cT, order.sequences);
      const weights = { at: arena.put(dtype, wh.data), row: H, column: 1 };
      const carryBack = keepFactor(workspace, { N: H, K: G, b: weights });
      for (const { first, count, before } of order.steps.toReversed()) {
        const z = gates + first * G * size;
        const [from, to, at] = [cs + before * H * size, cs + (N + first) * H * size, first * H * size];
        kernels.lstmGradient(count, H, z, from, to, dh + at, dc + at, carriedH, carriedC);
        carryBack({ M: count, a: z, aRow: G, c: carriedH, cRow: H, accumulate: false });
      }
      const initial = { width: H, count: N, rows: order.sequences };
      const [dh0, dc0] = [carriedH, carriedC].map((at) => takeRows(workspace, at, initial));
      const dwh = arena.room(dtype, G * H);
      if (wanted.has('wh')) stateGradient(workspace, order, { dz: gates, row: G, G, states: hs, H, to: dwh });
      return {
        ...inputGradients(workspace, order, { x, wx }, { dz: gates, wanted }),
        ...(wanted.has('wh') && { wh: owned(dtype, wh.shape, arena.take(dtype, dwh, G * H)) }),
        ...(h0 && { h0: owned(dtype, h0.shape, dh0!) }),
        ...(c0 && { c0: owned(dtype, c0.shape, dc0!) }),
      };
    });
  },
});

/**
 * The Elman recurrence as matrix products.
 *
 *   all steps   Z = X·Wxᵀ + b
 *   step s      H[s] = f(Z[s] + H[s−1]·Whᵀ), in the place of Z[s]
 *
 *   step s      dZ[s] = f′·(dH[s] + carried), in the place of dH[s]        carried = dZ[s]·Wh
 *   all steps   dX = dZ·Wx        dWx = dZᵀ·X        dWh = dZᵀ·H₋₁        db = the sums of dZ's columns
 *
 * `carried` is the loss of all later steps; it begins as dhT and ends as dh0.
 *
 * @module
 */
import { keepFactor, rnnActivation, withWorkspace, type FloatArray } from '@gradspec/kernels';
import { defineKernel, owned, type Call } from '@gradspec/spec';
import { putRows, roomForStates, takeRows, takeStates } from './batch.ts';
import { addInputs, inputGradients } from './input-sums.ts';
import { readingOrder, type ReadingOrder } from './reading-order.ts';
import { stateGradient } from './state-gradient.ts';

interface Saved {
  readonly order: ReadingOrder;
  /** The N + R states. */
  readonly h: FloatArray;
}

const sizesOf = ({ outputShapes, dtype }: Call<'rnn'>) => {
  const [T, N, H] = outputShapes.h as [number, number, number];
  return { T, N, H, size: dtype === 'float32' ? 4 : 8 };
};

/** `rnn`, with the gradients of x, wx, wh, b and h0. */
export const rnn = defineKernel<'rnn', Saved>('rnn', {
  forward(call) {
    const { inputs, attributes, dtype, outputShapes } = call;
    const { x, wx, wh, b, h0, lengths } = inputs;
    const { T, N, H, size } = sizesOf(call);
    const order = readingOrder({ T, N }, { lengths, reverse: attributes.reverse });
    return withWorkspace(dtype, (workspace) => {
      const { arena, kernels } = workspace;
      const activation = rnnActivation[attributes.activation];
      const states = roomForStates(workspace, order, { H, initial: h0 });
      const stateAt = (row: number) => states + row * H * size;
      addInputs(workspace, order, { x, wx, b: b?.data }, stateAt(N));
      const weights = { at: arena.put(dtype, wh.data), row: 1, column: H };
      const addRecurrent = keepFactor(workspace, { N: H, K: H, b: weights });
      for (const { first, count, before } of order.steps) {
        const z = stateAt(N + first);
        addRecurrent({ M: count, a: stateAt(before), aRow: H, c: z, cRow: H, accumulate: true });
        kernels.rnnState(count * H, activation, z);
      }
      const h = takeStates(workspace, order, states, { T, H });
      return {
        outputs: { h: owned(dtype, outputShapes.h, h.all), hT: owned(dtype, outputShapes.hT, h.last) },
        saved: { order, h: arena.take(dtype, states, (N + order.R) * H) },
      };
    });
  },

  backward(call, { outputGrads, wanted }, { order, h }) {
    const { inputs, attributes, dtype } = call;
    const { x, wx, wh, h0 } = inputs;
    const { N, H, size } = sizesOf(call);
    return withWorkspace(dtype, (workspace) => {
      const { arena, kernels } = workspace;
      const activation = rnnActivation[attributes.activation];
      const states = arena.put(dtype, h);
      const dz = putRows(workspace, outputGrads.h, order.rows);
      const carried = putRows(workspace, outputGrads.hT, order.sequences);
      const weights = { at: arena.put(dtype, wh.data), row: H, column: 1 };
      const carryBack = keepFactor(workspace, { N: H, K: H, b: weights });
      for (const { first, count } of order.steps.toReversed()) {
        const a = dz + first * H * size;
        kernels.rnnGradient(count * H, activation, states + (N + first) * H * size, a, carried);
        carryBack({ M: count, a, aRow: H, c: carried, cRow: H, accumulate: false });
      }
      const grads = inputGradients(workspace, order, { x, wx }, { dz, wanted });
      const dh0 = takeRows(workspace, carried, { width: H, count: N, rows: order.sequences });
      const dwh = arena.room(dtype, H * H);
      if (wanted.has('wh')) stateGradient(workspace, order, { dz, row: H, G: H, states, H, to: dwh });
      return {
        ...grads,
        ...(wanted.has('wh') && { wh: owned(dtype, wh.shape, arena.take(dtype, dwh, H * H)) }),
        ...(h0 && { h0: owned(dtype, h0.shape, dh0) }),
      };
    });
  },
});

/**
 * The Elman recurrence, one step.
 *
 *   forward    h = f(wx·x + b + wh·h₋₁), in the place of the sum
 *   backward   dz = f′·(dh + carried), in the place of dh        carried = dz·wh
 *
 * Source: Elman 1990; Werbos 1990, "Backpropagation through time: what it does and how to do it".
 * @module
 */
import { keepFactor, rnnActivation } from '@gradspec/kernels';
import { throughState, type Cell } from '../recurrence/cell.ts';

/** `rnn`. */
export const rnnCell: Cell = {
  needs: { gates: false, q: false, c: false },
  bias: ({ inputs: { b } }) => b?.data,

  forward(workspace, { inputs: { wh }, attributes }, { N, H }) {
    const { kernels, arena, precision } = workspace;
    const weights = { at: arena.put(precision, wh.data), row: 1, column: H };
    const addRecurrent = keepFactor(workspace, { N: H, K: H, b: weights });
    const activation = rnnActivation[attributes.activation!];
    return ({ before, after }) => {
      addRecurrent({ M: N, a: before.h, aRow: H, c: after.h, cRow: H, accumulate: true });
      kernels.rnnState(N * H, activation, after.h);
    };
  },

  backward(workspace, { inputs: { wh }, attributes }, { N, H }, carried) {
    const { kernels, arena, precision } = workspace;
    const weights = { at: arena.put(precision, wh.data), row: H, column: 1 };
    const carryBack = keepFactor(workspace, { N: H, K: H, b: weights });
    const activation = rnnActivation[attributes.activation!];
    return ({ after, dh }) => {
      kernels.rnnGradient(N * H, activation, after.h, dh, carried.h);
      carryBack({ M: N, a: dh, aRow: H, c: carried.h, cRow: H, accumulate: false });
    };
  },

  recurrentProducts: (_, sizes, at) => throughState(sizes, at),
};

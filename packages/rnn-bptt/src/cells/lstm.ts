/**
 * The long short-term memory, one step; its gates are stacked i, f, g, o.
 *
 *   forward    c = f·c₋₁ + i·g        h = o·tanh(c)        the gates in the place of their sums
 *   backward   dz in the place of the gates, from dh + carried and dc + carried        carried = dz·wh and f·dc
 *
 * Source: Hochreiter & Schmidhuber 1997, with the forget gate of Gers, Schmidhuber & Cummins 2000.
 * @module
 */
import { keepFactor } from '@gradspec/kernels';
import { throughState, type Cell } from '../recurrence/cell.ts';

/** `lstm`. */
export const lstmCell: Cell = {
  needs: { gates: true, q: false, c: true },
  bias: ({ inputs: { b } }) => b?.data,

  forward(workspace, { inputs: { wh } }, { N, H, G }) {
    const { kernels, arena, precision } = workspace;
    const weights = { at: arena.put(precision, wh.data), row: 1, column: H };
    const addRecurrent = keepFactor(workspace, { N: G, K: H, b: weights });
    return ({ gates, before, after }) => {
      addRecurrent({ M: N, a: before.h, aRow: H, c: gates, cRow: G, accumulate: true });
      kernels.lstmState(N, H, gates, before.c, after.c, after.h);
    };
  },

  backward(workspace, { inputs: { wh } }, { N, H, G }, carried) {
    const { kernels, arena, precision } = workspace;
    const weights = { at: arena.put(precision, wh.data), row: H, column: 1 };
    const carryBack = keepFactor(workspace, { N: H, K: G, b: weights });
    return ({ gates, before, after, dh, dc }) => {
      kernels.lstmGradient(N, H, gates, before.c, after.c, dh, dc, carried.h, carried.c);
      carryBack({ M: N, a: gates, aRow: G, c: carried.h, cRow: H, accumulate: false });
    };
  },

  recurrentProducts: (_, sizes, at) => throughState(sizes, at),
};

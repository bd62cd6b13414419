/**
 * The gated recurrent unit, one step; its gates are stacked r, z, n.
 *
 *   forward    q = wh_n·h₋₁ + bh, n = tanh(… + r·q)      with resetAfter: r meets the product
 *              q = r·h₋₁, n = tanh(… + wh_n·q)           without: r meets the state
 *              h = (1 − z)·n + z·h₋₁
 *   backward   dz in the place of the gates and, with resetAfter, dq in the place of q
 *              carried = z·(dh + carried) + dz_rz·wh_rz + what came through q
 *
 * Source: Cho et al. 2014, version 1 (the reset before the product) and version 3 (after it).
 * @module
 */
import { keepFactor, type FloatArray, type Workspace } from '@gradspec/kernels';
import { arrayOf } from '@gradspec/spec';
import type { RecurrentCall, Sizes } from '../recurrence/call.ts';
import type { Cell } from '../recurrence/cell.ts';

/** b; without resetAfter bh joins its last third, as nothing comes between the two. */
function bias({ inputs: { b, bh }, attributes, dtype }: RecurrentCall): FloatArray | undefined {
  if (attributes.resetAfter || !bh) return b?.data;
  const H = bh.data.length;
  const joined = b ? b.data.slice() : new (arrayOf(dtype))(3 * H);
  bh.data.forEach((value, j) => (joined[2 * H + j]! += value));
  return joined;
}

/** The recurrent weights as two right factors, those of r and z and that of n, or their transposes. */
function factors(workspace: Workspace, wh: FloatArray, { H }: Sizes, transposed: boolean) {
  const { arena, precision, size } = workspace;
  const at = arena.put(precision, wh);
  const n = at + 2 * H * H * size;
  const [row, column] = transposed ? [1, H] : [H, 1];
  const gates = transposed ? { N: 2 * H, K: H } : { N: H, K: 2 * H };
  return {
    gates: keepFactor(workspace, { ...gates, b: { at, row, column } }),
    candidate: keepFactor(workspace, { N: H, K: H, b: { at: n, row, column } }),
  };
}

/** `gru`. */
export const gruCell: Cell = {
  needs: { gates: true, q: true, c: false },
  bias,
  recurrentBias: ({ inputs: { bh }, attributes }) => (attributes.resetAfter ? bh?.data : undefined),

  forward(workspace, { inputs: { wh }, attributes: { resetAfter } }, sizes) {
    const { kernels, size } = workspace;
    const { N, H, G } = sizes;
    const add = factors(workspace, wh.data, sizes, true);
    return ({ gates, q, before, after }) => {
      const n = gates + 2 * H * size;
      add.gates({ M: N, a: before.h, aRow: H, c: gates, cRow: G, accumulate: true });
      if (resetAfter) add.candidate({ M: N, a: before.h, aRow: H, c: q, cRow: H, accumulate: true });
      kernels.gruGates(N, H, gates, before.h, resetAfter ? 0 : q);
      if (!resetAfter) add.candidate({ M: N, a: q, aRow: H, c: n, cRow: G, accumulate: true });
      kernels.gruState(N, H, gates, resetAfter ? q : 0, before.h, after.h);
    };
  },

  backward(workspace, { inputs: { wh }, attributes: { resetAfter } }, sizes, { h: carried }) {
    const { kernels, arena, precision, size } = workspace;
    const { N, H, G } = sizes;
    const through = factors(workspace, wh.data, sizes, false);
    const dReset = arena.room(precision, N * H);
    return ({ gates, q, before, dh }) => {
      const dn = gates + 2 * H * size;
      kernels.gruStateGradient(N, H, gates, resetAfter ? q : 0, before.h, dh, carried);
      if (resetAfter) through.candidate({ M: N, a: q, aRow: H, c: carried, cRow: H, accumulate: true });
      else {
        through.candidate({ M: N, a: dn, aRow: G, c: dReset, cRow: H, accumulate: false });
        kernels.gruResetGradient(N, H, gates, before.h, dReset, carried);
      }
      through.gates({ M: N, a: gates, aRow: G, c: carried, cRow: H, accumulate: true });
    };
  },

  recurrentProducts({ attributes: { resetAfter } }, { H, G }, { room, dz, size }) {
    const source = room.before.h;
    const gates = { first: 0, count: 2 * H, dz, row: G, source };
    const dn = dz + 2 * H * size;
    const candidate = resetAfter ? { dz: room.q, row: H, source } : { dz: dn, row: G, source: room.q };
    return [gates, { first: 2 * H, count: H, ...candidate }];
  },
};

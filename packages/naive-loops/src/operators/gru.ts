/**
 * The gated recurrent unit, one step. Its gates are stacked r, z, n: gate k of unit j is row k·H + j.
 *
 *   r = σ(wx_r·x + wh_r·h₋₁ + b_r)        z = σ(wx_z·x + wh_z·h₋₁ + b_z)
 *   n = tanh(wx_n·x + b_n + r·q)          q = wh_n·h₋₁ + bh            with resetAfter
 *   n = tanh(wx_n·x + b_n + q)            q = wh_n·(r·h₋₁) + bh        without
 *   h = (1 − z)·n + z·h₋₁
 *
 * Backward, a being what a gate's function is applied to:
 *
 *   da_n = dh · (1 − z) · (1 − n²)        da_z = dh · (h₋₁ − n) · z(1 − z)        da_r = dr · r(1 − r)
 *   with resetAfter   dr = da_n · q       dq = da_n · r        dh₋₁ += wh_nᵀ·dq
 *   without           dq = da_n           d(r·h₋₁) = wh_nᵀ·dq, of which dr takes · h₋₁ and dh₋₁ takes · r
 *   dbh += dq         dh₋₁ += z · dh + wh_rᵀ·da_r + wh_zᵀ·da_z
 *
 * @module
 */
import { defineKernel, tensor, type Inputs } from '@gradspec/spec';
import { dot, dotBackward } from '../dot.ts';
import { logistic } from '../logistic.ts';
import { walkBackToGradients, walkForward, type Cell } from './recurrent.ts';

/** The gates of one step, and q. */
interface GruLocal {
  readonly r: Float64Array;
  readonly z: Float64Array;
  readonly n: Float64Array;
  readonly q: Float64Array;
}

/** One step of a `gru`; it wants its gates back. */
export function gruCell({ wx, wh, b, bh }: Inputs<'gru'>, resetAfter: boolean): Cell<GruLocal> {
  const H = wh.shape[1]!;
  return {
    forward(x, previous) {
      const fromX = (gate: number, j: number) =>
        dot(wx.data, gate * H + j, x) + (b ? b.data[gate * H + j]! : 0);
      const vectors = () => new Float64Array(H);
      const [r, z, n, q, h] = [vectors(), vectors(), vectors(), vectors(), vectors()];
      for (let j = 0; j < H; j++) {
        r[j] = logistic(fromX(0, j) + dot(wh.data, j, previous.h));
        z[j] = logistic(fromX(1, j) + dot(wh.data, H + j, previous.h));
      }
      const read = resetAfter ? previous.h : previous.h.map((before, k) => r[k]! * before);
      for (let j = 0; j < H; j++) {
        q[j] = dot(wh.data, 2 * H + j, read) + (bh ? bh.data[j]! : 0);
        n[j] = Math.tanh(fromX(2, j) + (resetAfter ? r[j]! * q[j]! : q[j]!));
        h[j] = (1 - z[j]!) * n[j]! + z[j]! * previous.h[j]!;
      }
      return { state: { h, c: previous.c }, local: { r, z, n, q } };
    },

    backward({ x, previous, local: { r, z, n, q } }, dState, sums, dx) {
      const dh = new Float64Array(H); // of the state before the step
      const read = resetAfter ? previous.h : previous.h.map((before, k) => r[k]! * before);
      const dr = new Float64Array(H);
      const dread = resetAfter ? dh : new Float64Array(H);
      const toX = (da: number, gate: number, j: number) => {
        sums.b[gate * H + j]! += da;
        dotBackward(da, { w: wx.data, row: gate * H + j, v: x, dw: sums.wx, dv: dx });
      };
      for (let j = 0; j < H; j++) {
        const dan = dState.h[j]! * (1 - z[j]!) * (1 - n[j]! * n[j]!);
        const dq = resetAfter ? dan * r[j]! : dan;
        toX(dan, 2, j);
        sums.bh[j]! += dq;
        dotBackward(dq, { w: wh.data, row: 2 * H + j, v: read, dw: sums.wh, dv: dread });
        if (resetAfter) dr[j] = dan * q[j]!;
      }
      for (let k = 0; k < H && !resetAfter; k++) {
        dr[k] = dread[k]! * previous.h[k]!;
        dh[k] = dread[k]! * r[k]!;
      }
      for (let j = 0; j < H; j++) {
        const dar = dr[j]! * r[j]! * (1 - r[j]!);
        const daz = dState.h[j]! * (previous.h[j]! - n[j]!) * z[j]! * (1 - z[j]!);
        toX(dar, 0, j);
        toX(daz, 1, j);
        dotBackward(dar, { w: wh.data, row: j, v: previous.h, dw: sums.wh, dv: dh });
        dotBackward(daz, { w: wh.data, row: H + j, v: previous.h, dw: sums.wh, dv: dh });
        dh[j]! += dState.h[j]! * z[j]!;
      }
      return { h: dh, c: dState.c };
    },
  };
}

/** `gru`: x[T,N,I], wx[3H,I], wh[3H,H], b?[3H], bh?[H], h0?[N,H], lengths? int32[N] → h[T,N,H], hT[N,H]. */
export const gru = defineKernel('gru', {
  forward(call) {
    const { h, hT, steps } = walkForward(call, gruCell(call.inputs, call.attributes.resetAfter));
    const { outputShapes, dtype } = call;
    return {
      outputs: { h: tensor(dtype, outputShapes.h, h), hT: tensor(dtype, outputShapes.hT, hT) },
      saved: steps,
    };
  },
  backward: (call, { outputGrads }, steps) =>
    walkBackToGradients(call, gruCell(call.inputs, call.attributes.resetAfter), steps, outputGrads),
});

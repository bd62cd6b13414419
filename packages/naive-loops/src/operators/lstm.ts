/**
 * The long short-term memory, one step. Its gates are stacked i, f, g, o: gate k of unit j is row k·H + j.
 *
 *   (z_i, z_f, z_g, z_o) = wx·x + wh·h₋₁ + b
 *   i = σ(z_i)   f = σ(z_f)   g = tanh(z_g)   o = σ(z_o)
 *   c = f·c₋₁ + i·g        h = o·tanh(c)
 *
 * Backward, from dh and dc of the state after the step:
 *
 *   dc += dh · o · (1 − tanh²c)       c reaches the loss through h too
 *   dz_i = dc · g · i(1 − i)    dz_f = dc · c₋₁ · f(1 − f)    dz_g = dc · i · (1 − g²)    dz_o = dh · tanh(c) · o(1 − o)
 *   db += dz    dwx += dz·xᵀ    dwh += dz·h₋₁ᵀ    dx += wxᵀ·dz    dh₋₁ = whᵀ·dz    dc₋₁ = dc · f
 *
 * @module
 */
import { defineKernel, tensor, type Inputs } from '@gradspec/spec';
import { dot, dotBackward } from '../dot.ts';
import { logistic } from '../logistic.ts';
import { walkBackToGradients, walkForward, type Cell } from './recurrent.ts';

/** What one unit of a step was made of. */
interface LstmUnit {
  readonly i: number;
  readonly f: number;
  readonly g: number;
  readonly o: number;
  readonly tanhC: number;
}

/** One step of an `lstm`; it wants the gates of its units back. */
export function lstmCell({ wx, wh, b }: Inputs<'lstm'>): Cell<readonly LstmUnit[]> {
  const H = wh.shape[1]!;
  return {
    forward(x, previous) {
      const z = (gate: number, j: number) => {
        const row = gate * H + j;
        return dot(wx.data, row, x) + dot(wh.data, row, previous.h) + (b ? b.data[row]! : 0);
      };
      const state = { h: new Float64Array(H), c: new Float64Array(H) };
      const units: LstmUnit[] = [];
      for (let j = 0; j < H; j++) {
        const [i, f, g, o] = [logistic(z(0, j)), logistic(z(1, j)), Math.tanh(z(2, j)), logistic(z(3, j))];
        const c = f * previous.c[j]! + i * g;
        const tanhC = Math.tanh(c);
        state.c[j] = c;
        state.h[j] = o * tanhC;
        units.push({ i, f, g, o, tanhC });
      }
      return { state, local: units };
    },

    backward({ x, previous, local: units }, dState, sums, dx) {
      const before = { h: new Float64Array(H), c: new Float64Array(H) };
      units.forEach(({ i, f, g, o, tanhC }, j) => {
        const dh = dState.h[j]!;
        const dc = dState.c[j]! + dh * o * (1 - tanhC * tanhC);
        const dzi = dc * g * i * (1 - i);
        const dzf = dc * previous.c[j]! * f * (1 - f);
        const dzg = dc * i * (1 - g * g);
        const dzo = dh * tanhC * o * (1 - o);
        [dzi, dzf, dzg, dzo].forEach((dz, gate) => {
          const row = gate * H + j;
          sums.b[row]! += dz;
          dotBackward(dz, { w: wx.data, row, v: x, dw: sums.wx, dv: dx });
          dotBackward(dz, { w: wh.data, row, v: previous.h, dw: sums.wh, dv: before.h });
        });
        before.c[j] = dc * f;
      });
      return before;
    },
  };
}

/** `lstm`: x[T,N,I], wx[4H,I], wh[4H,H], b?[4H], h0?, c0?[N,H], lengths? int32[N] → h, c[T,N,H], hT, cT[N,H]. */
export const lstm = defineKernel('lstm', {
  forward(call) {
    const { h, hT, c, cT, steps } = walkForward(call, lstmCell(call.inputs));
    const { outputShapes, dtype } = call;
    const outputs = {
      h: tensor(dtype, outputShapes.h, h),
      c: tensor(dtype, outputShapes.c, c),
      hT: tensor(dtype, outputShapes.hT, hT),
      cT: tensor(dtype, outputShapes.cT, cT),
    };
    return { outputs, saved: steps };
  },
  backward: (call, { outputGrads }, steps) =>
    walkBackToGradients(call, lstmCell(call.inputs), steps, outputGrads),
});

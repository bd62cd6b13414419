/**
 * The Elman recurrence, one step.
 *
 *   z = wx·x + wh·h₋₁ + b        h = activation(z)
 *
 *   tanh      dz = (1 − h²) · dh
 *   relu      dz = dh where h > 0, else 0 (nothing, also not 0 · ∞)
 *   identity  dz = dh
 *   db += dz    dwx += dz·xᵀ    dwh += dz·h₋₁ᵀ    dx += wxᵀ·dz    dh₋₁ = whᵀ·dz
 *
 * The derivatives need only h. The walk over time and its double sum are in `recurrent.ts`.
 *
 * @module
 */
import { defineKernel, tensor, type Inputs, type RnnActivation } from '@gradspec/spec';
import { dot, dotBackward } from '../dot.ts';
import { walkBackToGradients, walkForward, type Cell } from './recurrent.ts';

const activations: Record<RnnActivation, { h(z: number): number; dz(dh: number, h: number): number }> = {
  tanh: { h: Math.tanh, dz: (dh, h) => (1 - h * h) * dh },
  relu: { h: (z) => (z <= 0 ? 0 : z), dz: (dh, h) => (h <= 0 ? 0 : dh) },
  identity: { h: (z) => z, dz: (dh) => dh },
};

/** One step of an `rnn`; it wants its own h back. */
export function rnnCell({ wx, wh, b }: Inputs<'rnn'>, activation: RnnActivation): Cell<Float64Array> {
  const H = wh.shape[1]!;
  const f = activations[activation];
  return {
    forward(x, previous) {
      const h = new Float64Array(H);
      for (let j = 0; j < H; j++) {
        const z = dot(wx.data, j, x) + dot(wh.data, j, previous.h) + (b ? b.data[j]! : 0);
        h[j] = f.h(z);
      }
      return { state: { h, c: previous.c }, local: h };
    },

    backward({ x, previous, local: h }, dState, sums, dx) {
      const dh = new Float64Array(H);
      for (let j = 0; j < H; j++) {
        const dz = f.dz(dState.h[j]!, h[j]!);
        sums.b[j]! += dz;
        dotBackward(dz, { w: wx.data, row: j, v: x, dw: sums.wx, dv: dx });
        dotBackward(dz, { w: wh.data, row: j, v: previous.h, dw: sums.wh, dv: dh });
      }
      return { h: dh, c: dState.c };
    },
  };
}

/** `rnn`: x[T,N,I], wx[H,I], wh[H,H], b?[H], h0?[N,H], lengths? int32[N] → h[T,N,H], hT[N,H]. */
export const rnn = defineKernel('rnn', {
  forward(call) {
    const { h, hT, steps } = walkForward(call, rnnCell(call.inputs, call.attributes.activation));
    const { outputShapes, dtype } = call;
    return {
      outputs: { h: tensor(dtype, outputShapes.h, h), hT: tensor(dtype, outputShapes.hT, hT) },
      saved: steps,
    };
  },
  backward: (call, { outputGrads }, steps) =>
    walkBackToGradients(call, rnnCell(call.inputs, call.attributes.activation), steps, outputGrads),
});

/**
 * Transposed convolution: the adjoint of conv, which is also conv's input gradient.
 *
 *   y[n, g·MG + m, od, oh, ow] = b[g·MG + m] + Σ_{c, id, ih, iw, kd, kh, kw} x[n, g·CG + c, id, ih, iw] · w[g·CG + c, m, kd, kh, kw]
 *   od = id·SD − PD + kd·DD,  oh and ow likewise;  what falls outside y is cut off
 *
 * As in conv, each of x, w and y receives the product of the other two, summed:
 *
 *   y += x · w        dx += dy · w        dw += dy · x        db[m] = Σ_{n, od, oh, ow} dy[n, m, od, oh, ow]
 *
 * @module
 */
import { defineKernel, tensor, type Call } from '@gradspec/spec';
import { biasGradient, startFromBias } from '../channel-bias.ts';
import { spatialAxes } from '../spatial-axes.ts';

/** Visits every product of the formula: the positions of its x and its w, and of the y that it is added to. */
function forEachProduct(call: Call<'convTranspose'>, visit: (x: number, w: number, y: number) => void): void {
  const { groups, flip, ...window } = call.attributes;
  const [N, C, ...input] = call.inputs.x.shape as [number, number, ...number[]];
  const [, MG, ...kernel] = call.inputs.w.shape as [number, number, ...number[]];
  const CG = C / groups;
  const M = MG * groups;
  const output = call.outputShapes.y.slice(2);
  const axes = spatialAxes({ ...window, input, kernel, output });
  const { D, H, W, KD, KH, KW, OD, OH, OW, SD, SH, SW, PD, PH, PW, DD, DH, DW } = axes;
  for (let n = 0; n < N; n++)
    for (let g = 0; g < groups; g++)
      for (let c = 0; c < CG; c++)
        for (let id = 0; id < D; id++)
          for (let ih = 0; ih < H; ih++)
            for (let iw = 0; iw < W; iw++)
              for (let m = 0; m < MG; m++)
                for (let kd = 0; kd < KD; kd++)
                  for (let kh = 0; kh < KH; kh++)
                    for (let kw = 0; kw < KW; kw++) {
                      const od = id * SD - PD + kd * DD;
                      const oh = ih * SH - PH + kh * DH;
                      const ow = iw * SW - PW + kw * DW;
                      if (od < 0 || od >= OD || oh < 0 || oh >= OH || ow < 0 || ow >= OW) continue; // cut off
                      const [fd, fh, fw] = flip ? [KD - 1 - kd, KH - 1 - kh, KW - 1 - kw] : [kd, kh, kw];
                      visit(
                        (((n * C + g * CG + c) * D + id) * H + ih) * W + iw,
                        ((((g * CG + c) * MG + m) * KD + fd) * KH + fh) * KW + fw,
                        (((n * M + g * MG + m) * OD + od) * OH + oh) * OW + ow,
                      );
                    }
}

/** `convTranspose`: x[N,C,…S], w[C,M/g,…K], b?[M] → y[N,M,…O]. */
export const convTranspose = defineKernel('convTranspose', {
  forward(call) {
    const { x, w, b } = call.inputs;
    const y = startFromBias(call.outputShapes.y, b);
    forEachProduct(call, (xi, wi, yi) => (y[yi]! += x.data[xi]! * w.data[wi]!));
    return { outputs: { y: tensor(call.dtype, call.outputShapes.y, y) }, saved: undefined };
  },

  backward(call, { outputGrads: { y: dy } }) {
    const { x, w } = call.inputs;
    const dx = new Float64Array(x.data.length);
    const dw = new Float64Array(w.data.length);
    forEachProduct(call, (xi, wi, yi) => {
      dx[xi]! += dy.data[yi]! * w.data[wi]!;
      dw[wi]! += dy.data[yi]! * x.data[xi]!;
    });
    const M = call.outputShapes.y[1]!;
    return {
      x: tensor(call.dtype, x.shape, dx),
      w: tensor(call.dtype, w.shape, dw),
      b: tensor(call.dtype, [M], biasGradient(dy)),
    };
  },
});

/**
 * Cross-correlation, deep learning's "convolution": the kernel is not flipped unless `flip` asks for it.
 *
 *   y[n, m, od, oh, ow] = b[m] + Σ_{c, kd, kh, kw} x[n, g·CG + c, id, ih, iw] · w[m, c, kd, kh, kw]
 *   id = od·SD − PD + kd·DD,  ih and iw likewise,  g = ⌊m / MG⌋;  x is absent outside its bounds
 *
 * Every product x · w belongs to one y, so each of the three receives the product of the other two, summed:
 *
 *   y += x · w        dx += dy · w        dw += dy · x        db[m] = Σ_{n, od, oh, ow} dy[n, m, od, oh, ow]
 *
 * The loops below say which three meet; forward and backward are these sums.
 *
 * @module
 */
import { defineKernel, tensor, type Call } from '@gradspec/spec';
import { biasGradient, startFromBias } from '../channel-bias.ts';
import { spatialAxes } from '../spatial-axes.ts';

/** Visits every product of the formula: the positions of its x and its w, and of the y that it is added to. */
function forEachProduct(call: Call<'conv'>, visit: (x: number, w: number, y: number) => void): void {
  const { groups, flip, ...window } = call.attributes;
  const [N, C, ...input] = call.inputs.x.shape as [number, number, ...number[]];
  const [M, CG, ...kernel] = call.inputs.w.shape as [number, number, ...number[]];
  const MG = M / groups;
  const output = call.outputShapes.y.slice(2);
  const axes = spatialAxes({ ...window, input, kernel, output });
  const { D, H, W, KD, KH, KW, OD, OH, OW, SD, SH, SW, PD, PH, PW, DD, DH, DW } = axes;
  for (let n = 0; n < N; n++)
    for (let m = 0; m < M; m++)
      for (let od = 0; od < OD; od++)
        for (let oh = 0; oh < OH; oh++)
          for (let ow = 0; ow < OW; ow++)
            for (let c = 0; c < CG; c++)
              for (let kd = 0; kd < KD; kd++)
                for (let kh = 0; kh < KH; kh++)
                  for (let kw = 0; kw < KW; kw++) {
                    const g = Math.floor(m / MG);
                    const id = od * SD - PD + kd * DD;
                    const ih = oh * SH - PH + kh * DH;
                    const iw = ow * SW - PW + kw * DW;
                    if (id < 0 || id >= D || ih < 0 || ih >= H || iw < 0 || iw >= W) continue; // the padding is absent
                    const [fd, fh, fw] = flip ? [KD - 1 - kd, KH - 1 - kh, KW - 1 - kw] : [kd, kh, kw];
                    visit(
                      (((n * C + g * CG + c) * D + id) * H + ih) * W + iw,
                      (((m * CG + c) * KD + fd) * KH + fh) * KW + fw,
                      (((n * M + m) * OD + od) * OH + oh) * OW + ow,
                    );
                  }
}

/** `conv`: x[N,C,…S], w[M,C/g,…K], b?[M] → y[N,M,…O]. */
export const conv = defineKernel('conv', {
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
    const M = w.shape[0]!;
    return {
      x: tensor(call.dtype, x.shape, dx),
      w: tensor(call.dtype, w.shape, dw),
      b: tensor(call.dtype, [M], biasGradient(dy)),
    };
  },
});

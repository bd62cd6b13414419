/**
 * Pooling: every channel by itself, one number per window.
 *
 *   maxPool   y[n, c, od, oh, ow] = max_{kd, kh, kw} x[n, c, id, ih, iw]          dx += dy at the first maximum
 *   avgPool   y[n, c, od, oh, ow] = (1 / m) Σ_{kd, kh, kw} x[n, c, id, ih, iw]    dx += dy / m at every element
 *   id = od·SD − PD + kd·DD,  ih and iw likewise;  x is absent outside its bounds
 *
 * m counts the elements of the window that are in x, and with `countIncludePad` those in the padding as well; what a
 * `ceilMode` window hangs over beyond the padding is never counted. Windows that overlap add up in dx.
 *
 * @module
 */
import { defineKernel, elementCount, tensor, type Call } from '@gradspec/spec';
import { spatialAxes } from '../spatial-axes.ts';

/**
 * Visits every element of every window in row-major order: the position of its y and that of its x, which is undefined in
 * the padding.
 */
function forEachElement(
  call: Call<'maxPool'> | Call<'avgPool'>,
  visit: (y: number, x: number | undefined) => void,
): void {
  const [N, C, ...input] = call.inputs.x.shape as [number, number, ...number[]];
  const axes = spatialAxes({ ...call.attributes, input, output: call.outputShapes.y.slice(2) });
  const { D, H, W, KD, KH, KW, OD, OH, OW, SD, SH, SW, PD, PH, PW, ED, EH, EW, DD, DH, DW } = axes;
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let od = 0; od < OD; od++)
        for (let oh = 0; oh < OH; oh++)
          for (let ow = 0; ow < OW; ow++)
            for (let kd = 0; kd < KD; kd++)
              for (let kh = 0; kh < KH; kh++)
                for (let kw = 0; kw < KW; kw++) {
                  const id = od * SD - PD + kd * DD;
                  const ih = oh * SH - PH + kh * DH;
                  const iw = ow * SW - PW + kw * DW;
                  if (id >= D + ED || ih >= H + EH || iw >= W + EW) continue; // the overhang of ceilMode
                  const real = id >= 0 && id < D && ih >= 0 && ih < H && iw >= 0 && iw < W;
                  const xi = (((n * C + c) * D + id) * H + ih) * W + iw;
                  visit((((n * C + c) * OD + od) * OH + oh) * OW + ow, real ? xi : undefined);
                }
}

/** `maxPool`: x[N,C,…S] → y[N,C,…O]. */
export const maxPool = defineKernel('maxPool', {
  forward(call) {
    const x = call.inputs.x.data;
    const winners = new Int32Array(elementCount(call.outputShapes.y)).fill(-1); // the position in x of every maximum
    forEachElement(call, (yi, xi) => {
      if (xi === undefined) return; // the padding never wins
      const best = winners[yi]!;
      if (best < 0 || x[xi]! > x[best]! || (Number.isNaN(x[xi]) && !Number.isNaN(x[best]))) winners[yi] = xi;
    });
    const y = Float64Array.from(winners, (xi) => x[xi]!);
    return { outputs: { y: tensor(call.dtype, call.outputShapes.y, y) }, saved: winners };
  },

  backward(call, { outputGrads: { y: dy } }, winners) {
    const { x } = call.inputs;
    const dx = new Float64Array(x.data.length);
    winners.forEach((xi, yi) => (dx[xi]! += dy.data[yi]!));
    return { x: tensor(call.dtype, x.shape, dx) };
  },
});

/** `avgPool`: x[N,C,…S] → y[N,C,…O]. */
export const avgPool = defineKernel('avgPool', {
  forward(call) {
    const { x } = call.inputs;
    const sum = new Float64Array(elementCount(call.outputShapes.y));
    const m = new Float64Array(sum.length);
    forEachElement(call, (yi, xi) => {
      if (xi !== undefined) sum[yi]! += x.data[xi]!;
      if (xi !== undefined || call.attributes.countIncludePad) m[yi]! += 1;
    });
    const y = sum.map((s, yi) => s / m[yi]!);
    return { outputs: { y: tensor(call.dtype, call.outputShapes.y, y) }, saved: m };
  },

  backward(call, { outputGrads: { y: dy } }, m) {
    const { x } = call.inputs;
    const dx = new Float64Array(x.data.length);
    forEachElement(call, (yi, xi) => {
      if (xi !== undefined) dx[xi]! += dy.data[yi]! / m[yi]!;
    });
    return { x: tensor(call.dtype, x.shape, dx) };
  },
});

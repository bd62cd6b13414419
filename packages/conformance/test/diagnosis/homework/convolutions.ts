/**
 * Convolutions, linear layers and pools as homework hands them in: plain loops over NCHW, each with a slip.
 *
 * @module
 */
import { inferShapes, zeros, type FloatTensor, type Implementation } from '@gradspec/spec';

interface Settings {
  readonly stride: readonly number[];
  readonly padding: readonly (readonly [number, number])[];
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly flip: boolean;
}

/** Where a slip can be: which x a tap reads in a pass, and what is done to a finished gradient. */
interface Slips {
  readonly input?: (
    o: number,
    k: number,
    axis: { stride: number; dilation: number; before: number; K: number },
    pass: 'y' | 'dx' | 'dw',
  ) => number;
  readonly assignDx?: boolean;
  readonly bias?: (b: number, C: number) => number;
  readonly averageDw?: boolean;
}

/** A two-dimensional convolution by its loops. */
function convolution(name: string, slips: Slips): Implementation {
  const each = (
    call: { x: FloatTensor; w: FloatTensor; settings: Settings; y: readonly number[] },
    pass: 'y' | 'dx' | 'dw',
    visit: (i: number, k: number, o: number) => void,
  ) => {
    const { x, w, settings, y } = call;
    const [N, C, H, W] = x.shape as [number, number, number, number];
    const [M, CG, KH, KW] = w.shape as [number, number, number, number];
    const [, , OH, OW] = y as [number, number, number, number];
    const { stride, padding, dilation, groups, flip } = settings;
    const read = slips.input ?? ((o, k, { stride: s, dilation: d, before }) => o * s + k * d - before);
    const along = (axis: number, K: number) => ({
      stride: stride[axis]!,
      dilation: dilation[axis]!,
      before: padding[axis]![0],
      K,
    });
    for (let n = 0; n < N; n++)
      for (let m = 0; m < M; m++)
        for (let oh = 0; oh < OH; oh++)
          for (let ow = 0; ow < OW; ow++)
            for (let c = 0; c < CG; c++)
              for (let kh = 0; kh < KH; kh++)
                for (let kw = 0; kw < KW; kw++) {
                  const [h, v] = flip ? [KH - 1 - kh, KW - 1 - kw] : [kh, kw];
                  const ih = read(oh, kh, along(0, KH), pass);
                  const iw = read(ow, kw, along(1, KW), pass);
                  if (ih < 0 || ih >= H || iw < 0 || iw >= W) continue;
                  const channel = Math.floor(m / (M / groups)) * CG + c;
                  visit(
                    ((n * C + channel) * H + ih) * W + iw,
                    ((m * CG + c) * KH + h) * KW + v,
                    ((n * M + m) * OH + oh) * OW + ow,
                  );
                }
  };
  return {
    name,
    version: '1',
    kernels: {
      conv: {
        forward({ x, w, b }, attributes) {
          const shapes = { x: x.shape, w: w.shape, ...(b && { b: b.shape }) };
          const { attributes: filled, outputShapes } = inferShapes('conv', shapes, attributes);
          if (x.shape.length !== 4) throw new Error('images only');
          const call = { x, w, settings: filled as unknown as Settings, y: outputShapes.y };
          const y = zeros(x.dtype, outputShapes.y);
          each(call, 'y', (i, k, o) => (y.data[o]! += x.data[i]! * w.data[k]!));
          const size = outputShapes.y[2]! * outputShapes.y[3]!;
          if (b)
            y.data.forEach(
              (_, o) =>
                (y.data[o]! += (slips.bias ?? ((value) => value))(
                  b.data[Math.floor(o / size) % b.data.length]!,
                  w.shape[1]!,
                )),
            );
          return { outputs: { y }, saved: { call, b } };
        },
        backward({ y: given }, saved, wanted = ['x', 'w', 'b']) {
          const { call, b } = saved as {
            call: { x: FloatTensor; w: FloatTensor; settings: Settings; y: readonly number[] };
            b?: FloatTensor;
          };
          const dy = given ?? zeros(call.x.dtype, call.y);
          const grads = {
            x: zeros(call.x.dtype, call.x.shape),
            w: zeros(call.x.dtype, call.w.shape),
            ...(b && { b: zeros(b.dtype, b.shape) }),
          };
          each(call, 'dx', (i, k, o) => {
            const term = dy.data[o]! * call.w.data[k]!;
            if (slips.assignDx) grads.x.data[i] = term;
            else grads.x.data[i]! += term;
          });
          each(call, 'dw', (i, k, o) => (grads.w.data[k]! += dy.data[o]! * call.x.data[i]!));
          if (slips.averageDw)
            grads.w.data.forEach((value, k) => (grads.w.data[k] = value / call.x.shape[0]!));
          const size = call.y[2]! * call.y[3]!;
          const db = grads.b;
          if (db) dy.data.forEach((value, o) => (db.data[Math.floor(o / size) % db.data.length]! += value));
          return Object.fromEntries(Object.entries(grads).filter(([one]) => wanted.includes(one as 'x')));
        },
      },
    },
  };
}

/** Convolutions with a slip. */
export const convolutions = [
  convolution('dx-unflipped', {
    input: (o, k, { stride, dilation, before, K }, pass) =>
      o * stride + (pass === 'dx' ? K - 1 - k : k) * dilation - before,
  }),
  convolution('dw-without-stride', {
    input: (o, k, { stride, dilation, before }, pass) =>
      o * (pass === 'dw' ? 1 : stride) + k * dilation - before,
  }),
  convolution('padding-forgotten', {
    input: (o, k, { stride, dilation, before }, pass) =>
      o * stride + k * dilation - (pass === 'dx' ? 0 : before),
  }),
  convolution('col2im-assigns', { assignDx: true }),
  convolution('bias-per-channel', { bias: (b, C) => b * C }),
  convolution('dw-averaged', { averageDw: true }),
  convolution('two-slips', {
    averageDw: true,
    input: (o, k, { stride, dilation, before }, pass) =>
      o * stride + k * (pass === 'dx' ? 1 : dilation) - before,
  }),
];

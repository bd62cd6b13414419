/**
 * A convolution as matrix products over the columns of x, with mistakes that are not in the catalogue. Two axes.
 *
 *   y = W·col(x) + b        dW = dY·col(x)ᵀ        dx = col2im(Wᵀ·dY)        db = the sums of dY's rows
 *
 * @module
 */
import { checkCall, tensor, zeros, type FloatTensor } from '@gradspec/spec';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';

/** What a mistake replaces; what is absent is right. */
export interface Slips {
  /** The row of x that column oh and tap kh read. */
  readonly row?: (call: {
    oh: number;
    kh: number;
    stride: number;
    dilation: number;
    before: number;
  }) => number;
  /** How many channels a group starts after the one before it; CG is right. */
  readonly groupStep?: (CG: number, groups: number) => number;
  /** The term of a tap in col2im. */
  readonly back?: (value: number, tap: { kh: number; kw: number; n: number; dilation: number }) => number;
  /** What dy adds to dW. */
  readonly forKernel?: (value: number, at: { n: number; oh: number; ow: number; stride: number }) => number;
  readonly bias?: (sum: number, OH: number, OW: number) => number;
}

interface Visit {
  readonly i: number;
  readonly k: number;
  readonly o: number;
  readonly n: number;
  readonly kh: number;
  readonly kw: number;
  readonly oh: number;
  readonly ow: number;
}

type Call = ReturnType<typeof checkCall<'conv'>>;

/** Every product of the definition, as the columns have them. */
function eachProduct(
  { inputs: { x, w }, attributes, outputShapes }: Call,
  slips: Slips,
  visit: (at: Visit) => void,
) {
  const [N, C, H, W] = x.shape as [number, number, number, number];
  const [M, CG, KH, KW] = w.shape as [number, number, number, number];
  const [, , OH, OW] = outputShapes.y as [number, number, number, number];
  const { stride, padding, dilation, groups, flip } = attributes;
  const step = slips.groupStep?.(CG, groups) ?? CG;
  for (let at = 0; at < N * M * OH * OW * CG * KH * KW; at++) {
    const [kw, kh, c, ow, oh, m, n] = digits(at, [KW, KH, CG, OW, OH, M, N]) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const before = padding[0]![0];
    const rows = { oh, kh, stride: stride[0]!, dilation: dilation[0]!, before };
    const ih = slips.row?.(rows) ?? oh * stride[0]! + kh * dilation[0]! - before;
    const iw = ow * stride[1]! + kw * dilation[1]! - padding[1]![0];
    if (ih < 0 || ih >= H || iw < 0 || iw >= W) continue;
    const channel = (Math.floor(m / (M / groups)) * step + c) % C;
    const [h, v] = flip ? [KH - 1 - kh, KW - 1 - kw] : [kh, kw];
    visit({
      i: ((n * C + channel) * H + ih) * W + iw,
      k: ((m * CG + c) * KH + h) * KW + v,
      o: ((n * M + m) * OH + oh) * OW + ow,
      ...{ n, kh, kw, oh, ow },
    });
  }
}

/** A number in a system of several bases, lowest first. */
function digits(value: number, bases: readonly number[]): number[] {
  let rest = value;
  return bases.map((base) => {
    const digit = rest % base;
    rest = Math.floor(rest / base);
    return digit;
  });
}

/** The convolution with slips. */
export function im2colConv(slips: Slips): AnyKernel {
  return {
    forward(inputs, attributes) {
      const call = checkCall('conv', inputs as never, attributes);
      const { x, w, b } = call.inputs;
      if (x.shape.length !== 4) throw new Error('images only');
      const y = zeros(x.dtype, call.outputShapes.y);
      const [, M, OH, OW] = y.shape as [number, number, number, number];
      eachProduct(call, slips, ({ i, k, o }) => (y.data[o]! += x.data[i]! * w.data[k]!));
      if (b) y.data.forEach((value, o) => (y.data[o] = value + b.data[Math.floor(o / (OH * OW)) % M]!));
      return { outputs: { y }, saved: call };
    },
    backward({ y: dy }, saved, wanted = ['x', 'w', 'b']) {
      const call = saved as Call;
      const { x, w, b } = call.inputs;
      const [, M, OH, OW] = dy!.shape as [number, number, number, number];
      const [stride, dilation] = [call.attributes.stride[0]!, call.attributes.dilation[0]!];
      const [dx, dw, db] = [zeros(x.dtype, x.shape), zeros(w.dtype, w.shape), new Float64Array(M)];
      const { back = (value) => value, forKernel = (value) => value, bias = (sum) => sum } = slips;
      const { row: _, ...rightRows } = slips;
      eachProduct(
        call,
        slips.back || slips.forKernel ? rightRows : slips,
        ({ i, k, o, n, kh, kw, oh, ow }) => {
          dx.data[i]! += back(dy!.data[o]! * w.data[k]!, { kh, kw, n, dilation });
          dw.data[k]! += forKernel(dy!.data[o]! * x.data[i]!, { n, oh, ow, stride });
        },
      );
      dy!.data.forEach((value, o) => (db[Math.floor(o / (OH * OW)) % M]! += value));
      const all: Record<string, FloatTensor> = {
        x: dx,
        w: dw,
        ...(b && {
          b: tensor(
            b.dtype,
            b.shape,
            Array.from(db, (sum) => bias(sum, OH, OW)),
          ),
        }),
      };
      return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
    },
  };
}

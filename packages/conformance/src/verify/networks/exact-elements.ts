/**
 * Single elements of a layer's output and gradients, each by the direct sum of its definition. No implementation takes part:
 * these are the exact answers that the implementations are judged by. A sum of integers below 2⁵³ is exact in any order.
 *
 *   y[m, oh, ow]     = b[m] + Σ_{c, kh, kw} x[g·CG + c, ih, iw] · w[m, c, kh, kw]
 *   dx[g·CG+c,ih,iw] = Σ_{m in g, kh, kw} dy[m, oh, ow] · w[m, c, kh, kw]
 *   dw[m, c, kh, kw] = Σ_{oh, ow} dy[m, oh, ow] · x[g·CG + c, ih, iw]
 *   db[m]            = Σ_{oh, ow} dy[m, oh, ow]
 *
 * with ih = oh·S − P + kh, iw likewise, g = ⌊m / MG⌋, CG = C / groups, MG = M / groups; x is 0 outside its bounds.
 *
 * @module
 */
import type { LayerCall } from './layer-call.ts';

/** What a layer answers with: its output, and the gradients of x, w and b. */
export const answerNames = ['y', 'dx', 'dw', 'db'] as const;
/** One of them. */
export type AnswerName = (typeof answerNames)[number];

/** An index of an answer's tensor: one number per axis. */
export type Index = readonly number[];

/** The element of an answer at an index. */
export function exactElement(call: LayerCall, name: AnswerName, index: Index): number {
  if (name === 'db') return biasGradient(call, index[0]!);
  if (name === 'y') return outputElement(call, index);
  return name === 'dx' ? inputGradient(call, index) : kernelGradient(call, index);
}

function outputElement({ sizes, inputs: { x, w, b } }: LayerCall, [, m, oh, ow]: Index): number {
  const { C, M, groups, H, K, stride, padding } = sizes;
  const CG = C / groups;
  const first = Math.floor(m! / (M / groups)) * CG;
  let sum = b.data[m!]!;
  for (let c = 0; c < CG; c++)
    for (let kh = 0; kh < K; kh++)
      for (let kw = 0; kw < K; kw++) {
        const ih = oh! * stride - padding + kh;
        const iw = ow! * stride - padding + kw;
        if (ih < 0 || ih >= H || iw < 0 || iw >= H) continue; // zero padding
        sum += x.data[((first + c) * H + ih) * H + iw]! * w.data[((m! * CG + c) * K + kh) * K + kw]!;
      }
  return sum;
}

function inputGradient({ sizes, inputs: { w }, dy }: LayerCall, [, channel, ih, iw]: Index): number {
  const { C, M, groups, O, K, stride, padding } = sizes;
  const [CG, MG] = [C / groups, M / groups];
  const first = Math.floor(channel! / CG) * MG;
  let sum = 0;
  for (let m = first; m < first + MG; m++)
    for (let kh = 0; kh < K; kh++)
      for (let kw = 0; kw < K; kw++) {
        const oh = (ih! + padding - kh) / stride;
        const ow = (iw! + padding - kw) / stride;
        if (!Number.isInteger(oh) || !Number.isInteger(ow)) continue; // the stride steps over this one
        if (oh < 0 || oh >= O || ow < 0 || ow >= O) continue;
        sum += dy.data[(m * O + oh) * O + ow]! * w.data[((m * CG + (channel! % CG)) * K + kh) * K + kw]!;
      }
  return sum;
}

function kernelGradient({ sizes, inputs: { x }, dy }: LayerCall, [m, c, kh, kw]: Index): number {
  const { C, M, groups, H, O, stride, padding } = sizes;
  const channel = Math.floor(m! / (M / groups)) * (C / groups) + c!;
  let sum = 0;
  for (let oh = 0; oh < O; oh++)
    for (let ow = 0; ow < O; ow++) {
      const ih = oh * stride - padding + kh!;
      const iw = ow * stride - padding + kw!;
      if (ih < 0 || ih >= H || iw < 0 || iw >= H) continue; // zero padding
      sum += dy.data[(m! * O + oh) * O + ow]! * x.data[(channel * H + ih) * H + iw]!;
    }
  return sum;
}

function biasGradient({ sizes: { O }, dy }: LayerCall, m: number): number {
  let sum = 0;
  for (let at = m * O * O; at < (m + 1) * O * O; at++) sum += dy.data[at]!;
  return sum;
}

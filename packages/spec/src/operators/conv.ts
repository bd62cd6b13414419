/**
 * Cross-correlation, deep learning's "convolution": the kernel is not flipped unless `flip` asks for it.
 *
 *   y[n, m, o] = b[m] + Σ_{c, k} x[n, g·CG + c, o·s − p₀ + k·d] · w[m, c, k],   g = ⌊m / MG⌋
 *
 * o, k, s, p₀, d stand for one index, size or attribute per spatial axis (1, 2 or 3 of them); CG = C / groups and
 * MG = M / groups; x is absent outside its bounds. With `flip`, w[m, c, K − 1 − k] takes the place of w[m, c, k]: the
 * mathematician's convolution.
 *
 * Source: ONNX Conv-22; attribute names from torch.nn.Conv2d.
 * @module
 */
import { flag, integer, integers, paddings, type Given, type Padding } from '../attributes.ts';
import type { OneOutput, OperatorSpec, Policy } from '../operator.ts';
import type { FloatTensor, Shape } from '../tensor.ts';
import { span, windowCount } from '../windows.ts';

/** The attributes of conv: one entry per spatial axis. */
export interface ConvAttributes {
  stride: readonly number[];
  padding: readonly Padding[];
  dilation: readonly number[];
  groups: number;
  flip: boolean;
}

/** The types of `conv`: x[N,C,…S], w[M,C/g,…K], b?[M] → y[N,M,…O]. */
export interface Conv {
  inputs: { x: FloatTensor; w: FloatTensor; b?: FloatTensor };
  attributes: ConvAttributes;
  required: never;
  outputs: OneOutput;
}

/** What the attributes shared by conv and convTranspose mean. */
export const convAttributeTexts = {
  stride: 'step between windows, per axis (1)',
  padding: '[before, after] per axis; it is absent, not zero times something (0)',
  dilation: 'distance between kernel elements, per axis; 1 is dense (1)',
  groups: 'how many independent parts the channels are split into (1)',
  flip: 'true for the mathematician’s convolution, with the kernel reversed in every axis (false)',
} as const;

/** The policy shared by conv and convTranspose. */
export const absentPadding: Policy = {
  at: 'padding beside NaN or infinite weights',
  rule: 'padding is absent: it contributes nothing, also not 0 · ∞',
  because: 'the definition sums over the elements that exist',
};

/** Reads the attributes of conv and convTranspose; `axes` is the number of spatial axes. */
export function readConvAttributes(question: Given, axes: number): ConvAttributes {
  const ones = Array.from({ length: axes }, () => 1);
  return {
    stride: integers(question, 'stride', { count: axes, least: 1, standard: ones }),
    padding: paddings(question, 'padding', axes),
    dilation: integers(question, 'dilation', { count: axes, least: 1, standard: ones }),
    groups: integer(question, 'groups', 1, 1),
    flip: flag(question, 'flip', false),
  };
}

/** Checks that x has 1 to 3 spatial axes and w has as many, none of size 0. */
export function checkKernelAxes(question: Given, S: Shape, K: Shape, shapes: { x: Shape; w: Shape }): void {
  if (S.length < 1 || S.length > 3)
    question.fail('bad-rank', 'x', 'rank 3, 4 or 5 (1, 2 or 3 spatial axes)', shapes.x);
  if (K.length !== S.length) question.fail('bad-rank', 'w', `rank ${S.length + 2}, as x has`, shapes.w);
  if (K.some((size) => size < 1)) question.fail('bad-shape', 'w', 'kernel sizes of at least 1', shapes.w);
}

/** The specification of `conv`. */
export const conv: OperatorSpec<Conv> = {
  name: 'conv',
  formula: 'y[n,m,o] = b[m] + Σ_{c,k} x[n, g·CG + c, o·s − p₀ + k·d] · w[m,c,k]',
  inputs: { x: { layout: 'N,C,...S' }, w: { layout: 'M,CG,...K' }, b: { layout: 'M', optional: true } },
  outputs: { y: 'N,M,...O' },
  attributes: convAttributeTexts,
  policies: [
    {
      at: 'inputs that no window reads (the stride does not fit)',
      rule: 'the output size is rounded down and their gradient is 0',
      because: 'PyTorch, ONNX and TensorFlow round down; an error would forbid ordinary networks',
    },
    absentPadding,
  ],
  infer(question) {
    const { C, CG, N, M } = question.sizes as Record<'C' | 'CG' | 'N' | 'M', number>;
    const S = question.axes.S!;
    const K = question.axes.K!;
    const x = question.shape('x')!;
    const w = question.shape('w')!;
    checkKernelAxes(question, S, K, { x, w });
    const attributes = readConvAttributes(question, S.length);
    const { groups, stride, padding, dilation } = attributes;
    if (C % groups !== 0) question.fail('bad-groups', 'groups', `a divisor of C = ${C}`, groups);
    if (M % groups !== 0) question.fail('bad-groups', 'groups', `a divisor of M = ${M}`, groups);
    if (CG !== C / groups)
      question.fail('bad-shape', 'w', `shape[1] = ${C / groups} (C / groups = ${C} / ${groups})`, w);
    const O = S.map((size, axis) => {
      const p = padding[axis]!;
      const window = { size, kernel: K[axis]!, stride: stride[axis]!, padding: p, dilation: dilation[axis]! };
      const count = windowCount(window);
      if (count < 1) {
        const spanned = span(window.kernel, window.dilation);
        question.fail(
          'kernel-too-large',
          'w',
          `a kernel that spans at most ${size + p[0] + p[1]} along spatial axis ${axis}`,
          spanned,
        );
      }
      return count;
    });
    return { attributes, outputs: { y: [N, M, ...O] } };
  },
};

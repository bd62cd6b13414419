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
import type { OneOutput, OperatorSpec, Policy, Question } from '../operator.ts';
import type { FloatTensor } from '../tensor.ts';
import { span, windowCount, type Window } from '../windows.ts';

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
  const ones = new Array<number>(axes).fill(1);
  return {
    stride: integers(question, 'stride', { count: axes, least: 1, standard: ones }),
    padding: paddings(question, 'padding', axes),
    dilation: integers(question, 'dilation', { count: axes, least: 1, standard: ones }),
    groups: integer(question, 'groups', 1, 1),
    flip: flag(question, 'flip', false),
  };
}

/** Checks that x has 1 to 3 spatial axes and w has as many, none of size 0. */
export function checkKernelAxes(question: Pick<Question<Conv>, 'axes' | 'shape' | 'fail'>): void {
  const S = question.axes.S!;
  const K = question.axes.K!;
  if (S.length < 1 || S.length > 3)
    question.fail('bad-rank', 'x', 'rank 3, 4 or 5 (1, 2 or 3 spatial axes)', question.shape('x'));
  if (K.length !== S.length)
    question.fail('bad-rank', 'w', `rank ${S.length + 2}, as x has`, question.shape('w'));
  for (const size of K)
    if (size < 1) question.fail('bad-shape', 'w', 'kernel sizes of at least 1', question.shape('w'));
}

function failTooLarge(question: Given, { size, kernel, padding, dilation }: Window, axis: number): never {
  const most = size + padding[0] + padding[1];
  const expected = `a kernel that spans at most ${most} along spatial axis ${axis}`;
  return question.fail('kernel-too-large', 'w', expected, span(kernel, dilation));
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
    checkKernelAxes(question);
    const attributes = readConvAttributes(question, S.length);
    const { groups, stride, padding, dilation } = attributes;
    if (C % groups !== 0) question.fail('bad-groups', 'groups', `a divisor of C = ${C}`, groups);
    if (M % groups !== 0) question.fail('bad-groups', 'groups', `a divisor of M = ${M}`, groups);
    if (CG !== C / groups)
      question.fail(
        'bad-shape',
        'w',
        `shape[1] = ${C / groups} (C / groups = ${C} / ${groups})`,
        question.shape('w'),
      );
    const y = [N, M];
    for (let axis = 0; axis < S.length; axis++) {
      const window = {
        size: S[axis]!,
        kernel: K[axis]!,
        stride: stride[axis]!,
        padding: padding[axis]!,
        dilation: dilation[axis]!,
      };
      const count = windowCount(window);
      if (count < 1) failTooLarge(question, window, axis);
      y.push(count);
    }
    return { attributes, outputs: { y } };
  },
};

/**
 * Pooling: every channel by itself, one number per window.
 *
 *   maxPool   y[n, c, o] = max_k x[n, c, o·s − p₀ + k·d]
 *   avgPool   y[n, c, o] = (1 / m) Σ_k x[n, c, o·s − p₀ + k],   m = the elements counted
 *
 * The padding never wins a maximum. `countIncludePad` counts the padding in m, never what a `ceilMode` window hangs over
 * beyond it. The padding is smaller than the span of the kernel, and a window without one real element is an error.
 *
 * Source: ONNX MaxPool-22, AveragePool-22; torch.nn.MaxPool2d, AvgPool2d; for the overhang, pytorch#1526.
 * @module
 */
import { flag, integers, paddings, type Padding } from '../attributes.ts';
import type { OneInput, OneOutput, OperatorSpec, Question } from '../operator.ts';
import { span, windowCount, windowCountCeil } from '../windows.ts';
import type { Shape } from '../tensor.ts';

interface PoolAttributes {
  kernel: readonly number[];
  stride: readonly number[];
  padding: readonly Padding[];
  ceilMode: boolean;
}

/** The types of `maxPool`: x[N,C,…S] → y[N,C,…O]. */
export interface MaxPool {
  inputs: OneInput;
  attributes: PoolAttributes & { dilation: readonly number[] };
  required: 'kernel';
  outputs: OneOutput;
}

/** The types of `avgPool`: x[N,C,…S] → y[N,C,…O]. */
export interface AvgPool {
  inputs: OneInput;
  attributes: PoolAttributes & { countIncludePad: boolean };
  required: 'kernel';
  outputs: OneOutput;
}

function readPool(question: Question<MaxPool> | Question<AvgPool>): PoolAttributes {
  const S = question.axes.S!;
  if (S.length < 1 || S.length > 3)
    question.fail('bad-rank', 'x', 'rank 3, 4 or 5 (1, 2 or 3 spatial axes)', question.shape('x'));
  const kernel = integers(question, 'kernel', { count: S.length, least: 1 });
  return {
    kernel,
    stride: integers(question, 'stride', { count: S.length, least: 1, standard: kernel }),
    padding: paddings(question, 'padding', S.length),
    ceilMode: flag(question, 'ceilMode', false),
  };
}

function poolShape(
  question: Question<MaxPool> | Question<AvgPool>,
  attributes: PoolAttributes,
  dilation: readonly number[],
): Shape {
  const { N, C } = question.sizes as { N: number; C: number };
  const S = question.axes.S!;
  const y = [N, C];
  for (let axis = 0; axis < S.length; axis++) {
    const size = S[axis]!;
    const padding = attributes.padding[axis]!;
    const window = {
      size,
      kernel: attributes.kernel[axis]!,
      stride: attributes.stride[axis]!,
      padding,
      dilation: dilation[axis]!,
    };
    const spanned = span(window.kernel, window.dilation);
    if (Math.max(padding[0], padding[1]) >= spanned)
      question.fail(
        'bad-attribute',
        'padding',
        `less than the kernel's span ${spanned} along spatial axis ${axis}`,
        padding,
      );
    const count = attributes.ceilMode ? windowCountCeil(window) : windowCount(window);
    if (count < 1)
      question.fail(
        'kernel-too-large',
        'kernel',
        `a kernel that spans at most ${size + padding[0] + padding[1]} along spatial axis ${axis}`,
        spanned,
      );
    for (let o = 0; o < count; o++)
      if (!hasRealElement(window, o))
        question.fail(
          'empty-window',
          'padding',
          `a real element in every window along spatial axis ${axis}`,
          `none in window ${o}`,
        );
    y.push(count);
  }
  return y;
}

function hasRealElement(
  window: { size: number; kernel: number; stride: number; padding: Padding; dilation: number },
  o: number,
): boolean {
  for (let k = 0; k < window.kernel; k++) {
    const i = o * window.stride - window.padding[0] + k * window.dilation;
    if (i >= 0 && i < window.size) return true;
  }
  return false;
}

const shared = {
  kernel: 'window size, per axis (required)',
  stride: 'step between windows, per axis (the kernel)',
  padding: '[before, after] per axis, smaller than the span of the kernel (0)',
  ceilMode:
    'whether a last window may hang over the end, if it starts inside the input or the leading padding (false)',
} as const;

/** The specification of `maxPool`. */
export const maxPool: OperatorSpec<MaxPool> = {
  name: 'maxPool',
  formula: 'y[n,c,o] = max_k x[n, c, o·s − p₀ + k·d]',
  inputs: { x: { layout: 'N,C,...S' } },
  outputs: { y: 'N,C,...O' },
  attributes: { ...shared, dilation: 'distance between window elements, per axis; 1 is dense (1)' },
  policies: [
    {
      at: 'equal maxima in one window',
      rule: 'the first in row-major order takes the whole gradient',
      because: 'PyTorch, TensorFlow and Caffe do so, and the sum of dx stays the sum of dy',
    },
    {
      at: 'NaN in a window',
      rule: 'the first NaN in row-major order is the maximum and takes the gradient',
      because: 'a NaN that vanished in a pool would hide where it came from',
    },
  ],
  infer(question) {
    const { kernel, stride, padding, ceilMode } = readPool(question);
    const count = kernel.length;
    const standard = new Array<number>(count).fill(1);
    const dilation = integers(question, 'dilation', { count, least: 1, standard });
    const attributes = { kernel, stride, padding, ceilMode, dilation };
    return { attributes, outputs: { y: poolShape(question, attributes, dilation) } };
  },
};

/** The specification of `avgPool`. */
export const avgPool: OperatorSpec<AvgPool> = {
  name: 'avgPool',
  formula: 'y[n,c,o] = (1 / m) Σ_k x[n, c, o·s − p₀ + k]',
  inputs: { x: { layout: 'N,C,...S' } },
  outputs: { y: 'N,C,...O' },
  attributes: {
    ...shared,
    countIncludePad: 'whether the padding counts in m; a ceilMode overhang never does (true)',
  },
  policies: [],
  infer(question) {
    const { kernel, stride, padding, ceilMode } = readPool(question);
    const countIncludePad = flag(question, 'countIncludePad', true);
    const attributes = { kernel, stride, padding, ceilMode, countIncludePad };
    const dense = new Array<number>(kernel.length).fill(1);
    return { attributes, outputs: { y: poolShape(question, attributes, dense) } };
  },
};

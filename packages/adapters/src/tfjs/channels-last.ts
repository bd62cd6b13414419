/**
 * The layout that TensorFlow.js computes in: channels last, two spatial axes. One spatial axis is two with H = 1.
 *
 *   x [N,C,H,W] → [N,H,W,C]        w [M,CG,KH,KW] → [KH,KW,CG,M], depthwise [KH,KW,C,M / C]
 *
 * @module
 */
import * as tf from '@tensorflow/tfjs';
import { threeAxes, type Padding, type Shape } from '@gradspec/spec';

/** One or two values per spatial axis as exactly two, a missing first one filled. */
export function twoAxes<T>(values: readonly T[], fill: T): [T, T] {
  const [, first, second] = threeAxes(values, fill);
  return [first, second];
}

/** Paddings as TensorFlow.js takes them, for all four axes. */
export function explicitPadding(padding: readonly Padding[]): tf.backend_util.ExplicitPadding {
  const [h, w] = twoAxes(padding, [0, 0] as Padding);
  return [[0, 0], [...h], [...w], [0, 0]];
}

/** [N,C,…S] → [N,H,W,C]. */
export function toChannelsLast(x: tf.Tensor): tf.Tensor4D {
  const [N, C, ...S] = x.shape as [number, number, ...number[]];
  return tf.transpose<tf.Tensor4D>(tf.reshape(x, [N, C, ...twoAxes(S, 1)]), [0, 2, 3, 1]);
}

/** [N,H,W,C] in the order of [N,C,…S]. */
export function fromChannelsLast(y: tf.Tensor4D): tf.Tensor {
  return tf.transpose(y, [0, 3, 1, 2]);
}

/** [M,CG,…K] → [KH,KW,CG,M], and for depthwise convolutions (`groups` of one channel each) → [KH,KW,C,M / C]. */
export function toKernelLayout(w: tf.Tensor, groups: number): tf.Tensor4D {
  const [M, CG, ...K] = w.shape as [number, number, ...number[]];
  const [KH, KW] = twoAxes(K, 1);
  const last = tf.transpose<tf.Tensor4D>(tf.reshape(w, [M, CG, KH, KW]), [2, 3, 1, 0]);
  return groups === 1 ? last : tf.reshape(last, [KH, KW, groups, M / groups]);
}

/** The inverse of `toKernelLayout`: the elements in the order of [M,CG,…K]; `shape` is that of w. */
export function fromKernelLayout(dw: tf.Tensor4D, shape: Shape): tf.Tensor {
  const [KH, KW] = dw.shape;
  return tf.transpose(tf.reshape(dw, [KH, KW, shape[1]!, shape[0]!]), [3, 2, 0, 1]);
}

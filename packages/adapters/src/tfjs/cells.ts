/**
 * One step of each recurrence from TensorFlow.js's operations, as its users write them. Kernels are [I,G·H] and [H,G·H],
 * states [N,H].
 *
 * @module
 */
import * as tf from '@tensorflow/tfjs';
import type { Call } from '@gradspec/spec';

/** The inputs of a recurrence in the engine, by name; `wx` and `wh` transposed. */
export type Parameters = Readonly<Record<string, tf.Tensor2D>>;
/** The state between two steps. */
export interface State {
  readonly h: tf.Tensor2D;
  /** Of `lstm` alone. */
  readonly c?: tf.Tensor2D;
}
/** One step. */
export type Cell = (x: tf.Tensor2D, before: State, p: Parameters) => State;

const plus = (a: tf.Tensor2D, b: tf.Tensor | undefined): tf.Tensor2D => (b ? tf.add(a, b) : a);
const preActivation = (x: tf.Tensor2D, h: tf.Tensor2D, { wx, wh, b }: Parameters): tf.Tensor2D =>
  plus(tf.add(tf.matMul(x, wx!), tf.matMul(h, wh!)), b);

/** h = activation(wx·x + wh·h₋₁ + b). */
export function rnnCell({ attributes }: Call<'rnn'>): Cell {
  const activation = { tanh: tf.tanh, relu: tf.relu, identity: (z: tf.Tensor2D) => z }[attributes.activation];
  return (x, { h }, p) => ({ h: activation(preActivation(x, h, p)) });
}

/** i, f, o = σ and g = tanh of wx·x + wh·h₋₁ + b; c = f·c₋₁ + i·g, h = o·tanh(c). */
export const lstmCell: Cell = (x, before, p) => {
  const [i, f, g, o] = tf.split(preActivation(x, before.h, p), 4, 1) as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
  ];
  const c = tf.add<tf.Tensor2D>(tf.mul(tf.sigmoid(f), before.c!), tf.mul(tf.sigmoid(i), tf.tanh(g)));
  return { c, h: tf.mul(tf.sigmoid(o), tf.tanh(c)) };
};

/** r, z = σ and n = tanh; h = (1 − z)·n + z·h₋₁; r meets the product wh·h₋₁ or, without `resetAfter`, h₋₁ itself. */
export function gruCell({ attributes }: Call<'gru'>): Cell {
  return (x, { h }, p) => {
    const H = h.shape[1];
    const fromX = plus(tf.matMul(x, p.wx!), p.b);
    const [xr, xz, xn] = tf.split(fromX, 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const kernel = (first: number, gates: number) => tf.slice(p.wh!, [0, first * H], [H, gates * H]);
    const state = (z: tf.Tensor2D, n: tf.Tensor2D): State => {
      const fresh = tf.tanh(n);
      return { h: tf.add(tf.mul(tf.sub(1, z), fresh), tf.mul(z, h)) };
    };
    if (attributes.resetAfter) {
      const [hr, hz, hn] = tf.split(tf.matMul(h, p.wh!), 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
      const r = tf.sigmoid(tf.add<tf.Tensor2D>(xr, hr));
      const z = tf.sigmoid(tf.add<tf.Tensor2D>(xz, hz));
      return state(z, tf.add(xn, tf.mul(r, plus(hn, p.bh))));
    }
    const [hr, hz] = tf.split(tf.matMul(h, kernel(0, 2)), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    const r = tf.sigmoid(tf.add<tf.Tensor2D>(xr, hr));
    const z = tf.sigmoid(tf.add<tf.Tensor2D>(xz, hz));
    const hn = tf.matMul<tf.Tensor2D>(tf.mul(r, h), kernel(2, 1));
    return state(z, tf.add(xn, plus(hn, p.bh)));
  };
}

/**
 * `linear` in TensorFlow.js, as its dense layer: a product with the kernel [I,O], the leading axes of x as rows.
 *
 *   y = x·k + b        dx = dy·kᵀ        dk = xᵀ·dy        db = Σ_rows dy
 *
 * @module
 */
import * as tf from '@tensorflow/tfjs';
import type { EngineOperator } from '../engine.ts';
import { download, session, type Backend } from './session.ts';

/** The operator on a backend. */
export function linearOn(backend: Backend): EngineOperator<'linear'> {
  return {
    backward: true,
    open(call, outputGrads) {
      const s = session(backend);
      const { x, w, b } = call.inputs;
      const [O, I] = w.shape as [number, number];
      const rows = (size: number) => (t: tf.Tensor) => tf.reshape(t, [-1, size]);
      const tx = s.upload(x, rows(I));
      const kernel = s.upload(w, (t) => tf.transpose(t));
      const bias = b && s.upload(b, (t) => tf.clone(t));
      const forward = s.computation(
        () => (bias ? tf.add(tf.matMul(tx, kernel), bias) : tf.matMul(tx, kernel)),
        (y) => ({ y: download(y, call.outputShapes.y) }),
      );
      const close = () => s.close();
      if (!outputGrads) return { forward, gradients: {}, close };
      const dy = s.upload(outputGrads.y, rows(O));
      const gradients = {
        x: s.computation(
          () => tf.matMul(dy, kernel, false, true),
          (dx) => download(dx, x.shape),
        ),
        w: s.computation(
          () => tf.matMul(tx, dy, true, false),
          (dk) => download(tf.transpose(dk), w.shape),
        ),
        ...(b && {
          b: s.computation(
            () => tf.sum(dy, 0),
            (db) => download(db, b.shape),
          ),
        }),
      };
      return { forward, gradients, close };
    },
  };
}

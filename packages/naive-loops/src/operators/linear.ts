/**
 * The fully connected layer, s = W x + b, on every row r of x (all its axes but the last).
 *
 *   y[r, o] = b[o] + Σ_i w[o, i] · x[r, i]
 *
 *   dx[r, i] = Σ_o dy[r, o] · w[o, i]        dw[o, i] = Σ_r dy[r, o] · x[r, i]        db[o] = Σ_r dy[r, o]
 *
 * @module
 */
import { defineKernel, elementCount, tensor } from '@gradspec/spec';

/** `linear`: x[…,I], w[O,I], b?[O] → y[…,O]. */
export const linear = defineKernel('linear', {
  forward({ inputs: { x, w, b }, outputShapes, dtype }) {
    const [O, I] = w.shape as [number, number];
    const R = elementCount(x.shape.slice(0, -1));
    const y = new Float64Array(R * O);
    for (let r = 0; r < R; r++)
      for (let o = 0; o < O; o++) {
        let sum = b ? b.data[o]! : 0;
        for (let i = 0; i < I; i++) sum += w.data[o * I + i]! * x.data[r * I + i]!;
        y[r * O + o] = sum;
      }
    return { outputs: { y: tensor(dtype, outputShapes.y, y) }, saved: undefined };
  },

  backward({ inputs: { x, w }, dtype }, { outputGrads: { y: dy } }) {
    const [O, I] = w.shape as [number, number];
    const R = elementCount(x.shape.slice(0, -1));
    const dx = new Float64Array(x.data.length);
    const dw = new Float64Array(w.data.length);
    const db = new Float64Array(O);
    for (let r = 0; r < R; r++)
      for (let o = 0; o < O; o++) {
        const d = dy.data[r * O + o]!;
        db[o]! += d;
        for (let i = 0; i < I; i++) {
          dx[r * I + i]! += d * w.data[o * I + i]!;
          dw[o * I + i]! += d * x.data[r * I + i]!;
        }
      }
    return { x: tensor(dtype, x.shape, dx), w: tensor(dtype, w.shape, dw), b: tensor(dtype, [O], db) };
  },
});

/**
 * What compositions need. Backward undoes the arrangement.
 *
 *   reshape  y has x's elements under another shape           dx has dy's under x's
 *   concat   y = a then b along one axis                      da, db are dy's two parts
 *   slice    y = x[start … end − 1] along one axis            dx = dy there, 0 elsewhere
 *   sum      y = Σ x, a scalar                                every dx = dy
 *
 * An axis cuts a tensor into [before, axis, after]: the axes before it and those after it are counted as one each.
 *
 * @module
 */
import { defineKernel, elementCount, tensor, type Shape } from '@gradspec/spec';

const around = (shape: Shape, axis: number) => ({
  before: elementCount(shape.slice(0, axis)),
  after: elementCount(shape.slice(axis + 1)),
});

/** `reshape`: x → y[…shape]. */
export const reshape = defineKernel('reshape', {
  forward: ({ inputs: { x }, outputShapes, dtype }) => ({
    outputs: { y: tensor(dtype, outputShapes.y, x.data) },
    saved: undefined,
  }),
  backward: ({ inputs: { x }, dtype }, { outputGrads: { y: dy } }) => ({
    x: tensor(dtype, x.shape, dy.data),
  }),
});

/** `concat`: a, b → y. */
export const concat = defineKernel('concat', {
  forward({ inputs: { a, b }, attributes: { axis }, outputShapes, dtype }) {
    const { before, after } = around(a.shape, axis);
    const [A, B] = [a.shape[axis]! * after, b.shape[axis]! * after];
    const y = new Float64Array(elementCount(outputShapes.y));
    for (let i = 0; i < before; i++) {
      for (let j = 0; j < A; j++) y[i * (A + B) + j] = a.data[i * A + j]!;
      for (let j = 0; j < B; j++) y[i * (A + B) + A + j] = b.data[i * B + j]!;
    }
    return { outputs: { y: tensor(dtype, outputShapes.y, y) }, saved: undefined };
  },

  backward({ inputs: { a, b }, attributes: { axis }, dtype }, { outputGrads: { y: dy } }) {
    const { before, after } = around(a.shape, axis);
    const [A, B] = [a.shape[axis]! * after, b.shape[axis]! * after];
    const da = new Float64Array(a.data.length);
    const db = new Float64Array(b.data.length);
    for (let i = 0; i < before; i++) {
      for (let j = 0; j < A; j++) da[i * A + j] = dy.data[i * (A + B) + j]!;
      for (let j = 0; j < B; j++) db[i * B + j] = dy.data[i * (A + B) + A + j]!;
    }
    return { a: tensor(dtype, a.shape, da), b: tensor(dtype, b.shape, db) };
  },
});

/** `slice`: x → y. */
export const slice = defineKernel('slice', {
  forward({ inputs: { x }, attributes: { axis, start, end }, outputShapes, dtype }) {
    const { before, after } = around(x.shape, axis);
    const [X, Y, offset] = [x.shape[axis]! * after, (end - start) * after, start * after];
    const y = new Float64Array(before * Y);
    for (let i = 0; i < before; i++) for (let j = 0; j < Y; j++) y[i * Y + j] = x.data[i * X + offset + j]!;
    return { outputs: { y: tensor(dtype, outputShapes.y, y) }, saved: undefined };
  },

  backward({ inputs: { x }, attributes: { axis, start, end }, dtype }, { outputGrads: { y: dy } }) {
    const { before, after } = around(x.shape, axis);
    const [X, Y, offset] = [x.shape[axis]! * after, (end - start) * after, start * after];
    const dx = new Float64Array(x.data.length);
    for (let i = 0; i < before; i++) for (let j = 0; j < Y; j++) dx[i * X + offset + j] = dy.data[i * Y + j]!;
    return { x: tensor(dtype, x.shape, dx) };
  },
});

/** `sum`: x → y[]. */
export const sum = defineKernel('sum', {
  forward({ inputs: { x }, dtype }) {
    let y = 0;
    for (const v of x.data) y += v;
    return { outputs: { y: tensor(dtype, [], [y]) }, saved: undefined };
  },
  backward: ({ inputs: { x }, dtype }, { outputGrads: { y: dy } }) => ({
    x: tensor(dtype, x.shape, new Float64Array(x.data.length).fill(dy.data[0]!)),
  }),
});

/**
 * The gates of computational graphs, elementwise over two tensors of one shape.
 *
 *   add       y = a + b         da = dy                       db = dy           the distributor
 *   multiply  y = a · b         da = b · dy                   db = a · dy       the switcher
 *   maximum   y = max(a, b)     da = dy where a is taken      db = dy elsewhere    the router
 *
 * a is taken where a ≥ b or a is NaN, so a tie sends the whole gradient to a, and the first NaN wins.
 *
 * @module
 */
import { defineKernel, tensor } from '@gradspec/spec';

/** `add`: a[…], b[…] → y[…]. */
export const add = defineKernel('add', {
  forward({ inputs: { a, b }, dtype }) {
    const y = Float64Array.from(a.data, (v, i) => v + b.data[i]!);
    return { outputs: { y: tensor(dtype, a.shape, y) }, saved: undefined };
  },
  backward: ({ inputs: { a, b }, dtype }, { outputGrads: { y: dy } }) => ({
    a: tensor(dtype, a.shape, dy.data),
    b: tensor(dtype, b.shape, dy.data),
  }),
});

/** `multiply`: a[…], b[…] → y[…]. The local gradient of each input is the other one. */
export const multiply = defineKernel('multiply', {
  forward({ inputs: { a, b }, dtype }) {
    const y = Float64Array.from(a.data, (v, i) => v * b.data[i]!);
    return { outputs: { y: tensor(dtype, a.shape, y) }, saved: undefined };
  },
  backward({ inputs: { a, b }, dtype }, { outputGrads: { y: dy } }) {
    const da = Float64Array.from(dy.data, (d, i) => d * b.data[i]!);
    const db = Float64Array.from(dy.data, (d, i) => d * a.data[i]!);
    return { a: tensor(dtype, a.shape, da), b: tensor(dtype, b.shape, db) };
  },
});

/** `maximum`: a[…], b[…] → y[…]. */
export const maximum = defineKernel('maximum', {
  forward({ inputs: { a, b }, dtype }) {
    const takesA = Array.from(a.data, (v, i) => v >= b.data[i]! || Number.isNaN(v));
    const y = Float64Array.from(takesA, (taken, i) => (taken ? a : b).data[i]!);
    return { outputs: { y: tensor(dtype, a.shape, y) }, saved: takesA };
  },
  backward({ inputs: { a, b }, dtype }, { outputGrads: { y: dy } }, takesA) {
    const da = Float64Array.from(dy.data, (d, i) => (takesA[i] ? d : 0));
    const db = Float64Array.from(dy.data, (d, i) => (takesA[i] ? 0 : d));
    return { a: tensor(dtype, a.shape, da), b: tensor(dtype, b.shape, db) };
  },
});

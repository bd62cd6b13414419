/**
 * Operators that only move elements: whole rows at a time, and their gradients move them back.
 *
 *   reshape  y = x under another shape           dx = dy under x's shape
 *   concat   y = a then b along one axis         da, db = dy cut in two
 *   slice    y = x[start … end − 1]              dx = dy at start … end − 1, 0 elsewhere
 *
 * What lies along an axis and behind it is a row: [A, axis, B] is A rows of axis·B elements, so a part of the axis is the
 * same stretch of every row.
 *
 * @module
 */
import { defineKernel, elementCount, type Shape } from '@gradspec/spec';
import { copied, filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';

/** x's elements in row-major order under another shape, float32 and float64. */
export const reshape = defineKernel('reshape', {
  forward: ({ inputs: { x }, outputShapes }) => ({
    outputs: { y: copied(x, outputShapes.y) },
    saved: undefined,
  }),
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }) => ({ x: copied(dy, x.shape) }),
});

/** a, then b, along one axis; float32 and float64. */
export const concat = defineKernel('concat', {
  forward({ inputs: { a, b }, attributes: { axis }, dtype, outputShapes }) {
    const [count, A, B] = [rowCount(a.shape, axis), rowLength(a.shape, axis), rowLength(b.shape, axis)];
    const y = filled({ dtype, shape: outputShapes.y }, (data) => {
      copyRows(count, A, whole(a.data, A), { data, start: 0, stride: A + B });
      copyRows(count, B, whole(b.data, B), { data, start: A, stride: A + B });
    });
    return { outputs: { y }, saved: undefined };
  },
  backward({ inputs: { a, b }, attributes: { axis } }, { outputGrads: { y: dy }, wanted }) {
    const [count, A, B] = [rowCount(a.shape, axis), rowLength(a.shape, axis), rowLength(b.shape, axis)];
    const part = (start: number): Stretch => ({ data: dy.data, start, stride: A + B });
    return {
      ...(wanted.has('a') && { a: filled(a, (da) => copyRows(count, A, part(0), whole(da, A))) }),
      ...(wanted.has('b') && { b: filled(b, (db) => copyRows(count, B, part(A), whole(db, B))) }),
    };
  },
});

/** The elements from start to end − 1 along one axis, float32 and float64. */
export const slice = defineKernel('slice', {
  forward({ inputs: { x }, attributes: { axis, start }, dtype, outputShapes: { y: shape } }) {
    const [count, width] = [rowCount(shape, axis), rowLength(shape, axis)];
    const kept = keptPart(x.data, x.shape, axis, start);
    const y = filled({ dtype, shape }, (data) => copyRows(count, width, kept, whole(data, width)));
    return { outputs: { y }, saved: undefined };
  },
  backward({ inputs: { x }, attributes: { axis, start } }, { outputGrads: { y: dy } }) {
    const [count, width] = [rowCount(dy.shape, axis), rowLength(dy.shape, axis)];
    const dx = filled(x, (data) =>
      copyRows(count, width, whole(dy.data, width), keptPart(data, x.shape, axis, start)),
    );
    return { x: dx };
  },
});

/** The same stretch of every row of an array: where the first one begins, and from one to the next. */
interface Stretch {
  readonly data: FloatArray;
  readonly start: number;
  readonly stride: number;
}

const rowCount = (shape: Shape, axis: number): number => elementCount(shape.slice(0, axis));
const rowLength = (shape: Shape, axis: number): number => elementCount(shape.slice(axis));

/** Every row from its beginning to its end. */
const whole = (data: FloatArray, stride: number): Stretch => ({ data, start: 0, stride });

/** Every row from index `start` of the axis on. */
const keptPart = (data: FloatArray, shape: Shape, axis: number, start: number): Stretch => ({
  data,
  start: start * rowLength(shape, axis + 1),
  stride: rowLength(shape, axis),
});

/** From this width on, copying a block costs less than copying element by element. */
const blockWidth = 64;

/** Copies `width` elements in each of `count` rows. */
function copyRows(count: number, width: number, from: Stretch, to: Stretch): void {
  for (let row = 0; row < count; row++) {
    const [source, target] = [from.start + row * from.stride, to.start + row * to.stride];
    if (width >= blockWidth) to.data.set(from.data.subarray(source, source + width), target);
    else for (let i = 0; i < width; i++) to.data[target + i] = from.data[source + i]!;
  }
}

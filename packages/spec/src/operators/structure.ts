/**
 * What compositions need: CNN heads, bidirectional nets, last states, losses added up.
 *
 *   reshape  y has x's elements in row-major order under another shape
 *   concat   y = a then b along one axis
 *   slice    y = x[start … end − 1] along one axis
 *   sum      y = Σ x, a scalar
 *
 * Source: ONNX Reshape, Concat, Slice, ReduceSum.
 * @module
 */
import { integer, integers, type Given } from '../attributes.ts';
import type { NoAttributes, OneInput, OneOutput, OperatorSpec, TwoInputs } from '../operator.ts';
import { elementCount, type Shape } from '../tensor.ts';

/** The types of `reshape`: x → y[…shape]. */
export interface Reshape {
  inputs: OneInput;
  attributes: { shape: readonly number[] };
  required: 'shape';
  outputs: OneOutput;
}
/** The types of `concat`: a, b → y. */
export interface Concat {
  inputs: TwoInputs;
  attributes: { axis: number };
  required: 'axis';
  outputs: OneOutput;
}
/** The types of `slice`: x → y. */
export interface Slice {
  inputs: OneInput;
  attributes: { axis: number; start: number; end: number };
  required: 'axis' | 'start' | 'end';
  outputs: OneOutput;
}
/** The types of `sum`: x → y[]. */
export interface Sum {
  inputs: OneInput;
  attributes: NoAttributes;
  required: never;
  outputs: OneOutput;
}

function readAxis(question: Given, shape: Shape): number {
  const axis = integer(question, 'axis', 0);
  if (axis >= shape.length)
    question.fail('bad-attribute', 'axis', `an axis below the rank ${shape.length}`, axis);
  return axis;
}

/** The specification of `reshape`. */
export const reshape: OperatorSpec<Reshape> = {
  name: 'reshape',
  formula: 'y = x in row-major order under another shape',
  inputs: { x: { layout: '...L' } },
  outputs: { y: '...shape' },
  attributes: { shape: 'the new shape, with as many elements as x has (required)' },
  policies: [],
  infer(question) {
    const L = question.axes.L!;
    const shape = integers(question, 'shape', { least: 0 });
    if (elementCount(shape) !== elementCount(L))
      question.fail(
        'bad-attribute',
        'shape',
        `a shape of ${elementCount(L)} elements, as x [${L.join(', ')}] has`,
        shape,
      );
    return { attributes: { shape }, outputs: { y: shape } };
  },
};

/** The specification of `concat`. */
export const concat: OperatorSpec<Concat> = {
  name: 'concat',
  formula: 'y = a then b along one axis',
  inputs: { a: { layout: '...A' }, b: { layout: '...B' } },
  outputs: { y: '...Y' },
  attributes: { axis: 'the axis along which b follows a, counted from 0 (required)' },
  policies: [],
  infer(question) {
    const A = question.axes.A!;
    const B = question.axes.B!;
    const axis = readAxis(question, A);
    if (A.length !== B.length) question.fail('bad-rank', 'b', `rank ${A.length}, as a has`, B);
    const wrong = A.findIndex((size, i) => i !== axis && size !== B[i]);
    if (wrong >= 0) question.fail('bad-shape', 'b', `shape[${wrong}] = ${A[wrong]} (as a)`, B);
    return { attributes: { axis }, outputs: { y: A.map((size, i) => (i === axis ? size + B[i]! : size)) } };
  },
};

/** The specification of `slice`. */
export const slice: OperatorSpec<Slice> = {
  name: 'slice',
  formula: 'y = x[start … end − 1] along one axis',
  inputs: { x: { layout: '...L' } },
  outputs: { y: '...Y' },
  attributes: {
    axis: 'the axis that is cut, counted from 0 (required)',
    start: 'the first index that is kept (required)',
    end: 'one past the last index that is kept (required)',
  },
  policies: [],
  infer(question) {
    const L = question.axes.L!;
    const axis = readAxis(question, L);
    const start = integer(question, 'start', 0);
    const end = integer(question, 'end', 0);
    if (start > end) question.fail('bad-attribute', 'start', `at most end = ${end}`, start);
    if (end > L[axis]!)
      question.fail('bad-attribute', 'end', `at most ${L[axis]} (shape[${axis}] of x)`, end);
    return {
      attributes: { axis, start, end },
      outputs: { y: L.map((size, i) => (i === axis ? end - start : size)) },
    };
  },
};

/** The specification of `sum`. */
export const sum: OperatorSpec<Sum> = {
  name: 'sum',
  formula: 'y = Σ x',
  inputs: { x: { layout: '...L' } },
  outputs: { y: '' },
  attributes: {},
  policies: [],
  infer: () => ({ attributes: {}, outputs: { y: [] } }),
};

/**
 * What works element by element or along one axis, and what rearranges: one node each, with numbers, shapes and indices as
 * constants of the model.
 *
 * @module
 */
import type { FilledAttributes } from '@gradspec/spec';
import type { OnnxCase, SpecCall } from '../graph.ts';
import { integersConstant, numberConstant, oneNode } from './parts.ts';

/** A node that reads x. */
const ofX = (op: string) => (call: SpecCall) => oneNode(call, op, ['x']);
/** A node that reads a and b. */
const ofBoth = (op: string) => (call: SpecCall) => oneNode(call, op, ['a', 'b']);

/** The case with constants, which its only node reads after the inputs. */
const reading = (one: OnnxCase, constants: NonNullable<OnnxCase['constants']>): OnnxCase => ({
  ...one,
  nodes: one.nodes.map((node) => ({
    ...node,
    inputs: [...node.inputs, ...constants.map(({ name }) => name)],
  })),
  constants,
});

const withValue =
  (op: string) =>
  (call: SpecCall<{ readonly value: number }>): OnnxCase =>
    reading(oneNode(call, op, ['x']), [numberConstant('value', call.attributes.value, call.dtype)]);

/** Add. */
export const add = ofBoth('Add');
/** Mul. */
export const multiply = ofBoth('Mul');
/** Max. */
export const maximum = ofBoth('Max');
/** Mul by a constant. */
export const scale = withValue('Mul');
/** Add of a constant. */
export const addConstant = withValue('Add');
/** Reciprocal. */
export const reciprocal = ofX('Reciprocal');
/** Exp. */
export const exp = ofX('Exp');
/** Sigmoid. */
export const sigmoid = ofX('Sigmoid');
/** Tanh. */
export const tanh = ofX('Tanh');
/** Relu. */
export const relu = ofX('Relu');
/** LeakyRelu. */
export const leakyRelu = (call: SpecCall<FilledAttributes<'leakyRelu'>>): OnnxCase =>
  oneNode(call, 'LeakyRelu', ['x'], { alpha: { f: call.attributes.slope } });
/** Elu. */
export const elu = (call: SpecCall<FilledAttributes<'elu'>>): OnnxCase =>
  oneNode(call, 'Elu', ['x'], { alpha: { f: call.attributes.alpha } });
/** Softmax over the last axis. */
export const softmax = (call: SpecCall): OnnxCase => oneNode(call, 'Softmax', ['x'], { axis: { i: -1 } });
/** ReduceMax over the pieces. */
export const maxout = (call: SpecCall): OnnxCase =>
  reading(oneNode(call, 'ReduceMax', ['x'], { keepdims: { i: 0 } }), [integersConstant('axes', [1])]);
/** Reshape; a size of 0 means 0. */
export const reshape = (call: SpecCall<FilledAttributes<'reshape'>>): OnnxCase =>
  reading(oneNode(call, 'Reshape', ['x'], { allowzero: { i: 1 } }), [
    integersConstant('shape', call.attributes.shape),
  ]);
/** Concat. */
export const concat = (call: SpecCall<FilledAttributes<'concat'>>): OnnxCase =>
  oneNode(call, 'Concat', ['a', 'b'], { axis: { i: call.attributes.axis } });
/** Slice. */
export const slice = (call: SpecCall<FilledAttributes<'slice'>>): OnnxCase => {
  const { axis, start, end } = call.attributes;
  return reading(oneNode(call, 'Slice', ['x']), [
    integersConstant('starts', [start]),
    integersConstant('ends', [end]),
    integersConstant('axes', [axis]),
  ]);
};
/** ReduceSum over all axes. */
export const sum = (call: SpecCall): OnnxCase => oneNode(call, 'ReduceSum', ['x'], { keepdims: { i: 0 } });

/**
 * What the graphs of several operators are made of.
 *
 * @module
 */
import type { FloatDtype, Padding, Shape } from '@gradspec/spec';
import type { OnnxAttribute, OnnxCase, OnnxNode, OnnxTensor, SpecCall } from '../graph.ts';

/** Integers as a constant of one axis: what Reshape and Slice read. */
export const integersConstant = (name: string, values: readonly number[]): OnnxTensor => ({
  name,
  dtype: 'int64',
  shape: [values.length],
  data: values,
});

/** A number as a constant without axes. */
export const numberConstant = (name: string, value: number, dtype: FloatDtype): OnnxTensor => ({
  name,
  dtype,
  shape: [],
  data: [value],
});

/** A tensor under another name, or with another shape of as many elements. */
export const renamed = (one: OnnxTensor, name: string, shape: Shape = one.shape): OnnxTensor => ({
  ...one,
  name,
  shape,
});

/** Paddings in ONNX's order: all befores, then all afters. */
export const pads = (padding: readonly Padding[]): OnnxAttribute => ({
  ints: [...padding.map(([before]) => before), ...padding.map(([, after]) => after)],
});

/** A case of one node, with the call's inputs of these names in this order. */
export function oneNode(
  { inputs, outputs }: Pick<SpecCall, 'inputs' | 'outputs'>,
  op: string,
  names: readonly string[],
  attributes: OnnxNode['attributes'] = {},
): OnnxCase {
  const given = names.filter((name) => inputs[name]);
  return {
    nodes: [{ op, inputs: given, outputs: Object.keys(outputs), attributes }],
    inputs: given.map((name) => inputs[name]!),
    outputs: Object.values(outputs),
  };
}

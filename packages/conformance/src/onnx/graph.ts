/**
 * A case as ONNX has it: a small graph, what goes into it, and what has to come out.
 *
 * @module
 */
import { arrayOf, elementCount, type Dtype, type FloatDtype, type Shape } from '@gradspec/spec';
import {
  modelBytes,
  tensorBytes,
  type AttributeMessage,
  type NodeMessage,
  type TensorMessage,
  type ValueMessage,
} from './messages.ts';

/** A tensor of a graph, by its name there. */
export interface OnnxTensor {
  readonly name: string;
  /** int64 is for the constants that say shapes and indices. */
  readonly dtype: Dtype | 'int64';
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
}

/** The value of an attribute: an integer, a float, a text, or a list of one of them. */
export type OnnxAttribute =
  | { readonly i: number }
  | { readonly f: number }
  | { readonly s: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly strings: readonly string[] };

/** One operation; an optional input or output that is left out has the name ''. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/** A graph with its inputs and expected outputs, in the order of the files. */
export interface OnnxCase {
  readonly nodes: readonly OnnxNode[];
  readonly constants?: readonly OnnxTensor[];
  readonly inputs: readonly OnnxTensor[];
  readonly outputs: readonly OnnxTensor[];
}

/** A call that no graph is written for. */
export interface LeftOut {
  /** Why, as the end of a sentence about several calls. */
  readonly leftOut: string;
}

/** A call of the spec that is to become a graph; NaN and infinities stand in none. */
export interface SpecCall<Attributes = Readonly<Record<string, never>>> {
  /** By the spec's names; those that are given. */
  readonly inputs: Readonly<Record<string, OnnxTensor>>;
  readonly outputs: Readonly<Record<string, OnnxTensor>>;
  readonly attributes: Attributes;
  readonly dtype: FloatDtype;
}

/** The version of ONNX's operators that the graphs are written in, and that of the format. */
export const [opset, irVersion] = [22, 10] as const;

const elementType: Readonly<Record<OnnxTensor['dtype'], number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  float64: 11,
};
const attributeType = { f: 1, i: 2, s: 3, floats: 6, ints: 7, strings: 8 } as const;

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

function attributeMessage(name: string, value: OnnxAttribute): AttributeMessage {
  if ('s' in value) return { name, type: attributeType.s, s: utf8(value.s) };
  if ('strings' in value) return { name, type: attributeType.strings, strings: value.strings.map(utf8) };
  const [kind] = Object.keys(value) as ['i' | 'f' | 'ints' | 'floats'];
  return { name, type: attributeType[kind], ...value };
}

const nodeMessage = ({ op, inputs, outputs, attributes = {} }: OnnxNode): NodeMessage => ({
  op_type: op,
  input: inputs,
  output: outputs,
  attribute: Object.entries(attributes).map(([name, value]) => attributeMessage(name, value)),
});

function tensorMessage({ name, dtype, shape, data }: OnnxTensor): TensorMessage {
  const expected = elementCount(shape);
  if (data.length !== expected)
    throw new RangeError(
      `ONNX tensor ${name}: expected ${expected} elements for [${shape.join(', ')}], got ${data.length}`,
    );
  const numbers =
    dtype === 'int64' ? BigInt64Array.from(Array.from(data, BigInt)) : arrayOf(dtype).from(data);
  return {
    name,
    dims: shape,
    data_type: elementType[dtype],
    raw_data: new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
  };
}

const valueMessage = ({ name, dtype, shape }: OnnxTensor): ValueMessage => ({
  name,
  type: {
    tensor_type: {
      elem_type: elementType[dtype],
      shape: { dim: shape.map((size) => ({ dim_value: size })) },
    },
  },
});

/** The file `model.onnx` of a case. */
export function modelFile(name: string, description: string, one: OnnxCase): Uint8Array {
  return modelBytes({
    ir_version: irVersion,
    producer_name: 'gradspec',
    opset_import: [{ domain: '', version: opset }],
    graph: {
      name,
      doc_string: description,
      node: one.nodes.map(nodeMessage),
      initializer: (one.constants ?? []).map(tensorMessage),
      input: one.inputs.map(valueMessage),
      output: one.outputs.map(valueMessage),
    },
  });
}

/** The file `input_0.pb` or `output_0.pb` of a tensor. */
export const tensorFile = (tensor: OnnxTensor): Uint8Array => tensorBytes(tensorMessage(tensor));

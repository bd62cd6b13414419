/**
 * ONNX models as bytes: a graph of nodes with constants inside and feeds from outside.
 *
 * Source: onnx.proto3 of ONNX, for the field numbers below; operator set 17, IR version 8.
 * @module
 */
import { elementCount, type Shape } from '@gradspec/spec';
import { bytes, float, integer, joined, message, text, type Part } from './protobuf.ts';

/** A node; an optional input that is left out is ''. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Numbers are integers. */
  readonly attributes?: Readonly<Record<string, number | string | readonly number[] | readonly string[]>>;
  /** Attributes that are lists of floats. */
  readonly floats?: Readonly<Record<string, readonly number[]>>;
}

/** A tensor of a graph. */
export interface OnnxTensor {
  readonly shape: Shape;
  readonly data: Float32Array | BigInt64Array;
}

/** A computation. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  /** Tensors that are part of the model, as weights are: the engine may repack them once. */
  readonly constants: Readonly<Record<string, OnnxTensor>>;
  /** Tensors that are handed in at every run. */
  readonly feeds: Readonly<Record<string, OnnxTensor & { readonly data: Float32Array }>>;
  /** The names of its float results. */
  readonly outputs: readonly string[];
}

/** Integers as a tensor of one axis: what Slice and Reshape read. */
export function integers(values: readonly number[]): OnnxTensor {
  return { shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}

const floatType = 1;
const int64Type = 7;

function attribute(name: string, value: number | string | readonly (number | string)[]): Part {
  const encoded = Array.isArray(value)
    ? (value as (number | string)[]).map((v) => (typeof v === 'number' ? integer(8, v) : text(9, v)))
    : [typeof value === 'number' ? integer(3, value) : text(4, value as string)];
  const isText = typeof (Array.isArray(value) ? value[0] : value) === 'string';
  const type = (isText ? 3 : 2) + (Array.isArray(value) ? 5 : 0); // INT 2, STRING 3, INTS 7, STRINGS 8
  return message(5, text(1, name), ...encoded, integer(20, type));
}

function node({ op, inputs, outputs, attributes = {}, floats = {} }: OnnxNode): Part {
  return message(
    1,
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    ...Object.entries(floats).map(([name, values]) =>
      message(5, text(1, name), ...values.map((value) => float(7, value)), integer(20, 6)),
    ),
  );
}

function constant(name: string, { shape, data }: OnnxTensor): Part {
  if (data.length !== elementCount(shape))
    throw new Error(
      `ONNX constant ${name} has ${data.length} elements, [${shape.join(', ')}] holds more or less`,
    );
  return message(
    5,
    ...shape.map((size) => integer(1, size)),
    integer(2, data instanceof Float32Array ? floatType : int64Type),
    text(8, name),
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  );
}

function value(field: number, name: string, shape?: Shape): Part {
  const sizes = shape ? [message(2, ...shape.map((size) => message(1, integer(1, size))))] : [];
  return message(field, text(1, name), message(2, message(1, integer(1, floatType), ...sizes)));
}

/** The bytes of a model that computes a graph. */
export function onnxModel({ nodes, constants, feeds, outputs }: OnnxGraph): Part {
  const graph = message(
    7,
    ...nodes.map(node),
    text(2, 'call'),
    ...Object.entries(constants).map(([name, tensor]) => constant(name, tensor)),
    ...Object.entries(feeds).map(([name, { shape }]) => value(11, name, shape)),
    ...outputs.map((name) => value(12, name)),
  );
  return joined([integer(1, 8), graph, message(8, text(1, ''), integer(2, 17))]);
}

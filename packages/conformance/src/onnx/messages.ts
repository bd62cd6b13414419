/**
 * The messages of ONNX that a model without subgraphs and a tensor consist of, and their bytes.
 *
 * Source: onnx.proto of ONNX 1.17 (IR version 10), for names and field numbers.
 *
 * @module
 */
import protobuf from 'protobufjs/light.js';

/** The fields of an attribute: one of `f`, `i`, `s`, `floats`, `ints`, `strings` holds its value. */
export interface AttributeMessage {
  readonly name: string;
  readonly type: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly floats?: readonly number[];
  readonly ints?: readonly number[];
  readonly strings?: readonly Uint8Array[];
}

/** A tensor; `raw_data` are its elements in row-major order, little-endian. */
export interface TensorMessage {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data_type: number;
  readonly raw_data: Uint8Array;
}

/** The name, type and shape of an input or output. */
export interface ValueMessage {
  readonly name: string;
  readonly type: {
    readonly tensor_type: {
      readonly elem_type: number;
      readonly shape: { readonly dim: readonly { readonly dim_value: number }[] };
    };
  };
}

/** One operation. An optional input that is not given has the name ''. */
export interface NodeMessage {
  readonly op_type: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeMessage[];
}

/** A model. */
export interface ModelMessage {
  readonly ir_version: number;
  readonly producer_name: string;
  readonly opset_import: readonly { readonly domain: string; readonly version: number }[];
  readonly graph: {
    readonly name: string;
    readonly doc_string: string;
    readonly node: readonly NodeMessage[];
    readonly initializer: readonly TensorMessage[];
    readonly input: readonly ValueMessage[];
    readonly output: readonly ValueMessage[];
  };
}

const one = (type: string, id: number) => ({ type, id });
const many = (type: string, id: number) => ({ rule: 'repeated', type, id });

const root = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        ir_version: one('int64', 1),
        producer_name: one('string', 2),
        graph: one('GraphProto', 7),
        opset_import: many('OperatorSetIdProto', 8),
      },
    },
    OperatorSetIdProto: { fields: { domain: one('string', 1), version: one('int64', 2) } },
    GraphProto: {
      fields: {
        node: many('NodeProto', 1),
        name: one('string', 2),
        initializer: many('TensorProto', 5),
        doc_string: one('string', 10),
        input: many('ValueInfoProto', 11),
        output: many('ValueInfoProto', 12),
      },
    },
    NodeProto: {
      fields: {
        input: many('string', 1),
        output: many('string', 2),
        op_type: one('string', 4),
        attribute: many('AttributeProto', 5),
      },
    },
    AttributeProto: {
      fields: {
        name: one('string', 1),
        f: one('float', 2),
        i: one('int64', 3),
        s: one('bytes', 4),
        floats: many('float', 7),
        ints: many('int64', 8),
        strings: many('bytes', 9),
        type: one('int32', 20),
      },
    },
    TensorProto: {
      fields: {
        dims: many('int64', 1),
        data_type: one('int32', 2),
        name: one('string', 8),
        raw_data: one('bytes', 9),
      },
    },
    ValueInfoProto: { fields: { name: one('string', 1), type: one('TypeProto', 2) } },
    TypeProto: { fields: { tensor_type: one('TensorTypeProto', 1) } },
    TensorTypeProto: { fields: { elem_type: one('int32', 1), shape: one('TensorShapeProto', 2) } },
    TensorShapeProto: { fields: { dim: many('DimensionProto', 1) } },
    DimensionProto: { fields: { dim_value: one('int64', 1) } },
  },
});

const encoder =
  <Message extends object>(name: string) =>
  (message: Message): Uint8Array => {
    const type = root.lookupType(name);
    return type.encode(type.fromObject(message)).finish();
  };

/** The bytes of a model: what `model.onnx` holds. */
export const modelBytes = encoder<ModelMessage>('ModelProto');
/** The bytes of a tensor: what `input_0.pb` holds. */
export const tensorBytes = encoder<TensorMessage>('TensorProto');

/**
 * What a vector expects in one dtype: the tensors to call with, and the right answers with their bounds.
 *
 * @module
 */
import {
  operators,
  type Claim,
  type FloatDtype,
  type FloatTensor,
  type OperatorName,
  type Tensor,
} from '@gradspec/spec';
import { bounds, transformedNodes, type Bounds, type TransformedNode } from '../oracle/bounds.ts';
import { traceCall, traceGraph, type Trace } from '../oracle/trace.ts';
import { precisions } from '../tolerance/index.ts';
import { fromJson, fromJsonAll, gradientsFromJson } from '../vectors/json-tensor.ts';
import type {
  ArithmeticVector,
  GraphVector,
  JsonTensor,
  JsonTensors,
  OperatorVector,
} from '../vectors/types.ts';
import type { Expected } from './compare.ts';

/** A vector ready to be run. */
export interface Expectation {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputGrads: Readonly<Record<string, FloatTensor>>;
  readonly values: Readonly<Record<string, Expected>>;
  readonly gradients: Readonly<Record<string, Expected>>;
}

/** Rounds JSON inputs and says whether that left all of them as they are. */
function isExact(tensors: JsonTensors | undefined, dtype: FloatDtype): boolean {
  return Object.values(tensors ?? {}).every((json) => {
    const { data } = fromJson(json, dtype);
    return json.data.every((value, i) => Object.is(Number(value), data[i]) || Number(value) === data[i]);
  });
}

/** The dtypes a vector can be run in: float32 where its inputs are numbers of float32, or it has answers for it. */
export function dtypesOf(vector: OperatorVector | GraphVector | ArithmeticVector): readonly FloatDtype[] {
  const allowed = vector.dtypes ?? ['float64', 'float32'];
  const grads = 'outputGrads' in vector ? vector.outputGrads : undefined;
  const exact32 = isExact(vector.inputs, 'float32') && isExact(grads, 'float32');
  return allowed.filter((dtype) => dtype === 'float64' || exact32 || vector.float32 !== undefined);
}

function expected(json: JsonTensors, bound: Bounds['values'], dtype: FloatDtype): Record<string, Expected> {
  return Object.fromEntries(
    Object.entries(json).map(([name, tensor]) => [name, expectedTensor(tensor, bound[name]!, dtype)]),
  );
}

function expectedTensor(json: JsonTensor, bound: readonly number[], dtype: FloatDtype): Expected {
  const values = json.data.map(Number);
  // The answer in the file is the float64 nearest to the exact one, half a unit away from it at most.
  const bounds = values.map((value, i) => {
    const exact = bound[i]! === 0;
    return exact ? 0 : bound[i]! + Math.abs(value) * precisions.float64.u + precisions[dtype].eta;
  });
  return { shape: json.shape, values, bounds };
}

/** The trace of an operator vector's call. */
export function traceOperatorVector(vector: OperatorVector, dtype: FloatDtype): Trace {
  return traceCall(vector.operator, fromJsonAll(vector.inputs, dtype), vector.attributes);
}

/** The error bounds that an implementation can promise. */
export type Bound = NonNullable<Claim['bound']>;

/** What `bounds` is told of a call on its own that keeps a promised bound. */
export function transformedCall(
  operator: OperatorName,
  bound: Bound,
  attributes: object = {},
): TransformedNode[] {
  if (bound === 'direct') return [];
  const w = 'w' in operators[operator].inputs ? 'w' : undefined;
  return [{ operator, attributes, bound, x: 'x', w, y: 'y' }];
}

type Answers = Pick<Expectation, 'values' | 'gradients'>;

const derivedAnswers = new WeakMap<object, Map<string, Answers>>();

/** The answers of a vector, whose bounds take longer to derive than a run takes: derived once for all implementations. */
function answersOnce(vector: object, key: string, derive: () => Answers): Answers {
  const known = derivedAnswers.get(vector) ?? new Map<string, Answers>();
  derivedAnswers.set(vector, known);
  const answers = known.get(key) ?? derive();
  known.set(key, answers);
  return answers;
}

/** What an operator vector expects; `bound` is what the implementation promises. */
export function expectOperator(vector: OperatorVector, dtype: FloatDtype, bound: Bound): Expectation {
  const inputs = fromJsonAll(vector.inputs, dtype);
  const outputGrads = gradientsFromJson(vector.outputGrads, dtype);
  const answers = answersOnce(vector, `${dtype} ${bound}`, () => {
    const transformed = transformedCall(vector.operator, bound, vector.attributes);
    const derived = bounds(traceOperatorVector(vector, dtype), inputs, outputGrads, dtype, { transformed });
    const own = { ...vector, ...(dtype === 'float32' ? vector.float32 : {}) };
    return {
      values: expected(own.outputs, derived.values, dtype),
      gradients: expected(own.inputGrads ?? {}, derived.gradients, dtype),
    };
  });
  return { inputs, outputGrads, ...answers };
}

/** What a graph expects; `promised` are the bounds of the nodes that run on an implementation which promises another. */
export function expectGraph(
  vector: GraphVector | ArithmeticVector,
  dtype: FloatDtype,
  promised: ReadonlyMap<string, Bound>,
): Expectation {
  const inputs = fromJsonAll(vector.inputs, dtype);
  const graph = vector.kind === 'graph' ? vector : undefined;
  const outputGrads = gradientsFromJson(graph?.outputGrads, dtype);
  const boundOf = (name: string): Bound => promised.get(name) ?? 'direct';
  const key = [dtype, ...vector.nodes.map(({ name }) => boundOf(name))].join(' ');
  const answers = answersOnce(vector, key, () => {
    const transformed = transformedNodes(vector.nodes, ({ name }) => boundOf(name));
    const derived = bounds(traceGraph(vector.nodes, inputs), inputs, outputGrads, dtype, { transformed });
    const own: { values?: JsonTensors; gradients?: JsonTensors } =
      (dtype === 'float32' && vector.float32) || {};
    return {
      values: expected(own.values ?? vector.values, derived.values, dtype),
      gradients: expected(own.gradients ?? graph?.gradients ?? {}, derived.gradients, dtype),
    };
  });
  return { inputs, outputGrads, ...answers };
}

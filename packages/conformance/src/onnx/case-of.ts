/**
 * A vector in one dtype as a case of ONNX.
 *
 * @module
 */
import { inferShapes, type FloatDtype, type OperatorName } from '@gradspec/spec';
import { fromJsonAll } from '../vectors/json-tensor.ts';
import type { JsonTensors, OperatorVector } from '../vectors/types.ts';
import type { LeftOut, OnnxCase, OnnxTensor } from './graph.ts';
import { graphs, type GraphOf } from './graphs/index.ts';

/** The operators that ONNX Runtime has in float32 only: there is no engine to verify the others with. */
const float32Only: ReadonlySet<OperatorName> = new Set([
  'conv',
  'convTranspose',
  'avgPool',
  'leakyRelu',
  'elu',
  'rnn',
  'lstm',
  'gru',
]);

type Tensors = Readonly<Record<string, OnnxTensor>>;

const named = (json: JsonTensors, dtype: FloatDtype): Tensors =>
  Object.fromEntries(
    Object.entries(fromJsonAll(json, dtype)).map(([name, tensor]) => [name, { name, ...tensor }]),
  );

const finite = (tensors: Tensors): boolean =>
  Object.values(tensors).every(({ data }) => Array.from(data).every(Number.isFinite));

/** Whether something is there, and nothing above 10⁻⁴. */
function isTiny({ data }: OnnxTensor): boolean {
  const largest = Array.from(data, Number).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest > 0 && largest < 1e-4;
}

/** The case, or why there is none. */
export function caseOf(vector: OperatorVector, dtype: FloatDtype): OnnxCase | LeftOut {
  const { operator } = vector;
  const graph = graphs[operator] as GraphOf<OperatorName> | undefined;
  if (!graph) return { leftOut: 'ONNX has no such operator' };
  if (dtype === 'float64' && float32Only.has(operator))
    return { leftOut: 'ONNX Runtime has no float64 kernel of it' };
  const inputs = named(vector.inputs, dtype);
  const outputs = named((dtype === 'float32' && vector.float32?.outputs) || vector.outputs, dtype);
  const { x: _, ...others } = inputs;
  const read = inputs.lengths ? others : inputs; // past the end of a sequence x may hold NaN
  if (!finite(read) || !finite(outputs))
    return { leftOut: 'ONNX does not say what becomes of NaN and infinities' };
  if (Object.values(outputs).some(isTiny))
    return { leftOut: 'answers so small that ONNX’s own comparison, to 10⁻⁷, proves nothing' };
  const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
  const { attributes } = inferShapes(operator, shapes, vector.attributes);
  return graph({ inputs, outputs, attributes, dtype });
}

/**
 * The losses that ONNX has: SoftmaxCrossEntropyLoss, and ReduceSumSquare times a constant for sumOfSquares.
 *
 * @module
 */
import type { FilledAttributes } from '@gradspec/spec';
import type { OnnxCase, SpecCall } from '../graph.ts';
import { integersConstant, numberConstant } from './parts.ts';

/** SoftmaxCrossEntropyLoss of the scores as rows [N, K], where ONNX has the classes in the second axis. */
export function softmaxCrossEntropy({
  inputs,
  outputs,
  attributes: { reduction },
}: SpecCall<FilledAttributes<'softmaxCrossEntropy'>>): OnnxCase {
  const { scores, labels } = inputs as Record<'scores' | 'labels', SpecCall['inputs'][string]>;
  const { loss } = outputs as { loss: SpecCall['outputs'][string] };
  const rows = labels.data.length;
  const inShape = reduction === 'none';
  return {
    nodes: [
      { op: 'Reshape', inputs: ['scores', 'rows'], outputs: ['scoreRows'] },
      { op: 'Reshape', inputs: ['labels', 'flat'], outputs: ['labelRow'] },
      {
        op: 'SoftmaxCrossEntropyLoss',
        inputs: ['scoreRows', 'labelRow'],
        outputs: [inShape ? 'losses' : 'loss'],
        attributes: { ignore_index: { i: -1 }, reduction: { s: reduction } },
      },
      ...(inShape ? [{ op: 'Reshape', inputs: ['losses', 'shape'], outputs: ['loss'] }] : []),
    ],
    constants: [
      integersConstant('rows', [rows, scores.shape.at(-1)!]),
      integersConstant('flat', [rows]),
      ...(inShape ? [integersConstant('shape', loss.shape)] : []),
    ],
    inputs: [scores, labels],
    outputs: [loss],
  };
}

/** ReduceSumSquare, and Mul by the scale. */
export const sumOfSquares = (call: SpecCall<FilledAttributes<'sumOfSquares'>>): OnnxCase => ({
  nodes: [
    { op: 'ReduceSumSquare', inputs: ['x'], outputs: ['squares'], attributes: { keepdims: { i: 0 } } },
    { op: 'Mul', inputs: ['squares', 'scale'], outputs: ['loss'] },
  ],
  constants: [numberConstant('scale', call.attributes.scale, call.dtype)],
  inputs: Object.values(call.inputs),
  outputs: Object.values(call.outputs),
});

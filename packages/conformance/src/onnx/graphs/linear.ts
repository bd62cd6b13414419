/**
 * linear: ONNX's Gemm where x has two axes, otherwise Transpose, MatMul and Add.
 *
 * @module
 */
import type { OnnxCase, OnnxNode, SpecCall } from '../graph.ts';
import { oneNode } from './parts.ts';

/** y = x·wᵀ + b. */
export function linear(call: SpecCall): OnnxCase {
  const { x, w, b } = call.inputs as { x: SpecCall['inputs'][string] } & SpecCall['inputs'];
  if (x.shape.length === 2) return oneNode(call, 'Gemm', ['x', 'w', 'b'], { transB: { i: 1 } });
  const product: readonly OnnxNode[] = [
    { op: 'Transpose', inputs: ['w'], outputs: ['turned'], attributes: { perm: { ints: [1, 0] } } },
    { op: 'MatMul', inputs: ['x', 'turned'], outputs: [b ? 'product' : 'y'] },
  ];
  return {
    nodes: b ? [...product, { op: 'Add', inputs: ['product', 'b'], outputs: ['y'] }] : product,
    inputs: [x, w!, ...(b ? [b] : [])],
    outputs: Object.values(call.outputs),
  };
}

/**
 * `maxPool` and `avgPool` in ONNX. It has no gradient of either.
 *
 * @module
 */
import type { Call } from '@gradspec/spec';
import type { EngineOperator } from '../engine.ts';
import { notImplemented } from '../not-implemented.ts';
import { reachedPadding } from '../reached-padding.ts';
import type { OnnxGraph } from './model.ts';
import { asOnnx, runGraph, type Runtime } from './runtime.ts';

function poolGraph(call: Call<'maxPool'> | Call<'avgPool'>): OnnxGraph {
  const { kernel, stride, padding } = call.attributes;
  const reached = reachedPadding(call);
  if (
    'countIncludePad' in call.attributes &&
    call.attributes.countIncludePad &&
    reached.some(([, after], axis) => after > padding[axis]![1])
  )
    notImplemented({
      operator: call.operator,
      argument: 'ceilMode',
      expected: 'no overhang where padding counts (a padded window counts as a whole here)',
      got: call.attributes.ceilMode,
    });
  const attributes = {
    kernel_shape: kernel,
    strides: stride,
    pads: [...reached.map(([before]) => before), ...reached.map(([, after]) => after)],
    ...('dilation' in call.attributes
      ? { dilations: call.attributes.dilation }
      : { count_include_pad: call.attributes.countIncludePad ? 1 : 0 }),
  };
  const op = call.operator === 'maxPool' ? 'MaxPool' : 'AveragePool';
  return {
    nodes: [{ op, inputs: ['x'], outputs: ['y'], attributes }],
    constants: {},
    feeds: { x: asOnnx(call.inputs.x) },
    outputs: ['y'],
  };
}

/** One of the two pools on a runtime. */
export function poolOn<Op extends 'maxPool' | 'avgPool'>(runtime: Runtime): EngineOperator<Op> {
  return {
    backward: false,
    async open(given, outputGrads) {
      const call = given as Call<'maxPool'> | Call<'avgPool'>;
      const forward = await runGraph(runtime, poolGraph(call), call.outputShapes);
      const gradients = outputGrads ? { x: 'ONNX has no gradient of a pool' } : {};
      return { forward, gradients, close: () => forward.close() };
    },
  };
}

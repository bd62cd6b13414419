/**
 * Recomputing an operator vector.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import { traceCall, type Trace } from '../oracle/trace.ts';
import { fromJsonAll, gradientsFromJson } from '../vectors/json-tensor.ts';
import type { JsonTensors, OperatorVector } from '../vectors/types.ts';
import {
  isExact,
  recomputePart,
  solve,
  survivesRounding,
  type Difference,
  type Recomputed,
  type Tensors,
} from './difference.ts';

/** Recomputes outputs and gradients, adds what float32 needs of its own, and finds out whether all is exact. */
export function recomputeOperator(vector: OperatorVector): Recomputed {
  const differences: Difference[] = [];
  const at = (dtype: FloatDtype) => ({
    inputs: fromJsonAll(vector.inputs, dtype),
    outputGrads: gradientsFromJson(vector.outputGrads, dtype),
  });
  const { inputs, outputGrads } = at('float64');
  const traceOf = (of: Tensors) => traceCall(vector.operator, of, vector.attributes);
  const trace = traceOf(inputs);
  const solved = solve(trace, inputs, outputGrads);
  const outputNames = [...trace.values.keys()].filter((name) => !Object.hasOwn(inputs, name));
  const inputNames = vector.outputGrads
    ? [...trace.values.keys()].filter((name) => Object.hasOwn(inputs, name))
    : [];
  const part = (
    name: 'outputs' | 'inputGrads',
    stated: JsonTensors | undefined,
    from: typeof solved,
    of: Trace,
  ): JsonTensors => {
    const which = name === 'outputs' ? 'values' : 'gradients';
    const names = name === 'outputs' ? outputNames : inputNames;
    return recomputePart(
      { at: name, stated, exact: from.exact[which], slack: from.slack[which], names, trace: of },
      differences,
    );
  };
  const {
    outputs: statedOutputs,
    outputGrads: grads,
    inputGrads: statedGrads,
    float32,
    exact: _exact,
    alternatives,
    ...head
  } = vector;
  const outputs = part('outputs', statedOutputs, solved, trace);
  const inputGrads = vector.outputGrads && part('inputGrads', statedGrads, solved, trace);
  const float32Part = () => {
    const rounded = at('float32');
    const roundedTrace = traceOf(rounded.inputs);
    const own = solve(roundedTrace, rounded.inputs, rounded.outputGrads);
    return {
      outputs: part('outputs', float32?.outputs, own, roundedTrace),
      ...(vector.outputGrads && { inputGrads: part('inputGrads', float32?.inputGrads, own, roundedTrace) }),
    };
  };
  const needs32 = !vector.dtypes && !(survivesRounding(inputs) && survivesRounding(outputGrads));
  const recomputed: OperatorVector = {
    ...head,
    outputs,
    ...(grads && { outputGrads: grads }),
    ...(inputGrads && { inputGrads }),
    ...(needs32 && { float32: float32Part() }),
    ...(!needs32 && isExact(trace, at) && { exact: true }),
    ...(alternatives && { alternatives }),
  };
  return { vector: recomputed, differences };
}

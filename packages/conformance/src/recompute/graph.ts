/**
 * Recomputing a graph: every intermediate value and gradient, whether it was stated or not.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import { traceGraph } from '../oracle/trace.ts';
import { fromJsonAll, gradientsFromJson } from '../vectors/json-tensor.ts';
import type { ArithmeticVector, GraphVector, JsonTensors } from '../vectors/types.ts';
import {
  isExact,
  recomputePart,
  solve,
  survivesRounding,
  type Difference,
  type Recomputed,
} from './difference.ts';

/** Recomputes all values and, for a net with output gradients, all gradients. */
export function recomputeGraph(vector: GraphVector | ArithmeticVector): Recomputed {
  const differences: Difference[] = [];
  const seeds = vector.kind === 'graph' ? vector.outputGrads : undefined;
  const at = (dtype: FloatDtype) => ({
    inputs: fromJsonAll(vector.inputs, dtype),
    outputGrads: gradientsFromJson(seeds, dtype),
  });
  const recompute = (
    dtype: FloatDtype,
    stated: { values?: JsonTensors; gradients?: JsonTensors } | undefined,
  ) => {
    const { inputs, outputGrads } = at(dtype);
    const trace = traceGraph(vector.nodes, inputs);
    const { exact, slack } = solve(trace, inputs, outputGrads);
    const all = [...trace.values.keys()];
    const part = (name: 'values' | 'gradients', names: readonly string[]) =>
      recomputePart(
        { at: name, stated: stated?.[name], exact: exact[name], slack: slack[name], names, trace },
        differences,
      );
    const values = part(
      'values',
      all.filter((name) => !Object.hasOwn(inputs, name)),
    );
    return { values, ...(seeds && { gradients: part('gradients', all) }) };
  };
  const { inputs, outputGrads } = at('float64');
  const needs32 = !vector.dtypes && !(survivesRounding(inputs) && survivesRounding(outputGrads));
  const relations = vector.kind === 'graph' ? vector.relations : undefined;
  const { values: _v, float32, exact: _e, ...rest } = vector;
  const { gradients: _g, relations: _r, outputGrads: _o, ...head } = rest as Partial<GraphVector>;
  const graph = {
    ...head,
    ...(seeds && { outputGrads: seeds }),
    ...recompute('float64', vector),
    ...(needs32 && { float32: recompute('float32', float32) }),
    ...(!needs32 && isExact(traceGraph(vector.nodes, inputs), at) && { exact: true }),
    ...(relations && { relations }),
  };
  return { vector: graph as GraphVector | ArithmeticVector, differences };
}

/**
 * The vectors that failed, as trials: what they showed has to be explained, too.
 *
 * @module
 */
import type { OperatorName } from '@gradspec/spec';
import { filledAttributesOf, isRight, shapedCall } from '../generated/shaped-call.ts';
import { workOf } from '../generated/work.ts';
import { dtypesOf } from '../runner/expectation.ts';
import type { VectorResult } from '../runner/result.ts';
import { fromJsonAll, gradientsFromJson } from '../vectors/json-tensor.ts';
import { loadVectors } from '../vectors/load.ts';
import type { OperatorVector } from '../vectors/types.ts';
import type { Trial } from './trials.ts';

/** Vectors of real networks' shapes would take longer than the rest of a diagnosis. */
const mostWork = 50_000;

/** The failed vectors of an operator as trials. */
export function failingTrials(results: readonly VectorResult[], operator: OperatorName): Trial[] {
  const failed = new Set(results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id));
  return loadVectors()
    .filter((vector) => vector.kind === 'operator')
    .filter((vector) => vector.operator === operator && failed.has(vector.id))
    .flatMap(trialOf);
}

/** None for a vector whose call the spec refuses, or that is too large. */
function trialOf({
  operator,
  inputs: json,
  attributes = {},
  outputGrads,
  ...vector
}: OperatorVector): Trial[] {
  const dtype = dtypesOf({ operator, inputs: json, outputGrads, ...vector } as OperatorVector)[0]!;
  const inputs = fromJsonAll(json, dtype);
  const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
  const call = shapedCall(operator, shapes, attributes);
  if (!isRight(call) || workOf(call) > mostWork) return [];
  return [
    {
      id: vector.id,
      operator,
      inputs,
      attributes,
      filled: filledAttributesOf(call),
      outputGrads: gradientsFromJson(outputGrads, dtype),
    },
  ];
}

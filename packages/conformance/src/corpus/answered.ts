/**
 * The exact answers to a case of the corpus.
 *
 * They come from fractions, or from 80 digits where functions occur, and are rounded once, to float64; both dtypes are judged
 * by them.
 *
 * @module
 */
import { recomputeOperator } from '../recompute/operator.ts';
import type { JsonTensors, OperatorVector } from '../vectors/types.ts';

/** A case with its answers computed from its inputs; those that it has are not looked at. */
export function answered(call: Omit<OperatorVector, 'outputs'>): OperatorVector {
  const { inputs, outputGrads } = call;
  const finite = {
    ...call,
    outputs: undefined,
    inputGrads: undefined,
    inputs: withoutNaN(inputs),
    ...(outputGrads && { outputGrads: withoutNaN(outputGrads) }),
  };
  const { vector } = recomputeOperator(finite as unknown as OperatorVector);
  return { ...(vector as OperatorVector), inputs, ...(outputGrads && { outputGrads }) };
}

/** What is never read, past the end of a sequence, is NaN in the case; fractions have no NaN, and take 0. */
const withoutNaN = (tensors: JsonTensors): JsonTensors =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { data, ...head }]) => [
      name,
      { ...head, data: data.map((value) => (value === 'NaN' ? 0 : value)) },
    ]),
  );

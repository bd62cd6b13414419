/**
 * Comparing results with a vector that allows another reasonable choice: one that was made is a note.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import { fromJsonAll, gradientsFromJson } from '../vectors/json-tensor.ts';
import type { OperatorVector } from '../vectors/types.ts';
import type { Tensors } from './any-kernel.ts';
import { compare } from './compare.ts';
import type { Expectation } from './expectation.ts';
import type { Findings } from './result.ts';

type Alternatives = readonly { readonly description: string; readonly tensors: Tensors }[];

/** The other choices that a vector allows in its outputs, or in its gradients. */
export function alternativesOf(
  vector: OperatorVector,
  which: 'outputs' | 'inputGrads',
  dtype: FloatDtype,
): Alternatives {
  return (vector.alternatives ?? [])
    .filter((alternative) => alternative[which])
    .map((alternative) => ({
      description: alternative.description,
      tensors:
        which === 'outputs'
          ? fromJsonAll(alternative.outputs, dtype)
          : gradientsFromJson(alternative.inputGrads, dtype),
    }));
}

/** Records how each expected tensor came out; `label` names it in a failure. */
export function checkTensors(
  got: Tensors,
  expected: Expectation['values'],
  label: (name: string) => string,
  findings: Findings,
  alternatives: Alternatives,
): void {
  for (const [name, right] of Object.entries(expected)) {
    const comparison = compare(got[name], right, findings.dtype!);
    const other =
      comparison.outcome === 'wrong' &&
      alternatives.find(({ tensors }) => {
        const values = tensors[name];
        return (
          values &&
          compare(got[name], { ...right, values: Array.from(values.data) }, findings.dtype!).outcome !==
            'wrong'
        );
      });
    if (other) findings.notes.push(`${label(name)}: ${other.description}`);
    else findings.record(label(name), comparison);
  }
}

/**
 * The check `worked-examples`: the published vectors of an operator.
 *
 * @module
 */
import { operatorNames } from '@gradspec/spec';
import { dtypesOf } from '../../runner/expectation.ts';
import { runVector } from '../../runner/run-vector.ts';
import { loadVectors } from '../../vectors/load.ts';
import type { Vector } from '../../vectors/types.ts';
import { bothDtypes, type Check } from '../check.ts';
import { CheckFindings } from '../check-findings.ts';

/** The check. */
export const workedExamples: Check = {
  id: 'worked-examples',
  title: 'the published vectors of the operator agree',
  catches: 'any wrong number of the examples; their sizes are chosen so that most slips show',
  why:
    'Each vector is a call with its exact answer, computed from the definition in fractions or 80 digits, and most come ' +
    'from a text that explains them. A failure can be read on paper: `gradspec explain` writes the same example out. ' +
    'Nets are left to a run of the vectors: there one wrong operator fails for the others.',
  provesLittle: 'where a bound is over 1 % of the result, which a note says',
  operators: operatorNames,
  dtypes: bothDtypes,
  async run(implementation, operator, { dtype }) {
    const findings = new CheckFindings(dtype);
    for (const vector of loadVectors()) {
      const asked = 'operator' in vector && vector.operator === operator ? inDtype(vector, dtype) : undefined;
      if (!asked) continue;
      const { outcome, failures, notes } = await runVector(implementation, asked);
      if (outcome === 'not run') {
        for (const note of notes) findings.replace(note);
        continue;
      }
      findings.calls += 1;
      findings.failures.push(
        ...failures.map((failure) => ({ ...failure, what: `${vector.id}: ${failure.what}` })),
      );
      findings.notes.push(...notes.map((note) => `${vector.id}: ${note}`));
      if (outcome === 'forward only') findings.forwardOnly = true;
    }
    return findings;
  },
};

/** A vector as it is run in one dtype; undefined where it has no answer in it. What has no dtype runs with float64. */
function inDtype(vector: Vector, dtype: 'float32' | 'float64'): Vector | undefined {
  if (vector.kind !== 'operator') return dtype === 'float64' ? vector : undefined;
  return dtypesOf(vector).includes(dtype) ? { ...vector, dtypes: [dtype] } : undefined;
}

/**
 * The suite as jest tests: `describeConformance(myImplementation)` makes one test per vector, named by its id.
 *
 * @module
 */
import { describe, test } from '@jest/globals';
import type { Implementation } from '@gradspec/spec';
import { failureText } from '../report/failures.ts';
import { runVector } from '../runner/run-vector.ts';
import { loadVectors } from '../vectors/load.ts';
import type { Vector } from '../vectors/types.ts';

/** Whether a vector has anything to do with what an implementation claims. */
function concerns({ kernels }: Implementation, vector: Vector): boolean {
  if (vector.kind === 'count') return false;
  return 'nodes' in vector
    ? vector.nodes.some(({ operator }) => kernels[operator])
    : kernels[vector.operator] !== undefined;
}

/**
 * One jest test per published vector that concerns an operator the implementation has, named by the vector's id, and one
 * that fails when there is none.
 *
 * @param vectors - other vectors than the published ones
 */
export function describeConformance(
  implementation: Implementation,
  vectors: readonly Vector[] = loadVectors(),
): void {
  const own = vectors.filter((vector) => concerns(implementation, vector));
  describe(`${implementation.name} conforms`, () => {
    test('claims an operator that the vectors verify', () => {
      if (own.length === 0)
        throw new Error(`${implementation.name}: verified nothing, it claims no operator of the spec`);
    });
    for (const vector of own)
      test(vector.id, async () => {
        const result = await runVector(implementation, vector);
        if (result.outcome === 'failed') throw new Error(failureText(result, vector, implementation.name));
        // Agreement that proves little is nobody's mistake, and no pass either: it is said.
        if (result.outcome === 'weak') console.warn(`${vector.id} proves little: ${result.notes.join('; ')}`);
      });
  });
}

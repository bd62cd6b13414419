/**
 * Running one vector of any kind.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import type { Vector } from '../vectors/types.ts';
import type { VectorResult } from './result.ts';
import { runContributions } from './run-contributions.ts';
import { runGraph, type GraphBackward } from './run-graph.ts';
import { runJacobian } from './run-jacobian.ts';
import { runOperator } from './run-operator.ts';
import { runCount, runError, runShape } from './run-shapes.ts';

/**
 * Runs a vector on an implementation; whatever the implementation does, this returns a result. The gradients of nets come from
 * `sweep`, the backward pass of packages/graph when it is left out.
 */
export async function runVector(
  implementation: Implementation,
  vector: Vector,
  sweep?: GraphBackward,
): Promise<VectorResult> {
  switch (vector.kind) {
    case 'operator':
      return runOperator(implementation, vector);
    case 'graph':
    case 'arithmetic':
      return runGraph(implementation, vector, sweep);
    case 'contributions':
      return runContributions(implementation, vector);
    case 'jacobian':
      return runJacobian(implementation, vector);
    case 'shape':
      return runShape(implementation, vector);
    case 'error':
      return runError(implementation, vector);
    case 'count':
      return runCount(vector);
  }
}

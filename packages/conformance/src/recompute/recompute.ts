/**
 * Recomputing what a vector expects: every number from the definition, exactly, as the nearest float64.
 *
 * @module
 */
import type { Vector } from '../vectors/types.ts';
import { recomputeContributions } from './contributions.ts';
import type { Recomputed } from './difference.ts';
import { recomputeGraph } from './graph.ts';
import { recomputeJacobian } from './jacobian.ts';
import { recomputeOperator } from './operator.ts';

/** Recomputes a vector; kinds that hold no computed numbers come back as they are. */
export function recompute(vector: Vector): Recomputed {
  switch (vector.kind) {
    case 'operator':
      return recomputeOperator(vector);
    case 'graph':
    case 'arithmetic':
      return recomputeGraph(vector);
    case 'jacobian':
      return recomputeJacobian(vector);
    case 'contributions':
      return recomputeContributions(vector);
    case 'count':
    case 'shape':
    case 'error':
      return { vector, differences: [] };
  }
}

/**
 * The backward pass with what came back along each edge kept apart: where a value branches, its gradient is the sum of
 * them, as cs231n draws it with a number under every edge.
 *
 *   x read by q1 and q2:   df/dx = (df/dq1)·(∂q1/∂x) + (df/dq2)·(∂q2/∂x), one term per edge
 *
 * @module
 */
import { arrayOf, type FloatTensor } from '@gradspec/spec';
import { backward, type EdgeGradient } from './backward.ts';
import type { Run } from './forward.ts';
import type { Ref } from './graph.ts';

/** The gradients of a run, and the terms that each of them is the sum of. */
export interface ByEdge {
  /** The gradient of every floating value, as `backward` returns it. */
  readonly gradients: ReadonlyMap<Ref, FloatTensor>;
  /** The terms of each, in the order in which they were added; a value that no seed depends on is not in it. */
  readonly edges: ReadonlyMap<Ref, readonly EdgeGradient[]>;
}

/**
 * `backward`, with the gradient of every edge: one more tensor in memory per edge, and no more time.
 *
 * @param outputGrads - Where to start: a gradient for each value that counts.
 * @throws GraphError and SpecError as `backward` does.
 */
export async function backwardByEdge(
  run: Run,
  outputGrads: Readonly<Record<Ref, FloatTensor>>,
): Promise<ByEdge> {
  const edges = new Map<Ref, EdgeGradient[]>();
  const gradients = await backward(run, outputGrads, undefined, ({ ref, reader, gradient }) => {
    const { dtype, shape, data } = gradient;
    const own = { dtype, shape: [...shape], data: arrayOf(dtype).from(data) } as FloatTensor;
    const known = edges.get(ref);
    if (known) known.push({ ref, reader, gradient: own });
    else edges.set(ref, [{ ref, reader, gradient: own }]);
  });
  return { gradients, edges };
}

/**
 * Workloads like the real ones, small enough for naive-loops.
 *
 * @module
 */
import { inferShapes, type OperatorName, type Shape } from '@gradspec/spec';
import { workloads, type Workload } from '../src/workloads.ts';

function resized(name: string, shapes: Readonly<Record<string, Shape>>): Workload {
  const like = workloads.find((workload) => workload.name === name)!;
  const operator: OperatorName = like.operator;
  return { ...like, shapes, outputs: inferShapes(operator, shapes as object, like.attributes).outputShapes };
}

/** A conv with padding of 2 samples, 3 channels in and 4 out. */
export const conv = resized('resnet-3x3', { x: [2, 3, 5, 7], w: [4, 3, 3, 3] });
/** A linear of 5 rows, 7 in and 3 out. */
export const linear = resized('dense-512', { x: [5, 7], w: [3, 7] });
/** An lstm of 11 steps, 3 sequences. */
export const lstm = resized('lstm', { x: [11, 3, 4], wx: [8, 4], wh: [8, 2], b: [8] });
/** A max pool. */
export const pool = resized('pool-max', { x: [2, 3, 6, 4] });

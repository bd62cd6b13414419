/**
 * The tensors of a workload: seeded, float32, in [−scale, scale).
 *
 * Weights are scaled by 1 / √(terms of a sum), as networks are initialised: sums then have the size of the data, gates do
 * not saturate, and an error of a result is judged beside numbers that matter.
 *
 * @module
 */
import { elementCount, type Float32Tensor, type Shape } from '@gradspec/spec';
import { signedRandom } from './random.ts';
import type { Workload } from './workloads.ts';

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Float32Tensor>>;

/** A workload with its tensors: what a contestant is asked to compute. */
export interface BenchCall {
  readonly workload: Workload;
  readonly inputs: Tensors;
  /** The gradient of the first output (y, or h); the others are left out. */
  readonly outputGrads: Tensors;
}

/** A float32 tensor of seeded random numbers, of the given shape, in [−scale, scale). */
export function randomTensor(shape: Shape, seed: number, scale = 1): Float32Tensor {
  const random = signedRandom(seed);
  return {
    dtype: 'float32',
    shape,
    data: Float32Array.from({ length: elementCount(shape) }, () => scale * random()),
  };
}

/** The call of a workload; the same one every time. */
export function callOf(workload: Workload): BenchCall {
  const names = Object.entries(workload.shapes);
  const inputs = names.map(([name, shape], i) => {
    const terms = name.startsWith('w') ? elementCount(shape.slice(1)) : 1;
    return [name, randomTensor(shape, 101 + i, 1 / Math.sqrt(terms))] as const;
  });
  const [output, shape] = Object.entries(workload.outputs)[0]!;
  return {
    workload,
    inputs: Object.fromEntries(inputs),
    outputGrads: { [output]: randomTensor(shape, 202) },
  };
}

/** Bytes of tensors of these shapes in float32. */
const bytesOf = (shapes: readonly Shape[]): number =>
  4 * shapes.reduce((sum, shape) => sum + elementCount(shape), 0);

/**
 * The bytes of everything that a contestant of ours is handed and hands back in one turn: inputs, outputs and, where a
 * gradient is computed, the output gradient and the gradients asked for.
 */
export function tensorBytes({ workload, inputs, outputGrads }: BenchCall, wanted: readonly string[]): number {
  const gradients = wanted.map((name) => inputs[name]!.shape);
  const given = wanted.length > 0 ? Object.values(outputGrads).map(({ shape }) => shape) : [];
  return bytesOf([
    ...Object.values(workload.shapes),
    ...Object.values(workload.outputs),
    ...given,
    ...gradients,
  ]);
}

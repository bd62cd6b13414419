/**
 * An operator's kernel without its types: which operator a node has is known only when the graph runs.
 *
 * @module
 */
import type { Implementation, MaybePromise, OperatorName, Tensor } from '@gradspec/spec';

/** Tensors by the names of an operator's inputs or outputs. */
export type Tensors = Readonly<Record<string, Tensor | undefined>>;

interface AnyKernel {
  forward(inputs: Tensors, attributes?: object): MaybePromise<{ outputs: Tensors; saved: unknown }>;
  backward?(outputGrads: Tensors, saved: unknown, wanted: readonly string[]): MaybePromise<Tensors>;
}

/** The kernel of an operator, or undefined when the implementation has none. */
export function kernelOf({ kernels }: Implementation, operator: OperatorName): AnyKernel | undefined {
  return kernels[operator] as unknown as AnyKernel | undefined;
}

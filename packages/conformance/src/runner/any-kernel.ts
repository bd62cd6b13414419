/**
 * A kernel of whichever operator: for code that knows only when it runs which one it has.
 *
 * @module
 */
import type { Implementation, MaybePromise, OperatorName, Tensor } from '@gradspec/spec';

/** Tensors by the names of an operator's inputs or outputs. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** A kernel whose operator is not known. */
export interface AnyKernel {
  forward(inputs: Tensors, attributes?: object): MaybePromise<{ outputs: Tensors; saved: unknown }>;
  backward?(outputGrads: Tensors, saved: unknown, wanted?: readonly string[]): MaybePromise<Tensors>;
}

/** The kernel of an operator, or undefined where the implementation has none. */
export function anyKernelOf({ kernels }: Implementation, operator: OperatorName): AnyKernel | undefined {
  return kernels[operator] as unknown as AnyKernel | undefined;
}

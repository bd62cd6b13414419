/**
 * A right kernel of one output whose gradients are replaced: what mistakes in local gradients are made of.
 *
 *   dx = dy · (∂y/∂x)
 *
 * @module
 */
import { tensor, type Tensor } from '@gradspec/spec';
import type { AnyKernel, Tensors } from '../../runner/any-kernel.ts';

/** The gradients of a right call, of its inputs, its output gradient and what was right. */
type Gradients = (call: { inputs: Tensors; dy: Tensor; right: Tensors }) => Tensors;

/** A kernel whose gradients are other ones; what the caller did not ask for stays away. */
export function withGradients(right: AnyKernel, gradients: Gradients): AnyKernel {
  return {
    async forward(inputs, attributes) {
      const { outputs, saved } = await right.forward(inputs, attributes);
      return { outputs, saved: { inputs, inner: saved } };
    },
    ...(right.backward && {
      async backward(outputGrads, saved, wanted) {
        const { inputs, inner } = saved as { inputs: Tensors; inner: unknown };
        const made = await right.backward!(outputGrads, inner, wanted);
        const { y: dy } = outputGrads;
        return dy ? { ...made, ...only(gradients({ inputs, dy, right: made }), made) } : made;
      },
    }),
  };
}

const only = (all: Tensors, asked: Tensors): Tensors =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name in asked));

/** dy times the local gradient of an element. */
export const chained = (dy: Tensor, local: (position: number) => number): Tensor =>
  tensor(
    dy.dtype,
    dy.shape,
    Array.from(dy.data, (d, i) => d * local(i)),
  );

/** Implementations with a mistake in one operator's backward. */
import { tensor, type FloatTensor, type Implementation, type OperatorName } from '@gradspec/spec';
import { kernelOf, type Tensors } from '../../src/kernel-of.ts';

type Change = (gradient: FloatTensor, input: string) => FloatTensor;

/** An implementation of one operator, right but for what `change` makes of its gradients. */
export function sabotaged(right: Implementation, operator: OperatorName, change: Change): Implementation {
  const kernel = kernelOf(right, operator)!;
  return mine(operator, {
    forward: (inputs, attributes) => kernel.forward(inputs, attributes),
    async backward(outputGrads, saved, wanted) {
      const gradients = await kernel.backward!(outputGrads, saved, wanted);
      const changed = Object.entries(gradients).map(([input, gradient]) => [
        input,
        change(gradient as FloatTensor, input),
      ]);
      return Object.fromEntries(changed) as Tensors;
    },
  });
}

/** An implementation of one operator. */
export const mine = (operator: OperatorName, kernel: ReturnType<typeof kernelOf>): Implementation => ({
  name: 'mine',
  version: '0.0.0',
  kernels: { [operator]: kernel },
});

/** The gradient of one input with its elements changed. */
export const elementwise =
  (input: string, change: (value: number, index: number) => number): Change =>
  (gradient, name) =>
    name === input ? tensor(gradient.dtype, gradient.shape, Array.from(gradient.data, change)) : gradient;

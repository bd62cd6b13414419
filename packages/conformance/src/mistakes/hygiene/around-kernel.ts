/**
 * A kernel with something done around its calls, and copies to do it on: the numbers stay those of the right kernel.
 *
 * @module
 */
import { tensor, type FloatTensor, type Tensor } from '@gradspec/spec';
import type { AnyKernel, Tensors } from '../../runner/any-kernel.ts';

/** What forward returns. */
export interface Ran {
  readonly outputs: Tensors;
  readonly saved: unknown;
}

/** What is done around the two calls; what is absent stays right. `run` makes the right call. */
export interface Around {
  forward?(run: (inputs: Tensors) => Promise<Ran>, inputs: Tensors): Promise<Ran>;
  backward?(
    run: (outputGrads: Tensors, saved: unknown, wanted?: readonly string[]) => Promise<Tensors>,
    call: { outputGrads: Tensors; saved: unknown; wanted: readonly string[] | undefined },
  ): Promise<Tensors>;
}

/** The right kernel with `around` around it. */
export function aroundKernel(right: AnyKernel, around: Around): AnyKernel {
  const run = async (outputGrads: Tensors, saved: unknown, wanted?: readonly string[]) =>
    right.backward!(outputGrads, saved, wanted);
  return {
    async forward(inputs, attributes) {
      const forward = async (asked: Tensors) => right.forward(asked, attributes);
      return around.forward ? around.forward(forward, inputs) : forward(inputs);
    },
    ...(right.backward && {
      async backward(outputGrads, saved, wanted) {
        if (!around.backward) return run(outputGrads, saved, wanted);
        return around.backward(run, { outputGrads, saved, wanted });
      },
    }),
  };
}

/** Each tensor made anew; what is no tensor stays as it is, for the right kernel to refuse. */
export function each(tensors: Tensors, make: (one: Tensor, name: string) => Tensor): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, one]) => [name, isTensor(one) ? make(one, name) : one]),
  );
}

/** Memory of their own. */
export const copies = (tensors: Tensors): Tensors =>
  each(tensors, ({ dtype, shape, data }) => ({ dtype, shape, data: data.slice() }) as Tensor);

/** The tensors that can have a gradient. */
export const floating = (tensors: Tensors): readonly FloatTensor[] =>
  Object.values(tensors).filter((one): one is FloatTensor => isTensor(one) && one.dtype !== 'int32');

/** The same numbers in the memory of another tensor of as many elements and of the dtype. */
export function inMemoryOf(place: Tensor, { dtype, shape, data }: Tensor): Tensor {
  place.data.set(data);
  return { dtype, shape, data: place.data } as Tensor;
}

/** Element by element. */
export const mapped = (one: Tensor, f: (value: number, position: number) => number): Tensor =>
  tensor(one.dtype, one.shape, Array.from(one.data, f));

/** Callers may give anything; what the spec refuses must reach it. */
const isTensor = (one: Tensor | undefined): one is Tensor => ArrayBuffer.isView(one?.data);

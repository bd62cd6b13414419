/**
 * The kernel that a mistake is planted into, asked something else or with its results spoilt: a right algorithm used wrongly.
 *
 * @module
 */
import { checkCall, tensor, type Tensor } from '@gradspec/spec';
import type { AnyKernel, Tensors } from '../../runner/any-kernel.ts';
import type { Recurrence } from './right/time-rules.ts';

/** A right call: its inputs, and its attributes filled in. */
export interface GivenCall {
  readonly inputs: Tensors;
  readonly attributes: { readonly reverse: boolean; readonly resetAfter?: boolean };
}

/** What a mistake changes; what is absent stays as it is. */
export interface Variation {
  inputs?(call: GivenCall): Tensors;
  attributes?(attributes: object): object;
  outputs?(outputs: Tensors, call: GivenCall): Tensors;
  outputGrads?(grads: Tensors, call: GivenCall): Tensors;
  gradients?(gradients: Tensors, call: GivenCall): Tensors;
}

interface Saved {
  readonly call: GivenCall;
  readonly inner: unknown;
}

/** A kernel with a variation. A wrong call is refused as the spec refuses it, before the mistake is made. */
export function variedCall(operator: Recurrence, right: AnyKernel, variation: Variation): AnyKernel {
  return {
    async forward(inputs, attributes = {}) {
      const call: GivenCall = {
        inputs,
        attributes: checkCall(operator, inputs as never, attributes).attributes,
      };
      const asked = variation.inputs?.(call) ?? inputs;
      const ran = await right.forward(asked, variation.attributes?.(attributes) ?? attributes);
      const saved: Saved = { call, inner: ran.saved };
      return { outputs: variation.outputs?.(ran.outputs, call) ?? ran.outputs, saved };
    },
    ...(right.backward && {
      async backward(outputGrads, saved, wanted) {
        const { call, inner } = saved as Saved;
        const asked = variation.outputGrads?.(outputGrads, call) ?? outputGrads;
        const made = await right.backward!(asked, inner, wanted);
        return variation.gradients?.(made, call) ?? made;
      },
    }),
  };
}

/** A tensor with each element made anew of its value and its position. */
export const mapped = (one: Tensor, f: (value: number, position: number) => number): Tensor =>
  tensor(one.dtype, one.shape, Array.from(one.data, f));

/** Some of these tensors made anew; those that are not there stay away. */
export function changed(
  tensors: Tensors,
  names: readonly string[],
  change: (one: Tensor, name: string) => Tensor,
): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, one]) => [name, names.includes(name) ? change(one, name) : one]),
  );
}

/** Some of these tensors as zeros. */
export const zeroed = (tensors: Tensors, ...names: readonly string[]): Tensors =>
  changed(tensors, names, (one) => mapped(one, () => 0));

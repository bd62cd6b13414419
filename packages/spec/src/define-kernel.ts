/**
 * How a kernel is written: the checks of the spec around a bare forward and backward.
 *
 * @module
 */
import { checkBackwardCall, checkCall, type BackwardCall, type Call } from './call.ts';
import type { SyncKernel } from './implementation.ts';
import type { InputGrads, InputName, OperatorName, Outputs } from './operators.ts';

/** The arithmetic of one operator; every call that reaches it is right. `S` is what forward saves for backward. */
export interface KernelBody<Op extends OperatorName, S> {
  forward(call: Call<Op>): { outputs: Outputs<Op>; saved: S };
  /** Computes the wanted gradients; what it returns beyond them is dropped. */
  backward(call: Call<Op>, backwardCall: BackwardCall<Op>, saved: S): InputGrads<Op>;
}

/**
 * A kernel whose calls are checked by the spec before the body sees them.
 *
 * @example
 * const relu = defineKernel('relu', {
 *   forward: ({ inputs: { x } }) => ({ outputs: { y: map(x, (v) => (v <= 0 ? 0 : v)) }, saved: undefined }),
 *   backward: ({ inputs: { x } }, { outputGrads: { y: dy } }) => ({ x: map2(x, dy, (v, d) => (v <= 0 ? 0 : d)) }),
 * });
 */
export function defineKernel<Op extends OperatorName, S>(
  operator: Op,
  body: KernelBody<Op, S>,
): SyncKernel<Op> {
  return {
    forward(inputs, attributes) {
      const call = checkCall(operator, inputs, attributes);
      const { outputs, saved } = body.forward(call);
      return { outputs, saved: { call, saved } };
    },
    backward(outputGrads, opaque, wanted) {
      const { call, saved } = opaque as { call: Call<Op>; saved: S };
      const backwardCall = checkBackwardCall(call, outputGrads, wanted);
      const grads = body.backward(call, backwardCall, saved);
      const kept: InputGrads<Op> = {};
      for (const name of Object.keys(grads) as InputName<Op>[])
        if (backwardCall.wanted.has(name)) kept[name] = grads[name];
      return kept;
    },
  };
}

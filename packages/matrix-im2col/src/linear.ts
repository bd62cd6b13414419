/**
 * The fully connected layer as matrix products, on the L rows of x; no matrix is transposed before it is packed.
 *
 *   Y = X·Wᵀ + b        [L, O] = [L, I]·[I, O]
 *
 *   dX = dY·W        dW = dYᵀ·X        db = the sums of dY's columns
 *
 * @module
 */
import { fillRows, multiply, withWorkspace, type FloatArray, type Strided } from '@gradspec/kernels';
import { defineKernel, elementCount, owned, type Call } from '@gradspec/spec';
import { biasGradient } from './bias.ts';

const sizesOf = ({ inputs: { x, w } }: Call<'linear'>) => {
  const [O, I] = w.shape as [number, number];
  return { L: elementCount(x.shape.slice(0, -1)), O, I };
};

/** `linear`, with the gradients of x, w and b. */
export const linear = defineKernel('linear', {
  forward(call) {
    const { inputs, outputShapes, dtype } = call;
    const { L, O, I } = sizesOf(call);
    return withWorkspace(dtype, (workspace) => {
      const { arena } = workspace;
      const a = { at: arena.put(dtype, inputs.x.data), row: I, column: 1 };
      const b = { at: arena.put(dtype, inputs.w.data), row: 1, column: I };
      const c = arena.room(dtype, L * O);
      if (inputs.b) fillRows(workspace, { at: c, R: L, width: O, row: inputs.b.data });
      multiply(workspace, { M: L, N: O, K: I, a, b, c, cRow: O, accumulate: inputs.b !== undefined });
      return { outputs: { y: owned(dtype, outputShapes.y, arena.take(dtype, c, L * O)) }, saved: undefined };
    });
  },

  backward(call, { outputGrads, wanted }) {
    const { inputs, dtype } = call;
    const { L, O, I } = sizesOf(call);
    return withWorkspace(dtype, (workspace) => {
      const { arena } = workspace;
      const dy = arena.put(dtype, outputGrads.y.data);
      const product = (M: number, K: number, a: Strided, right: FloatArray) => {
        const b = { at: arena.put(dtype, right), row: I, column: 1 };
        const c = arena.room(dtype, M * I);
        multiply(workspace, { M, N: I, K, a, b, c, cRow: I });
        return arena.take(dtype, c, M * I);
      };
      const dx = () => product(L, O, { at: dy, row: O, column: 1 }, inputs.w.data);
      const dw = () => product(O, L, { at: dy, row: 1, column: O }, inputs.x.data);
      return {
        ...(wanted.has('x') && { x: owned(dtype, inputs.x.shape, dx()) }),
        ...(wanted.has('w') && { w: owned(dtype, inputs.w.shape, dw()) }),
        ...(inputs.b &&
          wanted.has('b') && { b: biasGradient(workspace, { R: L, width: O, dz: dy, row: O }) }),
      };
    });
  },
});

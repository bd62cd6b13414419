/**
 * convTranspose as matrix products: conv's input gradient as a forward pass, and conv's forward pass as its gradient.
 *
 * x plays the part of conv's dy, and y that of its dx; w is conv's w.
 *
 * @module
 */
import { defineKernel, elementCount, owned } from '@gradspec/spec';
import { sumOverPositions } from './convolution/bias-gradient.ts';
import { along, back, weights } from './convolution/convolution.ts';
import { transposedGeometryOf } from './geometry.ts';

const method = 'direct';

/** The adjoint of conv in 1, 2 or 3 dimensions, with the gradients of x, w and b. */
export const convTranspose = defineKernel('convTranspose', {
  forward(call) {
    const { x, w, b } = call.inputs;
    const y = back(transposedGeometryOf(call), call.dtype, { dy: x.data, w: w.data, b: b?.data, method });
    return { outputs: { y: owned(call.dtype, call.outputShapes.y, y) }, saved: undefined };
  },

  backward(call, { outputGrads: { y: dy }, wanted }) {
    const { dtype, inputs } = call;
    const { x, w, b } = inputs;
    const geometry = transposedGeometryOf(call);
    const [N, M, ...O] = dy.shape as [number, number, ...number[]];
    const sizes = { N, M, positions: elementCount(O) };
    return {
      ...(wanted.has('x') && {
        x: owned(dtype, x.shape, along(geometry, dtype, { x: dy.data, w: w.data, method })),
      }),
      ...(wanted.has('w') && {
        w: owned(dtype, w.shape, weights(geometry, dtype, { x: dy.data, dy: x.data })),
      }),
      ...(b && wanted.has('b') && { b: owned(dtype, b.shape, sumOverPositions(dy.data, dtype, sizes)) }),
    };
  },
});

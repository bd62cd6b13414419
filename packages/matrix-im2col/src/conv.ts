/**
 * conv as matrix products, forward and backward; see `convolution/`.
 *
 * @module
 */
import { defineKernel, elementCount } from '@gradspec/spec';
import { sumOverPositions } from './convolution/bias-gradient.ts';
import { along, back, weights } from './convolution/convolution.ts';
import { geometryOf } from './geometry.ts';
import { owned } from './owned.ts';

/** Cross-correlation, or with `flip` true convolution, in 1, 2 or 3 dimensions, with the gradients of x, w and b. */
export const conv = defineKernel('conv', {
  forward(call) {
    const { x, w, b } = call.inputs;
    const y = along(geometryOf(call), call.dtype, { x: x.data, w: w.data, b: b?.data });
    return { outputs: { y: owned(call.dtype, call.outputShapes.y, y) }, saved: undefined };
  },

  backward(call, { outputGrads: { y: dy }, wanted }) {
    const { dtype, inputs } = call;
    const { x, w, b } = inputs;
    const geometry = geometryOf(call);
    const [N, M, ...O] = dy.shape as [number, number, ...number[]];
    const sizes = { N, M, positions: elementCount(O) };
    return {
      ...(wanted.has('x') && { x: owned(dtype, x.shape, back(geometry, dtype, { dy: dy.data, w: w.data })) }),
      ...(wanted.has('w') && {
        w: owned(dtype, w.shape, weights(geometry, dtype, { x: x.data, dy: dy.data })),
      }),
      ...(b && wanted.has('b') && { b: owned(dtype, b.shape, sumOverPositions(dy.data, dtype, sizes)) }),
    };
  },
});

/**
 * conv as matrix products, forward and backward; see `convolution/`.
 *
 * @module
 */
import { defineKernel, elementCount, owned, type SyncKernel } from '@gradspec/spec';
import { sumOverPositions } from './convolution/bias-gradient.ts';
import { along, back, weights, type Method } from './convolution/convolution.ts';
import { geometryOf } from './geometry.ts';

/** conv by a method: 1, 2 or 3 dimensions, with the gradients of x, w and b. */
const convBy = (method: Method): SyncKernel<'conv'> =>
  defineKernel('conv', {
    forward(call) {
      const { x, w, b } = call.inputs;
      const y = along(geometryOf(call), call.dtype, { x: x.data, w: w.data, b: b?.data, method });
      return { outputs: { y: owned(call.dtype, call.outputShapes.y, y) }, saved: undefined };
    },

    backward(call, { outputGrads: { y: dy }, wanted }) {
      const { dtype, inputs } = call;
      const { x, w, b } = inputs;
      const geometry = geometryOf(call);
      const [N, M, ...O] = dy.shape as [number, number, ...number[]];
      const sizes = { N, M, positions: elementCount(O) };
      const dx = () => back(geometry, dtype, { dy: dy.data, w: w.data, method });
      const dw = () => weights(geometry, dtype, { x: x.data, dy: dy.data });
      return {
        ...(wanted.has('x') && { x: owned(dtype, x.shape, dx()) }),
        ...(wanted.has('w') && { w: owned(dtype, w.shape, dw()) }),
        ...(b && wanted.has('b') && { b: owned(dtype, b.shape, sumOverPositions(dy.data, dtype, sizes)) }),
      };
    },
  });

/** Cross-correlation, or with `flip` true convolution, as direct sums. */
export const conv = convBy('direct');

/** The same by Winograd's way where it suits the call: faster, within a larger bound, and not exact on integers. */
export const winogradConv = convBy('winograd');

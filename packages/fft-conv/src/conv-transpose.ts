/**
 * convTranspose: conv's input gradient as a forward pass, and conv's forward pass as its gradient.
 *
 * x plays the part of conv's dy, and y that of its dx; w is conv's w.
 *
 * @module
 */
import { defineKernel, elementCount, owned } from '@gradspec/spec';
import { addBias, along, back, biasGradient, weights } from './convolution.ts';
import { geometryOf } from './geometry.ts';

/** The adjoint of conv in 1, 2 or 3 dimensions, with the gradients of x, w and b. */
export const convTranspose = defineKernel('convTranspose', {
  forward({ dtype, inputs: { x, w, b }, attributes, outputShapes }) {
    const geometry = geometryOf(attributes, { x: outputShapes.y, w: w.shape, y: x.shape });
    const y = back(geometry, dtype, { dy: x.data, w: w.data });
    if (b) addBias(y, b.data, elementCount(outputShapes.y.slice(2)));
    return { outputs: { y: owned(dtype, outputShapes.y, y) }, saved: geometry };
  },

  backward({ dtype, inputs: { x, w, b } }, { outputGrads: { y: dy }, wanted }, geometry) {
    const positions = elementCount(dy.shape.slice(2));
    return {
      ...(wanted.has('x') && {
        x: owned(dtype, x.shape, along(geometry, dtype, { x: dy.data, w: w.data })),
      }),
      ...(wanted.has('w') && {
        w: owned(dtype, w.shape, weights(geometry, dtype, { x: dy.data, dy: x.data })),
      }),
      ...(b &&
        wanted.has('b') && {
          b: owned(dtype, b.shape, biasGradient(dtype, dy.data, dy.shape[1]!, positions)),
        }),
    };
  },
});

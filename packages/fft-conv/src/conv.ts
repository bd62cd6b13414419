/**
 * conv and its gradients as products of spectra; see the README for where they come from.
 *
 * @module
 */
import { defineKernel, elementCount, owned } from '@gradspec/spec';
import { addBias, along, back, biasGradient, weights } from './convolution.ts';
import { geometryOf } from './geometry.ts';

/** Cross-correlation, or with `flip` true convolution, in 1, 2 or 3 dimensions, with the gradients of x, w and b. */
export const conv = defineKernel('conv', {
  forward({ dtype, inputs: { x, w, b }, attributes, outputShapes }) {
    const geometry = geometryOf(attributes, { x: x.shape, w: w.shape, y: outputShapes.y });
    const y = along(geometry, dtype, { x: x.data, w: w.data });
    if (b) addBias(y, b.data, elementCount(outputShapes.y.slice(2)));
    return { outputs: { y: owned(dtype, outputShapes.y, y) }, saved: geometry };
  },

  backward({ dtype, inputs: { x, w, b } }, { outputGrads: { y: dy }, wanted }, geometry) {
    const positions = elementCount(dy.shape.slice(2));
    return {
      ...(wanted.has('x') && {
        x: owned(dtype, x.shape, back(geometry, dtype, { dy: dy.data, w: w.data })),
      }),
      ...(wanted.has('w') && {
        w: owned(dtype, w.shape, weights(geometry, dtype, { x: x.data, dy: dy.data })),
      }),
      ...(b &&
        wanted.has('b') && {
          b: owned(dtype, b.shape, biasGradient(dtype, dy.data, dy.shape[1]!, positions)),
        }),
    };
  },
});

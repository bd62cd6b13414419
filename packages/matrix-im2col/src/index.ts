/**
 * The implementation `matrix-im2col`: operators as matrix products.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { conv } from './conv.ts';

export { col2im } from './col2im.ts';
export { geometryOf, type Geometry, type Triple } from './geometry.ts';
export { im2col } from './im2col.ts';

const version = '0.1.0';

/** Convolution as W·im2col(x), in 1, 2 and 3 dimensions, with every gradient, float32 and float64. */
export const matrixIm2col: Implementation = { name: 'matrix-im2col', version, kernels: { conv } };
export default matrixIm2col;

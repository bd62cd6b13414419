/**
 * The implementation `matrix-im2col-winograd`: matrix-im2col with Winograd's convolution for 3×3 kernels without stride and
 * dilation, in float32. It is faster there, and promises Winograd's error bound in place of the direct one.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { winogradConv } from './conv.ts';
import { matrixIm2col } from './index.ts';

/** The operators of matrix-im2col, conv by Winograd's way where it suits the call. */
export const winograd = {
  ...matrixIm2col,
  name: 'matrix-im2col-winograd',
  kernels: { ...matrixIm2col.kernels, conv: winogradConv },
  claims: { conv: { bound: 'winograd' } },
} satisfies Implementation;
export default winograd;

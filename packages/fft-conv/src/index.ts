/**
 * The implementation `fft-conv`: convolutions by the convolution theorem.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { conv } from './conv.ts';

const version = '0.1.0';

/**
 * Convolution as a product of spectra, in 1, 2 and 3 dimensions, with every gradient, float32 and float64. Its error is
 * bounded by the norms of whole operands, and a NaN or an infinity spreads over a whole plane.
 */
export const fftConv: Implementation = {
  name: 'fft-conv',
  version,
  kernels: { conv },
  claims: { conv: { bound: 'fft', nonFinite: false } },
};
export default fftConv;

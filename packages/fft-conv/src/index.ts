/**
 * The implementation `fft-conv`: convolutions by the convolution theorem.
 *
 * @module
 */
import type { Claim, Implementation } from '@gradspec/spec';
import { avgPool } from './avg-pool.ts';
import { convTranspose } from './conv-transpose.ts';
import { conv } from './conv.ts';

const version = '0.1.0';
const claim: Claim = { bound: 'fft' };

/**
 * conv, convTranspose and avgPool as products of spectra, in 1, 2 and 3 dimensions, with every gradient, float32 and float64.
 * Their error is bounded by the norms of whole operands.
 */
export const fftConv: Implementation = {
  name: 'fft-conv',
  version,
  kernels: { conv, convTranspose, avgPool },
  claims: { conv: claim, convTranspose: claim, avgPool: claim },
};
export default fftConv;

/**
 * Tolerance: the bounds of direct sums, of products of spectra, and of Winograd's convolution.
 *
 * @module
 */
export type { ConvolutionAttributes } from './convolution.ts';
export { precisions, runningErrors, type Bounded } from './direct.ts';
export { fftErrors } from './fft.ts';
export { nonFiniteErrors } from './non-finite.ts';
export { winogradErrors } from './winograd.ts';

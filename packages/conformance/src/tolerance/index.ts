/**
 * Tolerance: the bounds of direct sums, of products of spectra, and of Winograd's convolution.
 *
 * @module
 */
export { coarseWinogradErrors } from './coarse-winograd.ts';
export { precisions, runningErrors, type Bounded } from './direct.ts';
export { nonFiniteErrors } from './non-finite.ts';
export { transformedErrors } from './transformed.ts';

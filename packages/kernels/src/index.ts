/**
 * The arithmetic that the fast implementations share: matrix products, Fourier transforms, products of spectra.
 *
 * @module
 */
export { fft, fftAxes, type Axes } from './fft.ts';
export { nextFftSize } from './fft-plan.ts';
export { gemm, type Factor, type FloatArray, type Matrix, type MatrixProduct } from './gemm.ts';
export { multiplyAdd, zeroSpectrum, type Spectrum } from './spectrum.ts';

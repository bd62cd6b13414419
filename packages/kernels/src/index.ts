/**
 * The arithmetic that the fast implementations share: matrix products, sums over windows, Fourier transforms, products of
 * spectra.
 *
 * @module
 */
export { kernelBuilds, type Build } from './builds.ts';
export {
  arenaHighWater,
  keepTables,
  kernelBuild,
  resetHighWater,
  useKernels,
  withKernels,
  type Kernels,
} from './engine.ts';
export { fillRows } from './fill-rows.ts';
export { fft, fftTables, type FftTables, type LineTables } from './fft.ts';
export { nextFftSize, radicesOf } from './fft-plan.ts';
export { elementBytes, type FourierKernels } from './fourier-kernels.ts';
export { exp, sigmoid, tanh } from './functions.ts';
export { gemm, type Factor, type Matrix, type MatrixProduct } from './gemm.ts';
export { keepFactor, type KeptProduct } from './kept-factor.ts';
export type { Arena, FloatArray, Precision } from './memory.ts';
export { rightFactor, type NumericKernels, type WinogradKernels } from './numeric-kernels.ts';
export { rnnActivation, type RecurrentKernels } from './recurrent-kernels.ts';
export { multiplyAddPeak } from './peak.ts';
export { remembering } from './recent.ts';
export {
  multiply,
  withWorkspace,
  type Gathered,
  type Product,
  type Strided,
  type Workspace,
} from './workspace.ts';

/**
 * What the compiled modules export. Addresses are bytes of the module's memory, strides and tables count elements.
 */
export { averageRuns32, averageRuns64 } from './averages';
export { copyBox32, copyBox64 } from './boxes';
export { sumColumns32, sumColumns64 } from './columns';
export { correlate32, correlate64 } from './direct';
export { crop32, crop64 } from './crop';
export { fftAxis32, fftAxis64, fftLine32, fftLine64 } from './fft';
export { exp32, exp64, sigmoid32, sigmoid64, tanh32, tanh64 } from './functions';
export { multiply32, multiply64, packLeft32, packLeft64, workBytes } from './gemm';
export {
  gruGates32,
  gruGates64,
  gruResetGradient32,
  gruResetGradient64,
  gruState32,
  gruState64,
  gruStateGradient32,
  gruStateGradient64,
} from './gru';
export { lstmGradient32, lstmGradient64, lstmState32, lstmState64 } from './lstm';
export { maxRuns32, maxRuns64 } from './maxima';
export { multiplyPanels32, multiplyPanels64, packPanels32, packPanels64 } from './panels';
export { peak32 } from './peak';
export { place32, place64, spread32, spread64 } from './planes';
export { routeRuns32, routeRuns64, shareRuns32, shareRuns64 } from './pool-gradients';
export { rnnGradient32, rnnGradient64, rnnState32, rnnState64 } from './rnn';
export { correlateRuns32, correlateRuns64, weighRuns32, weighRuns64 } from './runs';
export {
  correlateSpectra32,
  correlateSpectra64,
  scaleBy32,
  scaleBy64,
  sumProducts32,
  sumProducts64,
  takeSpectra32,
  takeSpectra64,
} from './spectra';
export { allFinite32, allFinite64, sumRows32, sumRows64 } from './sums';
export { correlateThreeRows32, correlateThreeRows64 } from './three-rows';
export { winograd32, winogradRoom32, winogradWeights32 } from './winograd';

/** Where the compiler's own data ends and the arena may begin. */
export const heapBase: usize = __heap_base;

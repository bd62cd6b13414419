/**
 * What the compiled modules export. Addresses are bytes of the module's memory, strides and tables count elements.
 */
export { multiply32, multiply64, packLeft32, packLeft64, workBytes } from './gemm';
export { place32, place64, spread32, spread64 } from './planes';
export { correlateRuns32, correlateRuns64, weighRuns32, weighRuns64 } from './runs';
export { allFinite32, allFinite64, sumRows32, sumRows64 } from './sums';

/** Where the compiler's own data ends and the arena may begin. */
export const heapBase: usize = __heap_base;

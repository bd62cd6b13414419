/**
 * The fallback: every kernel in plain TypeScript, over an ordinary array buffer, where there is no WebAssembly SIMD.
 *
 * @module
 */
import type { Memory, Precision } from '../memory.ts';
import type { NumericKernels } from '../numeric-kernels.ts';
import { fourierKernels } from './fourier.ts';
import { functionKernels } from './functions.ts';
import { matrixKernels } from './matrix.ts';
import { panelKernels } from './panels.ts';
import { planeKernels } from './planes.ts';
import { poolKernels } from './pools.ts';
import { gruKernels, lstmKernels, rnnKernels } from './recurrent.ts';
import { runKernels } from './runs.ts';
import { viewsOf } from './views.ts';

/** The kernels of one precision over a memory. */
export function typescriptKernels(memory: Memory, precision: Precision): NumericKernels {
  const views = viewsOf(memory, precision);
  return {
    ...fourierKernels(views),
    ...functionKernels(views),
    ...matrixKernels(views),
    ...panelKernels(views),
    ...runKernels(views),
    ...planeKernels(views),
    ...poolKernels(views),
    ...rnnKernels(views),
    ...lstmKernels(views),
    ...gruKernels(views),
  };
}

/**
 * The build of the kernels that the person at the keyboard chose.
 *
 * @module
 */
import { UsageError } from '../usage-error.ts';
import { startKernels } from './kernel-build.ts';

/** Starts it and names it. @throws UsageError for a build that there is not, or that this Node cannot run. */
export function chosenKernels(): string {
  try {
    return startKernels();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`GRADSPEC_KERNELS: ${error.message}`);
    throw error;
  }
}

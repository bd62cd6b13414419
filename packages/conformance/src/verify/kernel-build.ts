/**
 * The build of the kernels that the fast implementations run on: the one place that asks for it.
 *
 * @module
 */
import { kernelBuild } from '@gradspec/kernels';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';

/**
 * Lets every build run that this Node has, and names the one that will: the environment variable GRADSPEC_KERNELS chooses
 * (`typescript`, `simd`, `relaxed`), the fastest otherwise. For programs that own their process, before the first kernel runs.
 *
 * @throws RangeError for a build that there is not, or that this Node cannot run.
 */
export function startKernels(): string {
  switchOnRelaxedSimd();
  return kernelBuild();
}

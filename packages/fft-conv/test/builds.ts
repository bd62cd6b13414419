/**
 * The builds of the kernels that a test goes through: all that this Node can run, relaxed SIMD switched on where it is behind
 * a flag.
 *
 * @module
 */
import { kernelBuilds } from '@gradspec/kernels';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';

switchOnRelaxedSimd();

/** All three, on every supported Node: `builds.test.ts` of kernels says so. */
export const testedBuilds = kernelBuilds();

/**
 * The builds that a test goes through: all that this Node can run, relaxed SIMD switched on where it is behind a flag.
 *
 * @module
 */
import { kernelBuilds } from '../src/builds.ts';
import { switchOnRelaxedSimd } from '../src/relaxed-simd.ts';

switchOnRelaxedSimd();

/** All three, on every supported Node: a test says so. */
export const testedBuilds = kernelBuilds();

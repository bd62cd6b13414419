/**
 * Running kernels in both precisions.
 *
 * @module
 */
import { expect } from '@jest/globals';
import { withKernels, type Kernels } from '../src/engine.ts';
import type { Precision } from '../src/memory.ts';

/** Both precisions. */
export const precisions = ['float32', 'float64'] as const;
/** 0 … count − 1. */
export const indices = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Runs `compute` in both precisions, each on the same integers. */
export function inBoth(
  compute: (kernels: Kernels, precision: Precision) => readonly number[],
): readonly number[] {
  const [single, double] = precisions.map((precision) =>
    withKernels((kernels) => compute(kernels, precision)),
  );
  expect(single).toEqual(double);
  return double!;
}

/**
 * Implementations of one operator for the tests of the diagnosis.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation, OperatorName, Tensor } from '@gradspec/spec';
import { mistakes } from '../../src/mistakes/index.ts';
import type { Mistake } from '../../src/mistakes/mistake.ts';
import { anyKernelOf, type AnyKernel } from '../../src/runner/any-kernel.ts';

/** naive-loops' kernel. */
export const right = (operator: OperatorName): AnyKernel => anyKernelOf(naiveLoops, operator)!;

/** An implementation that has a kernel and nothing else. */
export const having = (operator: OperatorName, kernel: AnyKernel): Implementation => ({
  name: 'tested',
  version: '0',
  kernels: { [operator]: kernel },
});

/** A mistake of the catalogue. */
export function mistake(id: string): Mistake {
  const found = mistakes.find((one) => one.id === id);
  if (!found) throw new RangeError(`no mistake ${id}`);
  return found;
}

/** A tensor with every element made anew. */
export const mapped = <T extends Tensor>(one: T, f: (value: number, at: number) => number): T => ({
  ...one,
  data: one.data.map(f),
});

import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { withGradients } from '../../../src/mistakes/graph-order/with-gradients.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { failuresOf } from '../recurrent/failures-of.ts';

const kernels: Readonly<Record<string, unknown>> = naiveLoops.kernels;

test.each(['multiply', 'sigmoid'] as const)(
  '%s with its own gradients is right, and refuses what it refused',
  async (operator) => {
    const planted = withGradients(kernels[operator] as AnyKernel, ({ right }) => right);
    expect(await failuresOf(operator, planted)).toEqual([]);
  },
);

import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { OperatorName } from '@gradspec/spec';
import { aroundKernel, copies } from '../../../src/mistakes/hygiene/around-kernel.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { failuresOf } from '../recurrent/failures-of.ts';

const kernels: Readonly<Record<string, unknown>> = naiveLoops.kernels;

test.each(['conv', 'hingeLoss', 'lstm'] as const satisfies OperatorName[])(
  '%s called with copies and nothing done to it is right, and refuses what it refused',
  async (operator) => {
    const planted = aroundKernel(kernels[operator] as AnyKernel, {
      forward: (run, inputs) => run(copies(inputs)),
      backward: (run, { outputGrads, saved, wanted }) => run(copies(outputGrads), saved, wanted),
    });
    expect(await failuresOf(operator, planted)).toEqual([]);
  },
);

test('a kernel without backward has none with a mistake', () => {
  const forwardOnly: AnyKernel = { forward: () => ({ outputs: {}, saved: undefined }) };
  expect(aroundKernel(forwardOnly, { backward: async () => Promise.resolve({}) })).not.toHaveProperty(
    'backward',
  );
});

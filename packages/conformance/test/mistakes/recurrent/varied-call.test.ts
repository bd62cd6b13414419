import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { rightKernels } from '../../../src/mistakes/recurrent/right/index.ts';
import { variedCall } from '../../../src/mistakes/recurrent/varied-call.ts';
import { failuresOf } from './failures-of.ts';

const kernels: Readonly<Record<string, unknown>> = naiveLoops.kernels;

describe.each(['rnn', 'lstm', 'gru'] as const)('%s', (operator) => {
  test('a varied call without a variation is as right as the kernel, and refuses what it refuses', async () => {
    expect(await failuresOf(operator, variedCall(operator, kernels[operator] as AnyKernel, {}))).toEqual([]);
  });

  test('the recurrence that mistakes are planted into is right on every vector, and refuses wrong calls', async () => {
    expect(await failuresOf(operator, rightKernels[operator])).toEqual([]);
  });

  test('a kernel without backward has none with a mistake', () => {
    const forwardOnly: AnyKernel = { forward: (inputs) => rightKernels[operator].forward(inputs) };
    expect(variedCall(operator, forwardOnly, {})).not.toHaveProperty('backward');
  });
});

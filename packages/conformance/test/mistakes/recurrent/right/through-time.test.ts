import { expect, test } from '@jest/globals';
import { generatedCases } from '../../../../src/generated/generated-cases.ts';
import { describeCase } from '../../../../src/generated/describe-case.ts';
import { referenceOf } from '../../../../src/generated/reference.ts';
import { runCase } from '../../../../src/generated/run-case.ts';
import type { Kernel } from '@gradspec/spec';
import { rightKernels } from '../../../../src/mistakes/recurrent/right/index.ts';

test.each(['rnn', 'lstm', 'gru'] as const)(
  '%s with the right cell and the right rules is right on generated cases',
  async (operator) => {
    const kernel = rightKernels[operator] as Kernel<never>;
    for (const one of generatedCases(operator, { seed: 4, count: 80 })) {
      const { failures } = await runCase(kernel, one, referenceOf(one));
      expect(failures.length === 0 ? [] : [...describeCase(one), ...failures.slice(0, 2)]).toEqual([]);
    }
  },
);

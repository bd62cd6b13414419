import { beforeEach, describe, expect, test } from '@jest/globals';
import { arenaHighWater, kernelBuilds, resetHighWater, useKernels } from '@gradspec/kernels';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import { tensor } from '@gradspec/spec';
import checkpointed from '../src/checkpointed.ts';
import { checkpoints, wholeTrace, type Keeping, type Kept } from '../src/recurrence/keeping.ts';
import { random } from './random.ts';
import { drawValues, kernelOf, recurrences, run, type RecurrentCase } from './recurrent-case.ts';

switchOnRelaxedSimd();

/** The bytes of what a forward pass keeps beside its inputs. */
function keptBytes(saved: unknown): number {
  const { saved: kept } = saved as { saved: Kept };
  return kept.h.byteLength + kept.c.byteLength + kept.gates.byteLength + kept.q.byteLength;
}

describe('recurrences with checkpoints', () => {
  test('are rnn, lstm and gru under a name of their own', () => {
    expect(checkpointed.name).toBe('rnn-bptt-checkpointed');
    expect(Object.keys(checkpointed.kernels)).toEqual(recurrences);
  });

  describe.each(kernelBuilds())('on the build %s', (build) => {
    beforeEach(() => useKernels(build));
    const cases = recurrences.flatMap((operator) =>
      [false, true].map((reverse) => [operator, reverse] as const),
    );

    test.each(cases)('%s gives the same bits as the whole trace does, reverse %s', (operator, reverse) => {
      const attributes = { reverse, ...(operator === 'gru' && { resetAfter: !reverse }) };
      const drawn: RecurrentCase = { operator, T: 151, N: 3, I: 4, H: 7, attributes }; // segments of 86 and 65 steps
      for (const dtype of ['float32', 'float64'] as const) {
        const values = drawValues(random(7), drawn, { all: true });
        expect(run(dtype, drawn, values, checkpoints)).toEqual(run(dtype, drawn, values, wholeTrace));
      }
    });
  });

  /** An lstm of 128 units over T steps, and what its forward pass keeps. */
  function lstm128(T: number, keeping: Keeping): number {
    const source = random(8);
    const float32 = (shape: number[]) => tensor('float32', shape, source.reals(shape[0]! * shape[1]!));
    const x = tensor('float32', [T, 1, 1], source.reals(T));
    const inputs = { x, wx: float32([512, 1]), wh: float32([512, 128]) };
    return keptBytes(kernelOf('lstm', keeping).forward(inputs, {}).saved);
  }

  test('an lstm of 128 units keeps less than 8 MiB of 100,000 steps, and works in less', () => {
    resetHighWater();
    const bytes = lstm128(100_000, checkpoints);
    expect(bytes).toBe(2 * 316 * 128 * 4); // h and c, 316 segments of 317 steps or fewer
    expect(bytes).toBeLessThan(8 * 2 ** 20);
    expect(arenaHighWater()).toBeLessThan(8 * 2 ** 20);
  });

  test('the whole trace is four gates, h and c at every step: 293 MiB of 100,000', () => {
    expect((lstm128(700, wholeTrace) - lstm128(300, wholeTrace)) / 400).toBe((4 + 2) * 128 * 4);
  });
});

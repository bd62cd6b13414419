import { describe, expect, test } from '@jest/globals';
import { exactIntegers } from '../../../src/checks/values/exact-integers.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('exact-integers', () => {
  test('a sum that is off by one part in a million is found, in float32 too', async () => {
    const rough = planted('linear', (right) => ({
      forward(...call) {
        const { outputs, saved } = right.forward(...call);
        return { outputs: { y: mapped(outputs.y!, (value) => value * (1 + 1e-6)) }, saved };
      },
    }));
    for (const dtype of ['float64', 'float32'] as const)
      expect(await saidBy(exactIntegers, rough, { dtype })).toMatch(
        /y .*wrong: every number of the call is a small integer, so these are due exactly\n +\[.*expected .*got/,
      );
  });

  test('a kernel that promises a transform is rounded first, and a whole product lost is found all the same', async () => {
    const off = (by: number) =>
      planted(
        'conv',
        (right) => ({
          forward(...call) {
            const { outputs, saved } = right.forward(...call);
            return { outputs: { y: mapped(outputs.y!, (value) => value + by) }, saved };
          },
        }),
        { conv: { bound: 'fft' } },
      );
    expect(await saidBy(exactIntegers, off(0.25))).toBe('');
    expect(await saidBy(exactIntegers, off(1))).toMatch(/y .*elements are wrong/);
  });

  describePassing(exactIntegers);
});

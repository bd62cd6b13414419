import { describe, expect, test } from '@jest/globals';
import { denormals } from '../../../src/checks/values/denormals.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('denormals', () => {
  test.each([
    ['float64', 2 ** -1022],
    ['float32', 2 ** -126],
  ] as const)(
    'a kernel that flushes to zero below the smallest normal number of %s is found',
    async (dtype, least) => {
      const flushing = planted('conv', (right) => ({
        forward(...call) {
          const { outputs, saved } = right.forward(...call);
          return {
            outputs: { y: mapped(outputs.y!, (value) => (Math.abs(value) < least ? 0 : value)) },
            saved,
          };
        },
      }));
      expect(await saidBy(denormals, flushing, { dtype })).toMatch(
        /y .*wrong: x is integers times \S+e-\d+\n +\[.*expected -?\d\S*e-\d+ +got 0/,
      );
    },
  );

  describePassing(denormals);
});

import { describe, expect, test } from '@jest/globals';
import { workedExamples } from '../../../src/checks/values/worked-examples.ts';
import { describePassing, mapped, planted, saidBy, withGradient } from '../planted.ts';

describe('worked-examples', () => {
  test('a derivative with the wrong sign is found by vectors, which are named', async () => {
    const negated = planted(
      'tanh',
      withGradient('x', (dx) => mapped(dx, (value) => -value)),
    );
    expect(await saidBy(workedExamples, negated)).toMatch(
      /tanh\/[\w-]+: gradient of x \(float64\): .*wrong\n +\[/,
    );
  });

  describePassing(workedExamples);
});

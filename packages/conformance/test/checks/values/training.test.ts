import { describe, expect, test } from '@jest/globals';
import { training } from '../../../src/checks/values/training.ts';
import { describePassing, mapped, planted, saidBy, withGradient } from '../planted.ts';

describe('training', () => {
  test('a net whose linear layers get the gradient of w with the wrong sign does not learn, and is found', async () => {
    const climbing = planted(
      'linear',
      withGradient('w', (dw) => mapped(dw, (value) => -value)),
    );
    expect(await saidBy(training, climbing)).toMatch(
      /xor \(float64\): (loss .*, target below 0\.01: not reached, with linear under test and all else on naive-loops|threw)/,
    );
  });

  test('a sigmoid without a gradient leaves the net of three layers where it was', async () => {
    const flat = planted(
      'sigmoid',
      withGradient('x', (dx) => mapped(dx, () => 0)),
    );
    expect(await saidBy(training, flat)).toMatch(
      /three-layer \(float64\): mean squared error .* not reached, with sigmoid/,
    );
  });

  describePassing(training);
});

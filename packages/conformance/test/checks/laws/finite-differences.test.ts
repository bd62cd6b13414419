import { describe, expect, test } from '@jest/globals';
import { finiteDifferences } from '../../../src/checks/laws/finite-differences.ts';
import { describePassing, mapped, planted, saidBy, withGradient } from '../planted.ts';

describe('finite-differences', () => {
  test.each([
    ['sigmoid', 'x'],
    ['softmax', 'x'],
    ['gru', 'wh'],
    ['softmaxCrossEntropy', 'scores'],
  ] as const)('%s whose gradient of %s is a hundredth too large is found', async (operator, name) => {
    const scaled = planted(
      operator,
      withGradient(name, (grad) => mapped(grad, (value) => 1.01 * value)),
    );
    expect(await saidBy(finiteDifferences, scaled)).toMatch(
      new RegExp(
        `gradient of ${name} \\(float64\\): \\d+ of \\d+ elements are not the slope of forward; at \\[[\\d, ]*\\] the slope is \\S+ ± \\S+, got `,
      ),
    );
  });

  describePassing(finiteDifferences);
});

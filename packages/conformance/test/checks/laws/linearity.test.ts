import { describe, expect, test } from '@jest/globals';
import { linearity } from '../../../src/checks/laws/linearity.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('linearity', () => {
  test('sums that are clamped to a byte are found, element by element', async () => {
    const clamped = planted('conv', (right) => ({
      forward(...call) {
        const { outputs, saved } = right.forward(...call);
        return { outputs: { y: mapped(outputs.y!, (value) => Math.min(7, Math.max(-8, value))) }, saved };
      },
    }));
    expect(await saidBy(linearity, clamped)).toMatch(
      /y \(float64\): \d+ of \d+ elements? (is|are) wrong: f\(2·x₁ − x₂\) is not 2·f\(x₁\) − f\(x₂\), in which it is expected here\n +\[\d.*expected .*got/,
    );
  });

  test('an activation that was left in is found where w changes its sign', async () => {
    const activated = planted('linear', (right) => ({
      forward: ({ w, ...inputs }, attributes) =>
        right.forward({ ...inputs, w: mapped(w!, (value) => Math.max(value, 0)) }, attributes),
    }));
    expect(await saidBy(linearity, activated)).toMatch(/f\(2·w₁ − w₂\) is not 2·f\(w₁\) − f\(w₂\)/);
  });

  describePassing(linearity);
});

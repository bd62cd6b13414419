import { describe, expect, test } from '@jest/globals';
import { signedZeros } from '../../../src/checks/values/signed-zeros.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('signed-zeros', () => {
  test('a maximum that prefers 0 to −0 sends its gradient elsewhere, and is found', async () => {
    const byBits = planted('maxPool', (right) => ({
      forward({ x }, attributes) {
        const low = mapped(x!, (value) => (Object.is(value, -0) ? -1e-9 : value));
        const { outputs, saved } = right.forward({ x: low }, attributes);
        return { outputs: { y: mapped(outputs.y!, (value) => (value === -1e-9 ? -0 : value)) }, saved };
      },
    }));
    expect(await saidBy(signedZeros, byBits)).toMatch(/gradient of x .*wrong: some zeros of the call are −0/);
  });

  test('the sign of a zero in the answer is not judged', async () => {
    const negative = planted('relu', (right) => ({
      forward(...call) {
        const { outputs, saved } = right.forward(...call);
        return { outputs: { y: mapped(outputs.y!, (value) => (value === 0 ? -0 : value)) }, saved };
      },
    }));
    expect(await saidBy(signedZeros, negative)).toBe('');
  });

  describePassing(signedZeros);
});

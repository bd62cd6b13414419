import { describe, expect, test } from '@jest/globals';
import { derivativeIdentity } from '../../../src/checks/laws/derivative-identity.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('derivative-identity', () => {
  test('a border that is cut off is found', async () => {
    const cut = planted('conv', (right) => ({
      forward(...call) {
        const { outputs, saved } = right.forward(...call);
        const O = outputs.y!.shape.at(-1)!;
        return { outputs: { y: mapped(outputs.y!, (value, i) => (i % O === O - 1 ? 0 : value)) }, saved };
      },
    }));
    expect(await saidBy(derivativeIdentity, cut)).toMatch(
      /f′ ∗ g \(float64\): \d+ of \d+ elements? (is|are) wrong: f′ ∗ g is not \(f ∗ g\)′, which is expected here/,
    );
  });

  test('a kernel whose last element is not read is found', async () => {
    const short = planted('conv', (right) => ({
      forward: ({ w, ...inputs }, attributes) =>
        right.forward(
          { ...inputs, w: mapped(w!, (value, i) => (i === w!.data.length - 1 ? 0 : value)) },
          attributes,
        ),
    }));
    expect(await saidBy(derivativeIdentity, short)).toMatch(/f ∗ g′ is not \(f ∗ g\)′/);
  });

  describePassing(derivativeIdentity);
});

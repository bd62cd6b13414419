import { describe, expect, test } from '@jest/globals';
import { composition } from '../../../src/checks/laws/composition.ts';
import { describePassing, mapped, planted, saidBy, withGradient } from '../planted.ts';

describe('composition', () => {
  test.each(['conv', 'sigmoid', 'lstm'] as const)(
    '%s whose input gradient has the wrong sign shows in the weights of the layer before it',
    async (operator) => {
      const negated = planted(
        operator,
        withGradient('x', (dx) => mapped(dx, (value) => -value)),
      );
      expect(await saidBy(composition, negated)).toMatch(
        new RegExp(
          `gradient of W .*wrong: W are the weights of a linear layer before ${operator}, which get theirs through the gradient of x\\n +\\[.*expected .*got`,
        ),
      );
    },
  );

  test('values saved in memory that the next forward overwrites are found by the order of a net', async () => {
    const saved: { last: unknown } = { last: undefined };
    const kept = planted('linear', (right) => ({
      forward(...call) {
        const ran = right.forward(...call);
        saved.last = ran.saved;
        return { outputs: ran.outputs, saved: undefined };
      },
      backward: (grads, _, wanted) => right.backward(grads, saved.last, wanted),
    }));
    expect(await saidBy(composition, kept)).toMatch(/the net .*threw|gradient of W/);
  });

  describePassing(composition);
});

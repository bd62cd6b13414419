import { describe, expect, test } from '@jest/globals';
import { translationEquivariance } from '../../../src/checks/laws/translation-equivariance.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('translation-equivariance', () => {
  test.each(['conv', 'maxPool', 'avgPool', 'convTranspose'] as const)(
    '%s that computes every fourth element otherwise is found',
    async (operator) => {
      const lanes = planted(operator, (right) => ({
        forward(...call) {
          const { outputs, saved } = right.forward(...call);
          return {
            outputs: { y: mapped(outputs.y!, (value, i) => (i % 4 === 3 ? value + 1 : value)) },
            saved,
          };
        },
      }));
      expect(await saidBy(translationEquivariance, lanes, { cases: 20 })).toMatch(
        /y \(float64\): \d+ of \d+ elements? (is|are) wrong: x moved by \d along spatial axis \d, and y is not what it was before, moved as far/,
      );
    },
  );

  describePassing(translationEquivariance);
});

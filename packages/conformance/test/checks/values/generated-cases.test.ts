import { describe, expect, test } from '@jest/globals';
import { generatedCases } from '../../../src/checks/values/generated-cases.ts';
import { describePassing, planted, saidBy } from '../planted.ts';

describe('generated', () => {
  test('an average pool that always counts the padding is found, and the call is made small', async () => {
    const counting = planted('avgPool', (right) => ({
      forward: (inputs, { countIncludePad: _, ...attributes } = {}) => right.forward(inputs, attributes),
    }));
    expect(await saidBy(generatedCases, counting)).toMatch(
      /y \(float64\): \d+ of \d+ elements? (is|are) wrong\n[\s\S]*\navgPool, float64, [\s\S]*countIncludePad false/,
    );
  });

  describePassing(generatedCases);
});

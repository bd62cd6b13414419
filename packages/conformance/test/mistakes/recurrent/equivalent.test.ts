import { expect, test } from '@jest/globals';
import { generatedCases } from '../../../src/generated/generated-cases.ts';
import { equivalentInRecurrences, recurrentMistakes } from '../../../src/mistakes/recurrent/index.ts';
import { rightKernels, type Recurrence } from '../../../src/mistakes/recurrent/right/index.ts';
import { differing, resultsOf } from './results-of.ts';

test.each(equivalentInRecurrences)('$id gives what is right on every case', async (slip) => {
  const right = rightKernels[slip.operator as Recurrence];
  for (const one of generatedCases(slip.operator, { seed: 6, count: 120 })) {
    if (one.dtype !== 'float64' || one.fill.nonFinite) continue;
    expect(differing(await resultsOf(right, one), await resultsOf(slip.plant(right), one))).toEqual([]);
  }
});

test('none of them is a mistake of the catalogue as well', () => {
  const ids = new Set(recurrentMistakes.map(({ id }) => id));
  expect(equivalentInRecurrences.filter(({ id }) => ids.has(id))).toEqual([]);
});

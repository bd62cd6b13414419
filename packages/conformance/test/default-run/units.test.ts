import { expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { unitsOf } from '../../src/default-run/units.ts';

const casesIn = (units: ReturnType<typeof unitsOf>) =>
  units.filter(({ what }) => what === 'generated cases').map(({ count }) => count);

test.each([1, 29, 62, 10_000])(
  '%d cases are divided over the operators, one more here and there',
  (cases) => {
    const counts = casesIn(unitsOf({ cases }));
    expect(counts).toHaveLength(operatorNames.length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(cases);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  },
);

test('the share of an operator is the same whether it runs alone or not; what is asked for one is its own', () => {
  const all = unitsOf({});
  for (const operator of operatorNames)
    expect(unitsOf({}, operator)).toEqual(all.filter((unit) => unit.operator === operator));
  expect(casesIn(unitsOf({ cases: 77, seed: 5 }, 'gru'))).toEqual([77]);
  expect(unitsOf({ cases: 77, seed: 5 }, 'gru').map(({ seed }) => seed)).toEqual([5, 5]);
});

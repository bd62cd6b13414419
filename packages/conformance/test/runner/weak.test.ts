import { expect, test } from '@jest/globals';
import { isWeak } from '../../src/runner/compare.ts';

test.each([
  ['near the largest float64', [-1e308, 3], [1e292, 1e-16]],
  ['near the smallest', [4e-310, -1e-312], [1e-320, 1e-322]],
])('a bound far below 1 % of the norm proves enough, %s', (_where, values, bounds) => {
  expect(isWeak(values, bounds)).toBe(false);
});

test.each([
  ['near the largest float64', [-1e308, 3], [1e307, 1e-16]],
  ['near the smallest', [4e-310, -1e-312], [1e-311, 1e-322]],
  ['where the result is 0', [0, 0], [1e-300, 0]],
])('a bound above 1 % of the norm proves little, %s', (_where, values, bounds) => {
  expect(isWeak(values, bounds)).toBe(true);
});

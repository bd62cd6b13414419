import { expect, test } from '@jest/globals';
import { logistic } from '../src/logistic.ts';

test.each([
  [0, 0.5],
  [Math.log(3), 0.75],
  [-Math.log(3), 0.25],
  [-40, Math.exp(-40)],
  [-740, Math.exp(-740)], // subnormal, where 1 / (1 + e^740) would be 0
  [-Infinity, 0],
  [1000, 1],
  [Infinity, 1],
  [NaN, NaN],
])('logistic(%d) is %d', (x, expected) => {
  const y = logistic(x);
  expect(Math.abs(y - expected) <= 2 ** -52 * expected ? expected : y).toBe(expected);
});

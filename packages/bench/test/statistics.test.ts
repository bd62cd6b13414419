import { describe, expect, test } from '@jest/globals';
import { spreadOf } from '../src/statistics.ts';

describe('spreadOf', () => {
  test.each([
    [[7], { lower: 7, median: 7, upper: 7 }],
    [[9, 1, 5], { lower: 3, median: 5, upper: 7 }],
    [[4, 1, 3, 2], { lower: 1.75, median: 2.5, upper: 3.25 }],
    [[10, 9, 100, 2, 1], { lower: 2, median: 9, upper: 10 }], // sorted as numbers, not as text
  ])('%j has the quartiles %j', (measurements, expected) => {
    expect(spreadOf(measurements)).toEqual(expected);
  });

  test('one disturbed measurement of nine moves neither the median nor a quartile', () => {
    const calm = [5, 5, 5, 5, 5, 5, 5, 5, 5];
    expect(spreadOf([...calm.slice(1), 900])).toEqual(spreadOf(calm));
  });

  test('the measurements are left in their order', () => {
    const measurements = [3, 1, 2];
    spreadOf(measurements);
    expect(measurements).toEqual([3, 1, 2]);
  });

  test('nothing measured and what is no number are refused', () => {
    expect(() => spreadOf([])).toThrow('spreadOf: expected at least 1 measurement, got 0');
    expect(() => spreadOf([1, NaN])).toThrow('spreadOf: expected finite numbers, got NaN');
  });
});

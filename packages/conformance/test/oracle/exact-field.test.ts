import { describe, expect, test } from '@jest/globals';
import { bigNumbers } from '../../src/oracle/exact-field.ts';

describe('a sum of 80-digit numbers', () => {
  const of = (value: number) => bigNumbers.of(value);
  const third = bigNumbers.quotient(of(1), of(3));

  test('that cancels but for the rounding of its terms is 0', () => {
    expect(bigNumbers.nearest(bigNumbers.sum([third, third, third, of(-1)]))).toBe(0);
  });

  test('keeps what is left of it otherwise, however small', () => {
    expect(bigNumbers.nearest(bigNumbers.sum([of(1), of(2 ** -200), of(-1)]))).toBe(2 ** -200);
    expect(bigNumbers.nearest(bigNumbers.sum([of(5e-324), of(-1e-323)]))).toBe(-5e-324);
  });
});

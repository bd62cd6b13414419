import { describe, expect, test } from '@jest/globals';
import { printNumber } from '../../src/explain/numbers.ts';
import { readNumber } from './reading.ts';

describe('printNumber', () => {
  test.each([
    [340481, '340481', true],
    [-12, '−12', true],
    [-0, '0', true],
    [0.1 + 0.2, '0.3', true],
    [1.25347, '1.25347', true],
    [1.2534789, '1.25348', false],
    [1 / 3, '0.333333', false],
    [2 / 3 / 1e7, '6.66667·10⁻⁸', false],
    [1e-7, '10⁻⁷', true],
    [-1e-7, '−10⁻⁷', true],
    [1.5e20, '1.5·10²⁰', true],
    [Infinity, '∞', true],
    [-Infinity, '−∞', true],
    [NaN, 'NaN', true],
  ])('prints %p as %s, exactly: %p', (value, text, exact) => {
    expect(printNumber(value)).toEqual({ text, exact });
    if (exact) expect(Math.abs(readNumber(text) - value) > 1e-12 * Math.abs(value)).toBe(false);
  });
});

import { describe, expect, test } from '@jest/globals';
import { multiplyAdd, zeroSpectrum } from '../src/spectrum.ts';

const spectrum = (...values: [re: number, im: number][]) => ({
  re: Float64Array.from(values, ([re]) => re),
  im: Float64Array.from(values, ([, im]) => im),
});

describe('multiplyAdd', () => {
  const a = spectrum([2, 3], [1, -4]);
  const b = spectrum([5, 7], [6, 2]);

  test('adds the complex product', () => {
    const sum = spectrum([100, 200], [0, 0]);
    multiplyAdd(sum, a, b, false); // (2 + 3i)(5 + 7i) = −11 + 29i, (1 − 4i)(6 + 2i) = 14 − 22i
    expect(sum).toEqual(spectrum([89, 229], [14, -22]));
  });

  test('adds the product with the conjugate of the second factor', () => {
    const sum = zeroSpectrum(2);
    multiplyAdd(sum, a, b, true); // (2 + 3i)(5 − 7i) = 31 + i, (1 − 4i)(6 − 2i) = −2 − 26i
    expect(sum).toEqual(spectrum([31, 1], [-2, -26]));
  });

  test('refuses spectra of different lengths', () => {
    expect(() => multiplyAdd(zeroSpectrum(3), a, b, false)).toThrow(
      new RangeError('multiplyAdd: spectra expected 3 elements each, got 2 and 2'),
    );
  });
});

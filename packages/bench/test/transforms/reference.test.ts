import { describe, expect, test } from '@jest/globals';
import { relativeError, transformOf } from '../../src/transforms/reference.ts';
import { signedRandom } from '../../src/random.ts';

const signal = (n: number) => {
  const random = signedRandom(n + 1);
  const part = () => Float32Array.from({ length: n }, random);
  return { re: part(), im: part() };
};

describe('transformOf', () => {
  test.each([1, 2, 4, 8, 64, 256])('%i numbers are transformed as by the definition', (n) => {
    const { re, im } = signal(n);
    const got = transformOf({ re, im });
    for (let k = 0; k < n; k++) {
      let [sumRe, sumIm] = [0, 0];
      for (let t = 0; t < n; t++) {
        const angle = (-2 * Math.PI * ((k * t) % n)) / n;
        sumRe += re[t]! * Math.cos(angle) - im[t]! * Math.sin(angle);
        sumIm += re[t]! * Math.sin(angle) + im[t]! * Math.cos(angle);
      }
      expect(got.re[k]).toBeCloseTo(sumRe, 11);
      expect(got.im[k]).toBeCloseTo(sumIm, 11);
    }
  });
});

describe('relativeError', () => {
  const expected = { re: Float64Array.of(3, 0), im: Float64Array.of(0, 4) };
  test('is the part of the norm that is off', () => {
    const got = { re: Float32Array.of(3, 0), im: Float32Array.of(0, 3.5) };
    expect(relativeError(got, expected)).toBeCloseTo(0.1, 12);
  });

  test.each([
    ['a NaN', { re: Float32Array.of(NaN, 0), im: Float32Array.of(0, 4) }],
    ['a length that differs', { re: Float32Array.of(3), im: Float32Array.of(0) }],
  ])('%s is infinitely wrong', (_, got) => {
    expect(relativeError(got, expected)).toBe(Infinity);
  });
});

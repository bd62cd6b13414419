import { describe, expect, test } from '@jest/globals';
import { nextFftSize, passFactors, radicesOf, unitRoot } from '../src/fft-plan.ts';

describe('unitRoot', () => {
  test('is exact at the quarters of the turn', () => {
    const quarters = [0, 1, 2, 3].map((k) => unitRoot(k, 4).map((value) => value + 0));
    expect(quarters).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ]);
  });

  test.each([2, 8, 64, 1024])('has the cosine and the sine of 2πk/L at every k of L = %i', (L) => {
    for (let k = 0; k < L; k++) {
      const [cos, sin] = unitRoot(k, L);
      // Math.cos of the unreduced angle errs by up to that angle's own rounding.
      expect(Math.abs(cos - Math.cos((2 * Math.PI * k) / L))).toBeLessThan(1e-15);
      expect(Math.abs(sin - Math.sin((2 * Math.PI * k) / L))).toBeLessThan(1e-15);
    }
  });

  test('mirrors exactly: the roots of opposite octants are the same numbers', () => {
    const L = 1 << 12;
    for (let k = 1; k < L / 8; k++) {
      const [cos, sin] = unitRoot(k, L);
      expect(unitRoot(L / 4 - k, L)).toEqual([sin, cos]);
      expect(unitRoot(L / 2 - k, L)).toEqual([-cos, sin]);
      expect(unitRoot(L - k, L)).toEqual([cos, -sin]);
    }
  });

  test('stays within an ULP of the true values far out, at L = 2²⁰', () => {
    // cos(2π·3/2²⁰) and sin(2π·3/2²⁰) by their series, whose next term is below 1e-28.
    const [cos, sin] = unitRoot(3, 2 ** 20);
    const angle = (2 * Math.PI * 3) / 2 ** 20;
    expect(Math.abs(cos - (1 - angle ** 2 / 2 + angle ** 4 / 24))).toBeLessThanOrEqual(2 ** -53);
    expect(Math.abs(sin / (angle - angle ** 3 / 6 + angle ** 5 / 120) - 1)).toBeLessThanOrEqual(2 ** -52);
  });
});

describe('radicesOf', () => {
  test.each([
    [1, []],
    [2, [2]],
    [8, [2, 4]],
    [60, [5, 3, 4]],
    [4050, [5, 5, 3, 3, 3, 3, 2]],
  ])('%i', (n, radices) => {
    expect(radicesOf(n)).toEqual(radices);
  });

  test.each([0, 7, 2.5, 26, 2 ** 31])('%p has none', (n) => {
    expect(radicesOf(n)).toBeUndefined();
  });
});

test('every factor of the passes is within half an ULP of its precision, or one of float64', () => {
  for (const n of [60, 128, 1000]) {
    const radices = radicesOf(n)!;
    const [single, double] = (['float32', 'float64'] as const).map((precision) =>
      passFactors(n, radices, precision),
    );
    expect(single).toEqual(Float32Array.from(double!));
    let at = 0;
    let length = n;
    for (const r of radices) {
      for (let p = 0; p < length / r; p++)
        for (let j = 1; j < r; j++, at += 2) {
          const angle = (-2 * Math.PI * p * j) / length;
          expect(Math.abs(double![at]! - Math.cos(angle))).toBeLessThan(1e-15);
          expect(Math.abs(double![at + 1]! - Math.sin(angle))).toBeLessThan(1e-15);
        }
      length /= r;
    }
    expect(at).toBe(double!.length);
  }
});

describe('nextFftSize', () => {
  test.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 3],
    [7, 8],
    [11, 12],
    [65, 72],
    [127, 128],
    [1_000_001, 1_012_500],
  ])('%i fits into %i', (n, size) => {
    expect(nextFftSize(n)).toBe(size);
  });

  test.each([-1, 2.5, NaN, 2 ** 31])('refuses %p', (n) => {
    expect(() => nextFftSize(n)).toThrow(RangeError);
  });
});

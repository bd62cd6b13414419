import { describe, expect, test } from '@jest/globals';
import { keptPlanPoints, nextFftSize, planOf, unitRoot } from '../src/fft-plan.ts';

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

describe('planOf', () => {
  test('makes a plan once and keeps it', () => {
    expect(planOf(64)).toBe(planOf(64));
  });

  test('keeps a bounded number of points and forgets what was used longest ago', () => {
    const old = planOf(2);
    const large = planOf(2 ** 19);
    for (let size = 4; size <= 2 ** 18; size *= 2) planOf(size);
    expect(planOf(2 ** 19)).toBe(large);
    planOf(2 ** 20);
    expect(keptPlanPoints()).toBeLessThanOrEqual(2 ** 20);
    expect(planOf(2)).not.toBe(old);
  });

  test('reverses the bits of an index', () => {
    expect([...planOf(8).reversed]).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
  });
});

describe('nextFftSize', () => {
  test.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 4],
    [64, 64],
    [65, 128],
    [1_000_000, 1_048_576],
  ])('%i fits into %i', (n, size) => {
    expect(nextFftSize(n)).toBe(size);
  });

  test.each([-1, 2.5, NaN, 2 ** 31])('refuses %p', (n) => {
    expect(() => nextFftSize(n)).toThrow(RangeError);
  });
});

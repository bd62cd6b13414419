import { describe, expect, test } from '@jest/globals';
import type { FloatDtype } from '@gradspec/spec';
import { precisions, runningErrors, type Bounded } from '../../src/tolerance/index.ts';
import { randomSigned } from '../random-bits.ts';

const dot = (dtype: FloatDtype, x: readonly number[], w: readonly number[]): Bounded => {
  const field = runningErrors(dtype);
  return field.sum(x.map((value, i) => field.product(field.of(value), field.of(w[i]!))));
};

describe('the bound of one sum of products', () => {
  test.each([2, 3, 17, 200])('is Higham’s γₙ Σ|x||w| for n = %i', (n) => {
    const random = randomSigned(n);
    const [x, w] = [0, 1].map(() => Array.from({ length: n }, () => Math.fround(random())));
    const { u } = precisions.float32;
    const size = x!.reduce((sum, value, i) => sum + Math.abs(value * w![i]!), 0);
    const higham = ((n * u) / (1 - n * u)) * size;
    expect(dot('float32', x!, w!).error / higham).toBeGreaterThan(0.99);
    expect(dot('float32', x!, w!).error / higham).toBeLessThan(1.01);
  });

  test('is never exceeded by float32 sums in any of three orders', () => {
    const random = randomSigned(7);
    for (let round = 0; round < 300; round++) {
      const [x, w] = [0, 1].map(() => Array.from({ length: 3 + (round % 40) }, () => Math.fround(random())));
      const products = x!.map((value, i) => Math.fround(value * w![i]!));
      const exact = x!.reduce((sum, value, i) => sum + value * w![i]!, 0);
      const forwards = products.reduce((sum, term) => Math.fround(sum + term), 0);
      const backwards = products.reduceRight((sum, term) => Math.fround(sum + term), 0);
      const { error } = dot('float32', x!, w!);
      for (const sum of [forwards, backwards, pairwise(products)])
        expect(Math.abs(sum - exact)).toBeLessThanOrEqual(error);
    }
  });
});

function pairwise(terms: readonly number[]): number {
  if (terms.length === 1) return terms[0]!;
  const half = terms.length >> 1;
  return Math.fround(pairwise(terms.slice(0, half)) + pairwise(terms.slice(half)));
}

describe('values that need no rounding', () => {
  test('integers that fit have the bound 0', () => {
    expect(dot('float32', [3, -5, 7], [11, 13, -17]).error).toBe(0);
  });

  test('dyadic numbers too', () => {
    expect(dot('float32', [0.5, -0.25, 1.75], [3, 5, -0.125]).error).toBe(0);
  });

  test('integers beyond 2²⁴ do not fit float32, and do fit float64', () => {
    expect(dot('float32', [4097, 4097], [4097, 1]).error).toBeGreaterThan(0);
    expect(dot('float64', [4097, 4097], [4097, 1]).error).toBe(0);
  });

  test('partial sums count in every order: 2²⁴ + 1 − 2²⁴ may lose the 1', () => {
    expect(dot('float32', [2 ** 24, 1, -(2 ** 24)], [1, 1, 1]).error).toBeGreaterThan(0);
  });

  test('dividing by a power of two is exact, by nine it is not', () => {
    const field = runningErrors('float64');
    expect(field.quotient(field.of(7), field.of(8)).error).toBe(0);
    expect(field.quotient(field.of(36), field.of(9)).error).toBeGreaterThan(0);
  });

  test('underflow is not exact', () => {
    const field = runningErrors('float32');
    expect(field.product(field.of(2 ** -100), field.of(2 ** -100)).error).toBeGreaterThan(0);
  });
});

describe('kinks', () => {
  const field = runningErrors('float64');
  const near = { value: 1e-17, error: 1e-16 };

  test('a choice that is nearer than its own bound leaves both gradients right', () => {
    expect(field.where(near, field.of(0), near).weights).toEqual([
      { value: 0, error: 1 },
      { value: 1, error: 1 },
    ]);
    const { weights } = field.max([{ value: 2, error: 1e-16 }, field.of(2), field.of(1)]);
    expect(weights).toEqual([{ value: 1, error: 1 }, { value: 0, error: 1 }, 'zero']);
  });

  test('an exact tie is no doubt: the first wins', () => {
    expect(field.max([field.of(2), field.of(2)]).weights).toEqual(['one', 'zero']);
    expect(field.where(field.of(0), field.of(0), field.of(0)).weights).toEqual(['one', 'zero']);
  });
});

test('a decimal constant may be rounded to float32 first', () => {
  expect(runningErrors('float32').constant(0.1).error).toBeGreaterThan(0);
  expect(runningErrors('float32').constant(0.5).error).toBe(0);
  expect(runningErrors('float64').constant(0.1).error).toBe(0);
});

describe('a product that underflows', () => {
  test.each([
    ['float32', 2 ** -75, 2 ** -149],
    ['float64', 2 ** -538, 2 ** -1074],
  ] as const)('has the bound of the smallest number in %s', (dtype, factor, smallest) => {
    const field = runningErrors(dtype);
    const { error } = field.product(field.of(3 * factor), field.of(-5 * factor));
    expect(error).toBeGreaterThanOrEqual(smallest);
    expect(error).toBeLessThan(2 * smallest);
  });

  test('may be one of three factors, multiplied in another order', () => {
    const r = Math.fround;
    const random = randomSigned(5);
    const field = runningErrors('float32');
    for (let round = 0; round < 300; round++) {
      const [a, b, c] = [random() * 2 ** -74, random() * 2 ** -74, random()].map(r) as [
        number,
        number,
        number,
      ];
      const { error } = field.product(field.product(field.of(a), field.of(b)), field.of(c));
      for (const got of [r(r(a * b) * c), r(a * r(b * c)), r(r(a * c) * b)])
        expect(Math.abs(got - a * b * c)).toBeLessThanOrEqual(error);
    }
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  add,
  divide,
  fromFloat,
  isLess,
  multiply,
  negate,
  scale,
  twoSum,
  type DoubleDouble,
} from '../../src/oracle/double-double.ts';
import { fractions } from '../../src/oracle/exact-field.ts';
import { randomBits } from '../random-bits.ts';
import { errorIn, exactly, extended, randomFloats, randomNear1, type Fraction } from './double-doubles.ts';

const overflows = (exact: Fraction): boolean => !Number.isFinite(fractions.nearest(exact));

describe('two float64', () => {
  test('add up exactly, over all exponents and with denormals: 10,000 pairs', () => {
    const next = randomFloats(1);
    const bits = randomBits(2);
    let denormal = 0;
    for (let i = 0; i < 10_000; i++) {
      const a = next();
      // Every other pair is near enough that both parts matter.
      const b = i % 2 === 0 ? next() : -a * (bits() / 2 ** 28);
      const exact = fractions.of(a).add(fractions.of(Number.isFinite(b) ? b : 0));
      if (!Number.isFinite(b) || overflows(exact)) continue;
      denormal += Math.abs(a) < 2 ** -1022 ? 1 : 0;
      const sum = twoSum(a, b);
      if (!exactly(sum).equals(exact)) throw new Error(`${a} + ${b} came to ${sum.hi} + ${sum.lo}`);
    }
    expect(denormal).toBeGreaterThan(500);
  });

  test('multiply exactly while the low part is a float64: 10,000 pairs', () => {
    const next = randomNear1(3, 400);
    for (let i = 0; i < 10_000; i++) {
      const [a, b] = [next(), next()];
      const product = multiply(fromFloat(a), fromFloat(b));
      if (!exactly(product).equals(fractions.of(a).mul(fractions.of(b))))
        throw new Error(`${a} · ${b} came to ${product.hi} + ${product.lo}`);
    }
  });
});

const operations: readonly [
  string,
  number,
  (a: DoubleDouble, b: DoubleDouble) => DoubleDouble,
  (a: Fraction, b: Fraction) => Fraction,
][] = [
  ['sum', 4, add, (a, b) => a.add(b)],
  ['product', 8, multiply, (a, b) => a.mul(b)],
  ['quotient', 16, divide, (a, b) => a.div(b)],
];

/** The largest error of an operation on the pairs, in units of u² = 2⁻¹⁰⁶ of the exact result. */
function worst(
  [name, , operation, exactOperation]: (typeof operations)[number],
  pairs: readonly (readonly [DoubleDouble, DoubleDouble])[],
): number {
  let largest = 0;
  for (const [a, b] of pairs) {
    if (name === 'quotient' && b.hi === 0) continue;
    const exact = exactOperation(exactly(a), exactly(b));
    if (overflows(exact)) continue;
    largest = Math.max(largest, errorIn(operation(a, b), exact, -106));
  }
  return largest;
}

describe.each(operations)('a %s is off by at most %d u² of itself and 2η', (...operation) => {
  test('on 10,000 pairs of 106 bits around 1', () => {
    const [next, bits] = [randomNear1(4, 30), randomBits(5)];
    const pairs = Array.from({ length: 10_000 }, (_, i) => {
      const a = extended(next(), bits);
      // Every fourth pair cancels to a few bits.
      const b = i % 4 === 0 ? negate(extended(a.hi * (1 + bits() * 2 ** -80), bits)) : extended(next(), bits);
      return [a, b] as const;
    });
    expect(worst(operation, pairs)).toBeLessThanOrEqual(operation[1]);
  });

  test('on 5,000 pairs over all exponents, with denormals and zeros', () => {
    const [next, bits] = [randomFloats(6), randomBits(7)];
    const pairs = Array.from(
      { length: 5_000 },
      () => [extended(next(), bits), extended(next(), bits)] as const,
    );
    expect(worst(operation, pairs)).toBeLessThanOrEqual(operation[1]);
  });
});

describe('near the ends of the exponents', () => {
  const [most, least] = [Number.MAX_VALUE, 2 ** -1074];

  test('a product that fits is not lost to an overflow on the way', () => {
    expect(multiply(fromFloat(most), fromFloat(0.5))).toEqual({ hi: most / 2, lo: 0 });
    expect(multiply(fromFloat(2 ** 1000), fromFloat(2 ** -1074))).toEqual({ hi: 2 ** -74, lo: 0 });
    expect(divide(fromFloat(least), fromFloat(least))).toEqual({ hi: 1, lo: 0 });
    expect(divide(fromFloat(most), fromFloat(most))).toEqual({ hi: 1, lo: 0 });
  });

  test('what is beyond the largest number is infinite, what is below the smallest is 0', () => {
    expect(multiply(fromFloat(most), fromFloat(-2))).toEqual({ hi: -Infinity, lo: 0 });
    expect(add(fromFloat(most), fromFloat(most))).toEqual({ hi: Infinity, lo: 0 });
    expect(divide(fromFloat(most), fromFloat(least))).toEqual({ hi: Infinity, lo: 0 });
    expect(multiply(fromFloat(least), fromFloat(least)).hi).toBe(0);
    expect(divide(fromFloat(least), fromFloat(most)).hi).toBe(0);
  });

  test('scaling there and back changes nothing while every part is a float64', () => {
    const a = twoSum(1 / 3, 2 ** -60 / 7);
    expect(scale(scale(a, -900), 900)).toEqual(a);
    expect(scale(scale(a, 1023), -1023)).toEqual(a);
  });
});

test.each<[string, DoubleDouble, number]>([
  ['∞ + 1', add(fromFloat(Infinity), fromFloat(1)), Infinity],
  ['∞ − ∞', add(fromFloat(Infinity), fromFloat(-Infinity)), NaN],
  ['0 · ∞', multiply(fromFloat(0), fromFloat(Infinity)), NaN],
  ['−3 · ∞', multiply(fromFloat(-3), fromFloat(Infinity)), -Infinity],
  ['1 / 0', divide(fromFloat(1), fromFloat(0)), Infinity],
  ['0 / 0', divide(fromFloat(0), fromFloat(0)), NaN],
  ['−2 / ∞', divide(fromFloat(-2), fromFloat(Infinity)), -0],
])('%s is what float64 makes of it', (_, got, expected) => {
  expect(got).toEqual({ hi: expected, lo: 0 });
});

test('the low part decides between numbers of the same high part', () => {
  expect(isLess({ hi: 1, lo: -(2 ** -60) }, { hi: 1, lo: 2 ** -60 })).toBe(true);
  expect(isLess({ hi: 1, lo: 2 ** -60 }, { hi: 1, lo: 2 ** -60 })).toBe(false);
  expect(isLess({ hi: NaN, lo: 0 }, { hi: 1, lo: 0 })).toBe(false);
});

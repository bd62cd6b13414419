import { describe, expect, test } from '@jest/globals';
import { floatParts, lastExponent, nearestFloat } from '../../src/oracle/float-parts.ts';
import { randomBits } from '../random-bits.ts';

/** 10,000 finite floats over all exponents, denormals among them. */
function floats(): number[] {
  const bits = randomBits(20_261_121);
  const view = new DataView(new ArrayBuffer(8));
  const finite: number[] = [];
  while (finite.length < 10_000) {
    view.setUint32(0, finite.length % 10 === 0 ? bits() & 0x800fffff : bits());
    view.setUint32(4, bits());
    const value = view.getFloat64(0);
    if (Number.isFinite(value)) finite.push(value);
  }
  return finite;
}

const rational = (value: number): [bigint, bigint] => {
  const { mantissa, exponent } = floatParts(value);
  return exponent < 0 ? [mantissa, 1n << BigInt(-exponent)] : [mantissa << BigInt(exponent), 1n];
};

test('lastExponent is the exponent of floatParts', () => {
  // Few bits, so that the last one stands anywhere.
  const few = floats().map((value, i) => Math.fround(value % 2 ** 100) * 2 ** -(i % 64));
  for (const value of [...floats(), ...few, 0, -0, 1, -6, 2 ** 1023, 5e-324, 2 ** -1022])
    if (Number.isFinite(value)) expect(lastExponent(value)).toBe(floatParts(value).exponent);
});

describe('floatParts', () => {
  test('takes floats apart so that they come back bit for bit, denormals too', () => {
    const all = floats();
    expect(all.filter((value) => Math.abs(value) < 2 ** -1022 && value !== 0).length).toBeGreaterThan(500);
    for (const value of all) expect(nearestFloat(...rational(value))).toBe(value === 0 ? 0 : value);
  });

  test('finds an odd mantissa of at most 53 bits that a power of two makes the float again', () => {
    for (const value of floats()) {
      const { mantissa, exponent } = floatParts(value);
      expect(mantissa === 0n || mantissa % 2n !== 0n).toBe(true);
      expect(mantissa < 1n << 53n && mantissa > -(1n << 53n)).toBe(true);
      // Two factors, because 2^exponent alone can underflow; neither product is rounded.
      const half = Math.trunc(exponent / 2);
      expect(Number(mantissa) * 2 ** half * 2 ** (exponent - half) === value).toBe(true);
    }
  });

  test('knows that 0.1 is not a tenth', () => {
    expect(floatParts(0.1)).toEqual({ mantissa: 3602879701896397n, exponent: -55 });
    expect(floatParts(-6)).toEqual({ mantissa: -3n, exponent: 1 });
    expect(floatParts(0)).toEqual({ mantissa: 0n, exponent: 0 });
    expect(floatParts(5e-324)).toEqual({ mantissa: 1n, exponent: -1074 });
  });

  test.each([NaN, Infinity, -Infinity])('refuses %p', (value) => {
    expect(() => floatParts(value)).toThrow(`finite number, got ${value}`);
  });
});

describe('nearestFloat', () => {
  test.each<[string, bigint, bigint, number]>([
    ['a third', 1n, 3n, 1 / 3],
    ['minus two thirds', -2n, 3n, -2 / 3],
    ['a tie to even, down', (1n << 53n) + 1n, 1n, 2 ** 53],
    ['a tie to even, up', (1n << 53n) + 3n, 1n, 2 ** 53 + 4],
    ['just above a tie', ((1n << 53n) + 1n) * 1000n + 1n, 1000n, 2 ** 53 + 2],
    ['half of the smallest number, a tie to zero', 1n, 1n << 1075n, 0],
    ['three quarters of the smallest number', 3n, 1n << 1076n, 5e-324],
    ['beyond the largest number', 1n << 1024n, 1n, Infinity],
  ])('rounds %s', (_, numerator, denominator, expected) => {
    expect(nearestFloat(numerator, denominator)).toBe(expected);
  });
});

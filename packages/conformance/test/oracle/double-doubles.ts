/**
 * Seeded double-double numbers for tests, and how far one is from an exact fraction.
 *
 * @module
 */
import { fractions } from '../../src/oracle/exact-field.ts';
import { twoSum, type DoubleDouble } from '../../src/oracle/double-double.ts';
import { randomBits } from '../random-bits.ts';

/** An exact fraction. */
export type Fraction = ReturnType<typeof fractions.of>;

/** A source of finite float64 over all exponents; one in ten is a denormal, one in twenty 0. */
export function randomFloats(seed: number): () => number {
  const bits = randomBits(seed);
  const view = new DataView(new ArrayBuffer(8));
  return function next(): number {
    const kind = bits() % 20;
    if (kind === 0) return 0;
    view.setUint32(0, kind < 3 ? bits() & 0x800fffff : bits());
    view.setUint32(4, bits());
    const value = view.getFloat64(0);
    return Number.isFinite(value) ? value : next();
  };
}

/** A source of float64 between 2^−reach and 2^reach in size, of either sign, that differ by all of their bits. */
export function randomNear1(seed: number, reach: number): () => number {
  const bits = randomBits(seed);
  return () => {
    const mantissa = (1 + bits() / 2 ** 32 + bits() / 2 ** 64) * (bits() % 2 === 0 ? 1 : -1);
    return mantissa * 2 ** ((bits() % (2 * reach)) - reach);
  };
}

/** A number with 53 bits more below a float64. */
export function extended(hi: number, bits: () => number): DoubleDouble {
  return twoSum(hi, hi * 2 ** -53 * (bits() / 2 ** 32 - 0.5 + bits() / 2 ** 64));
}

/** hi + lo as a fraction. */
export const exactly = ({ hi, lo }: DoubleDouble): Fraction => fractions.of(hi).add(fractions.of(lo));

/**
 * By how much a double-double number is off an exact one, as a multiple of 2^exponent of it, after 2η are forgiven; η = 2⁻¹⁰⁷⁴.
 */
export function errorIn(got: DoubleDouble, exact: Fraction, exponent: number): number {
  const size = exact.abs();
  const beyond = exactly(got)
    .sub(exact)
    .abs()
    .sub(fractions.of(2 * 2 ** -1074));
  if (beyond.compare(0) <= 0) return 0;
  return size.n === 0n ? Infinity : fractions.nearest(beyond.div(size)) / 2 ** exponent;
}

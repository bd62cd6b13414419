/**
 * A float taken apart: the dyadic rational mantissa · 2^exponent that it is.
 *
 * Neither a decimal print nor a library's `fraction(0.1)` will do: 0.1 is 3602879701896397 / 2^55, not 1/10.
 *
 * @module
 */

/** value = mantissa · 2^exponent, exactly; the mantissa is odd, or 0. */
export interface FloatParts {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const bits = new DataView(new ArrayBuffer(8));

/**
 * Takes a finite float64 apart.
 *
 * @throws RangeError for NaN and infinities.
 */
export function floatParts(value: number): FloatParts {
  if (!Number.isFinite(value)) throw new RangeError(`floatParts expected a finite number, got ${value}`);
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  let mantissa = (raw & 0xfffffffffffffn) | (biased === 0 ? 0n : 1n << 52n);
  if (mantissa === 0n) return { mantissa: 0n, exponent: 0 };
  let exponent = (biased === 0 ? 1 : biased) - 1075;
  while ((mantissa & 0xffffffffn) === 0n) {
    mantissa >>= 32n;
    exponent += 32;
  }
  while ((mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent += 1;
  }
  return { mantissa: value < 0 ? -mantissa : mantissa, exponent };
}

/**
 * The exponent of `floatParts` alone, without a mantissa to be made: the last power of two that a finite float64 is a multiple
 * of, and 0 for 0.
 */
export function lastExponent(value: number): number {
  if (value === 0) return 0;
  bits.setFloat64(0, value);
  const [high, low] = [bits.getUint32(0), bits.getUint32(4)];
  const biased = (high >>> 20) & 0x7ff;
  const upper = (high & 0xfffff) | (biased === 0 ? 0 : 0x100000);
  const zeros = low === 0 ? 32 + trailingZeros(upper) : trailingZeros(low);
  return (biased === 0 ? 1 : biased) - 1075 + zeros;
}

/** The zeros below the last bit of a 32-bit integer that is not 0. */
const trailingZeros = (word: number): number => 31 - Math.clz32(word & -word);

/** The float64 nearest to numerator / denominator (denominator > 0), ties to even. */
export function nearestFloat(numerator: bigint, denominator: bigint): number {
  if (numerator < 0n) return -nearestFloat(-numerator, denominator);
  if (numerator === 0n) return 0;
  // Scale so that the integer quotient has 53 bits, or fewer where the result is subnormal.
  let exponent = bitLength(numerator) - bitLength(denominator) - 53;
  if (shifted(numerator, -exponent) / shifted(denominator, exponent) >= 1n << 53n) exponent += 1;
  exponent = Math.max(exponent, -1074);
  const n = shifted(numerator, -exponent);
  const d = shifted(denominator, exponent);
  let quotient = n / d;
  const twice = 2n * (n - quotient * d);
  if (twice > d || (twice === d && (quotient & 1n) === 1n)) quotient += 1n;
  // Two factors, because 2^exponent alone can underflow.
  const half = Math.trunc(exponent / 2);
  return Number(quotient) * 2 ** half * 2 ** (exponent - half);
}

const shifted = (value: bigint, by: number): bigint => (by > 0 ? value << BigInt(by) : value);
const bitLength = (value: bigint): number => value.toString(2).length;

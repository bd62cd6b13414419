/**
 * exp, tanh and sigmoid with about 28 decimal digits, to measure the vector functions with.
 *
 *   e^x = 2^n · (e^(r/512))^512,  x = n·ln 2 + r     a series of ten terms, squared nine times
 *
 * A result may be so large or small that float64 has no digits left for it; so it comes multiplied by a power of two.
 *
 * @module
 */
import { add, divide, multiply, productOf, type Pair } from './pair.ts';

/** What is computed. */
export type FunctionName = 'exp' | 'tanh' | 'sigmoid';

/** A result multiplied by 2^shift. */
export interface Shifted extends Pair {
  readonly shift: number;
}

// ln 2 in three parts; the product of the first with an integer below 2^20 is exact.
const ln2 = [6.93147180369123816e-1, 1.9082149292705877e-10, 1.1612227229362532e-26] as const;
const one: Pair = { hi: 1, lo: 0 };
const factorials = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880].map((hi) => divide(one, { hi, lo: 0 }));

/** 2^shift · e^x for |x| ≤ 750. */
function exponential(x: number, shift = 0): Pair {
  const n = Math.round(x / Math.LN2);
  const low = add(productOf(-n, ln2[1]), { hi: -n * ln2[2], lo: 0 });
  const r = add({ hi: x - n * ln2[0], lo: 0 }, low);
  const small = { hi: r.hi / 512, lo: r.lo / 512 };
  let power = factorials.reduceRight((sum, term) => add(multiply(sum, small), term), { hi: 0, lo: 0 });
  for (let i = 0; i < 9; i++) power = multiply(power, power);
  const scale = 2 ** (n + shift);
  return { hi: power.hi * scale, lo: power.lo * scale };
}

/** tanh x for any finite x; where x is subnormal, tanh x is x. */
function tangent(x: number): Pair {
  const size = Math.min(Math.abs(x), 40);
  if (size < 1e-3) return series(x);
  const e = exponential(2 * size);
  const { hi, lo } = divide(add(e, { hi: -1, lo: 0 }), add(e, one));
  return x < 0 ? { hi: -hi, lo: -lo } : { hi, lo };
}

/** tanh x = x − x³/3 + 2x⁵/15 − 17x⁷/315 + 62x⁹/2835 … for small x. */
function series(x: number): Pair {
  if (Math.abs(x) < 2 ** -400) return { hi: x, lo: 0 };
  const square = productOf(x, x);
  const terms: [number, number][] = [
    [62, 2835],
    [-17, 315],
    [2, 15],
    [-1, 3],
  ];
  const sum = terms.reduce(
    (rest, [a, b]) => add(multiply(rest, square), divide({ hi: a, lo: 0 }, { hi: b, lo: 0 })),
    { hi: 0, lo: 0 } as Pair,
  );
  return multiply({ hi: x, lo: 0 }, add(one, multiply(sum, square)));
}

/** The function at a finite x, |x| ≤ 750 for exp and sigmoid. */
export function exactly(name: FunctionName, x: number): Shifted {
  if (name === 'tanh') return { ...tangent(x), shift: 0 };
  const shift = x > 600 && name === 'exp' ? -256 : x < -600 ? 256 : 0;
  if (name === 'exp' || shift !== 0) return { ...exponential(x, shift), shift }; // t / (1 + t) is t there
  const t = exponential(-Math.abs(x));
  return { ...divide(x < 0 ? t : one, add(one, t)), shift };
}

/** The formats: digits of a number, and the exponents of the smallest and the largest normal one. */
const formats = {
  32: { digits: 24, least: -126, greatest: 127 },
  64: { digits: 53, least: -1022, greatest: 1023 },
} as const;

/** Digits of a format's name. */
export type Bits = keyof typeof formats;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/**
 * How far a result is from the exact one, in units in the last place of the exact one: the distance between two neighbours
 * in its binade, or between two subnormals. From half an ULP above the largest number on the right result is infinite.
 */
export function ulps(got: number, exact: Shifted, bits: Bits): number {
  const { digits, least, greatest } = formats[bits];
  const scale = 2 ** exact.shift;
  const overflow = (2 - 2 ** -digits) * 2 ** (greatest + exact.shift);
  if (Math.abs(exact.hi) >= overflow) return got === Math.sign(exact.hi) * Infinity ? 0 : Infinity;
  float[0] = Math.abs(exact.hi);
  const belowPower = words[0] === 0 && (words[1]! & 0xfffff) === 0 && exact.lo * exact.hi < 0;
  const exponent = (words[1]! >>> 20) - 1023 - (belowPower ? 1 : 0);
  const unit = 2 ** (Math.max(exponent - exact.shift, least) + exact.shift - digits + 1);
  return Math.abs(got * scale - exact.hi - exact.lo) / unit;
}

/**
 * Double-double arithmetic: a number as the unevaluated sum hi + lo of two float64, hi being the float64 nearest to it.
 *
 *   two-sum       a + b = s + e exactly, s = fl(a + b)                                        [Knuth, TAOCP 2, §4.2.2]
 *   two-product   a · b = p + e exactly, p = fl(a · b), each factor split into halves of 26 bits      [Dekker 1971]
 *
 * Some 106 bits at tens of nanoseconds an operation, where an exact fraction takes tens of microseconds. With u = 2⁻⁵³
 * and η = 2⁻¹⁰⁷⁴, the smallest positive number, an operation on finite numbers is off by no more than
 *
 *   sum 4u²,  product 8u²,  quotient 16u²   of its exact result, and 2η more for products and quotients
 *
 * (the published bounds are 3, 5 and 15 u² and a little: [JMP]). The η is the end of the exponents: below 2⁻⁹⁶⁸ the low
 * part of a product is no float64 any more. Splitting multiplies by 2²⁷ + 1, so it overflows long before the product does.
 * Where either could happen the factors are first scaled by powers of two to lie around 1, and the result is scaled back:
 * what overflows or vanishes is then the result itself, nothing on the way to it.
 *
 * NaN and infinities are those of float64 arithmetic on the high parts, with 0 as their low part.
 *
 * [JMP] M. Joldeş, J.-M. Muller, V. Popescu, Tight and rigorous error bounds for basic building blocks of double-word
 * arithmetic, ACM TOMS 44 (2017).
 *
 * @module
 */

/** hi + lo, with hi the float64 nearest to the sum; lo is 0 where hi is NaN or infinite. */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

/** A float64 as it is. */
export const fromFloat = (value: number): DoubleDouble => ({ hi: value, lo: 0 });

/** Whether a number is neither NaN nor infinite: Number.isFinite without the look-up of a global at every operation. */
const isFinite = (value: number): boolean => value - value === 0;

/** hi + lo of two float64 with |a| ≥ |b| or a = 0: exact, three operations. */
function fastTwoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return isFinite(hi) ? { hi, lo: b - (hi - a) } : { hi, lo: 0 };
}

/** hi + lo of any two float64, exactly, unless the sum overflows. */
export function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  if (!isFinite(hi)) return { hi, lo: 0 };
  const second = hi - a;
  return { hi, lo: a - (hi - second) + (b - second) };
}

/** 2²⁷ + 1: multiplying by it and taking away the product leaves the upper 26 bits. */
const splitter = 134217729;
/** Within these, neither splitting overflows nor does the low part of a product vanish. */
const [tiny, huge] = [2 ** -900, 2 ** 900];

/** What a · b differs from p = fl(a · b) by, exactly; all three are 0 or far from overflow and underflow. */
function productError(a: number, b: number, p: number): number {
  const [a27, b27] = [splitter * a, splitter * b];
  const [upperA, upperB] = [a27 - (a27 - a), b27 - (b27 - b)];
  const [lowerA, lowerB] = [a - upperA, b - upperB];
  return upperA * upperB - p + upperA * lowerB + lowerA * upperB + lowerA * lowerB;
}

/** a + b, off by at most 4u² of it. */
export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = twoSum(a.hi, b.hi);
  if (!isFinite(high.hi)) return high;
  const low = twoSum(a.lo, b.lo);
  const middle = fastTwoSum(high.hi, high.lo + low.hi);
  return fastTwoSum(middle.hi, low.lo + middle.lo);
}

/** −a, exactly. */
export const negate = ({ hi, lo }: DoubleDouble): DoubleDouble => ({ hi: -hi, lo: -lo });

/** a · b, off by at most 8u² of it and 2η. */
export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const p = a.hi * b.hi;
  const size = Math.abs(p);
  if (size > tiny && size < huge && Math.abs(a.hi) < huge && Math.abs(b.hi) < huge)
    return fastTwoSum(p, productError(a.hi, b.hi, p) + (a.hi * b.lo + a.lo * b.hi));
  if (a.hi === 0 || b.hi === 0 || !isFinite(a.hi) || !isFinite(b.hi)) return fromFloat(p);
  const [left, right] = [exponentOf(a.hi), exponentOf(b.hi)];
  return scale(multiply(scale(a, -left), scale(b, -right)), left + right);
}

/** a / b, off by at most 16u² of it and 2η. */
export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.hi / b.hi;
  const [above, below, size] = [Math.abs(a.hi), Math.abs(b.hi), Math.abs(quotient)];
  if (above > tiny && above < huge && below > tiny && below < huge && size > tiny && size < huge) {
    const back = multiply(b, fromFloat(quotient));
    return fastTwoSum(quotient, (a.hi - back.hi + (a.lo - back.lo)) / b.hi);
  }
  if (above === 0 || below === 0 || !isFinite(a.hi) || !isFinite(b.hi)) return fromFloat(quotient);
  const [left, right] = [exponentOf(a.hi), exponentOf(b.hi)];
  // 2²⁰⁴⁶ is beyond all numbers already.
  return scale(divide(scale(a, -left), scale(b, -right)), Math.min(left - right, 2046));
}

/** About log₂ |value|, as an integer. */
export const exponentOf = (value: number): number => Math.floor(Math.log2(Math.abs(value)));

/** a · 2^exponent for an exponent from −2148 to 2046: exact, unless the result has no such low part: then within η. */
export function scale({ hi, lo }: DoubleDouble, exponent: number): DoubleDouble {
  // Two factors, because 2^exponent alone can overflow or underflow.
  const half = Math.trunc(exponent / 2);
  const [first, second] = [2 ** half, 2 ** (exponent - half)];
  return fastTwoSum(hi * first * second, lo * first * second);
}

/** Whether a < b; false where one of them is NaN. */
export const isLess = (a: DoubleDouble, b: DoubleDouble): boolean =>
  a.hi < b.hi || (a.hi === b.hi && a.lo < b.lo);

/**
 * Numbers as sums of two float64, hi + lo with |lo| ≤ ½ ulp(hi): about 104 binary digits, at a thousandth of the cost of
 * BigNumbers. For tests that need many exact answers.
 *
 * Nothing is guarded: factors above 2^990 overflow, products below 2^−960 lose their lo.
 *
 * Source: Dekker, "A floating-point technique for extending the available precision", 1971.
 * @module
 */

/** hi + lo. */
export interface Pair {
  readonly hi: number;
  readonly lo: number;
}

/** a + b, without an error. */
function sumOf(a: number, b: number): Pair {
  const hi = a + b;
  const part = hi - a;
  return { hi, lo: a - (hi - part) + (b - part) };
}

/** a·b, without an error: each factor is split into two of at most 26 digits. */
export function productOf(a: number, b: number): Pair {
  const hi = a * b;
  const a1 = 134217729 * a - (134217729 * a - a);
  const b1 = 134217729 * b - (134217729 * b - b);
  const [a2, b2] = [a - a1, b - b1];
  return { hi, lo: a1 * b1 - hi + a1 * b2 + a2 * b1 + a2 * b2 };
}

/** a + b; where they cancel, the error is 2⁻¹⁰⁴ of the greater. */
export function add(a: Pair, b: Pair): Pair {
  const sum = sumOf(a.hi, b.hi);
  return sumOf(sum.hi, sum.lo + (a.lo + b.lo));
}

/** a·b */
export function multiply(a: Pair, b: Pair): Pair {
  const product = productOf(a.hi, b.hi);
  return sumOf(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}

/** a / b */
export function divide(a: Pair, b: Pair): Pair {
  const quotient = a.hi / b.hi;
  const rest = add(a, multiply(b, { hi: -quotient, lo: 0 }));
  return sumOf(quotient, rest.hi / b.hi);
}

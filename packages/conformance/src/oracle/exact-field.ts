/**
 * Exact arithmetic: mathjs fractions where the definition is rational, mathjs BigNumbers of 80 digits where it is not.
 *
 * Slow (tens of µs a product, about 1 ms a tanh), so it makes expected values and is never in the way of a run: this
 * module is the only one that loads mathjs.
 *
 * @module
 */
import { all, create, type BigNumber, type Fraction } from 'mathjs';
import { choices, type Field } from './field.ts';
import { floatParts, nearestFloat } from './float-parts.ts';

const math = create(all!, { number: 'BigNumber', precision: 80 });

function fraction(value: number): Fraction {
  const { mantissa, exponent } = floatParts(value);
  const power = 1n << BigInt(Math.abs(exponent));
  return exponent < 0 ? math.fraction(mantissa, power) : math.fraction(mantissa * power, 1n);
}

const irrational = (): never => {
  throw new TypeError(
    'a function that is not rational has no exact fraction; compute the tape in BigNumbers',
  );
};

/** Fractions of big integers: exact. */
export const fractions: Field<Fraction> & { nearest(value: Fraction): number } = {
  of: fraction,
  constant: fraction,
  sum: (terms) => terms.reduce((sum, term) => sum.add(term)),
  product: (a, b) => a.mul(b),
  quotient: (a, b) => a.div(b),
  negate: (a) => a.neg(),
  apply: irrational,
  derivative: irrational,
  ...choices<Fraction>({ beats: (b, a) => b.compare(a) > 0, atMostZero: (a) => a.compare(0) <= 0 }),
  nearest: (value) => nearestFloat(value.s * value.n, value.d),
};

function bigNumber(value: number): BigNumber {
  const { mantissa, exponent } = floatParts(value);
  return math.bignumber(mantissa.toString()).times(math.bignumber(2).pow(exponent));
}

const [none, one, cancelled] = [math.bignumber(0), math.bignumber(1), math.bignumber('1e-72')];
const sigmoid = (a: BigNumber): BigNumber => one.div(one.plus(a.neg().exp()));

/**
 * A sum; 0 where it cancels to less than 10⁻⁷² of its terms. Of 80 digits few are left then, and mostly none: what the
 * formula makes exactly 0, as the gradient of softmax for equal output gradients, comes to some 10⁻⁸¹ by rounding.
 */
function sumOf(terms: readonly BigNumber[]): BigNumber {
  const sum = terms.reduce((total, term) => total.plus(term));
  const size = terms.reduce((total, term) => total.plus(term.abs()), none);
  return sum.abs().lt(size.times(cancelled)) ? none : sum;
}

/** Decimal numbers of 80 digits: more than any result of a float64 needs, whatever cancels. */
export const bigNumbers: Field<BigNumber> & { nearest(value: BigNumber): number } = {
  of: bigNumber,
  constant: bigNumber,
  sum: sumOf,
  product: (a, b) => a.times(b),
  quotient: (a, b) => a.div(b),
  negate: (a) => a.neg(),
  apply: (name, a) => (name === 'sigmoid' ? sigmoid(a) : a[name === 'log' ? 'ln' : name]()),
  derivative(name, a, value) {
    if (name === 'exp') return value;
    if (name === 'log') return one.div(a);
    // Products, not 1 − tanh² and σ(1 − σ): those lose all their digits far from 0.
    return name === 'tanh' ? one.div(a.cosh().pow(2)) : value.times(sigmoid(a.neg()));
  },
  ...choices<BigNumber>({ beats: (b, a) => b.gt(a), atMostZero: (a) => a.lte(0) }),
  nearest: (value) => Number(value.toString()),
};

/**
 * exp, log, tanh and σ in double-double arithmetic, to about 100 bits: off by at most 2⁻¹⁰⁰ of the exact result, and by
 * 4η where that is next to nothing (η = 2⁻¹⁰⁷⁴).
 *
 *   e^a − 1 = 2^k·(1 + s) − 1,  k = round(a / ln 2),  s = e^r − 1 with r = a − k·ln 2,  |r| ≤ 0.35
 *   s from the Taylor series at r/8 and three times s ← 2s + s²
 *   log a   = k·ln 2 + 2·artanh z,  z = (m − 1)/(m + 1),  a = m·2^k with m from √½ to √2,  |z| ≤ 0.172
 *
 * e^r − 1, not e^r, is what is computed: so tanh a = e / (e + 2) with e = e^(2a) − 1 keeps all its digits for small a. ln 2
 * is the sum of three float64, the first two so short that their products with k are exact: k·ln 2 takes nothing from r.
 *
 * @module
 */
import {
  add,
  divide,
  exponentOf,
  fromFloat,
  multiply,
  negate,
  scale,
  type DoubleDouble,
} from './double-double.ts';
import { nearestFloat } from './float-parts.ts';
import type { Transcendental } from './tape.ts';

const [zero, one, two] = [0, 1, 2].map(fromFloat) as [DoubleDouble, DoubleDouble, DoubleDouble];

/** ln 2 · 10⁶⁰ */
const ln2Digits = 693147180559945309417232121458176568075500134360255254120680n;
/** ln 2 as 42 bits, the next 42 bits, and the float64 nearest to the rest. */
const ln2Parts: readonly number[] = (() => {
  const denominator = 10n ** 60n;
  const first = (ln2Digits << 42n) / denominator;
  const both = (ln2Digits << 84n) / denominator;
  const rest = (ln2Digits << 84n) - both * denominator;
  return [
    Number(first) * 2 ** -42,
    Number(both - (first << 42n)) * 2 ** -84,
    nearestFloat(rest, denominator << 84n),
  ];
})();

/** a + k·ln 2 for an integer |k| < 2¹¹. */
function addLn2(a: DoubleDouble, k: number): DoubleDouble {
  return ln2Parts.reduce((sum, part) => add(sum, multiply(fromFloat(k), fromFloat(part))), a);
}

/** 1/n! for n from 2 to 17: the first term left out is below 2⁻¹²¹ of the sum at |r| / 8. */
const inverseFactorials: readonly DoubleDouble[] = (() => {
  let factorial = 1;
  return Array.from({ length: 16 }, (_, i) => divide(one, fromFloat((factorial *= i + 2))));
})();

/** Σ c[i] · x^i */
const polynomial = (c: readonly DoubleDouble[], x: DoubleDouble): DoubleDouble =>
  c.reduceRight((sum, next) => add(multiply(sum, x), next), zero);

/** e^r − 1 for |r| ≤ 0.36. */
function expm1Near0(r: DoubleDouble): DoubleDouble {
  if (Math.abs(r.hi) < 2 ** -120) return r; // the next term is r²/2
  const x = scale(r, -3);
  let s = add(x, multiply(multiply(x, x), polynomial(inverseFactorials, x)));
  for (let doubling = 0; doubling < 3; doubling++) s = add(scale(s, 1), multiply(s, s));
  return s;
}

/** a = k·ln 2 + r */
function reduced(a: DoubleDouble): { k: number; r: DoubleDouble } {
  const k = Math.round(a.hi / Math.LN2);
  return { k, r: k === 0 ? a : addLn2(a, -k) };
}

/** e^a; Infinity and 0 where it is beyond the numbers. */
function exp(a: DoubleDouble): DoubleDouble {
  if (!(Math.abs(a.hi) < 750)) return fromFloat(Math.exp(a.hi));
  const { k, r } = reduced(a);
  return scale(add(one, expm1Near0(r)), k);
}

/** e^a − 1 for |a| < 700. */
function expm1(a: DoubleDouble): DoubleDouble {
  const { k, r } = reduced(a);
  const s = expm1Near0(r);
  return k === 0 ? s : add(scale(add(one, s), k), fromFloat(-1));
}

/** 1/(2i + 1) for i from 0 to 23: the first term left out is below 2⁻¹²⁴ of the sum at |z| = 0.172. */
const inverseOdds: readonly DoubleDouble[] = Array.from({ length: 24 }, (_, i) =>
  divide(one, fromFloat(2 * i + 1)),
);

/** log a; −Infinity at 0, NaN below. */
function log(a: DoubleDouble): DoubleDouble {
  if (!(a.hi > 0 && a.hi < Infinity)) return fromFloat(Math.log(a.hi));
  const below = scale(a, -exponentOf(a.hi));
  const up = below.hi > Math.SQRT2 ? 1 : 0;
  const m = scale(below, -up);
  const z = divide(add(m, fromFloat(-1)), add(m, one));
  const series = multiply(z, polynomial(inverseOdds, multiply(z, z)));
  return addLn2(scale(series, 1), exponentOf(a.hi) + up);
}

/** tanh a = e / (e + 2), e = e^(2a) − 1, for a ≥ 0, and the negative of it below. */
function tanh(a: DoubleDouble): DoubleDouble {
  if (a.hi < 0) return negate(tanh(negate(a)));
  // From here on 1 − tanh a is below 2⁻¹⁰⁰⁰. NaN stays NaN.
  if (!(a.hi < 348)) return fromFloat(Math.tanh(a.hi));
  const e = expm1(scale(a, 1));
  return divide(e, add(e, two));
}

/** σ(a) = 1 / (1 + e^−a), or e^a / (1 + e^a) below 0, where e^−a would overflow. */
function sigmoid(a: DoubleDouble): DoubleDouble {
  if (a.hi < 0) {
    const power = exp(a);
    return divide(power, add(one, power));
  }
  return divide(one, add(one, exp(negate(a))));
}

/** tanh′ a = sech² a = 4q / (1 + q)², q = e^(−2|a|): 1 − tanh² would lose its digits far from 0. */
function sechSquared(a: DoubleDouble): DoubleDouble {
  const q = exp(scale(a.hi < 0 ? a : negate(a), 1));
  const below = add(one, q);
  return divide(scale(q, 2), multiply(below, below));
}

/** The functions of a tape by name. */
export const functions: Readonly<Record<Transcendental, (a: DoubleDouble) => DoubleDouble>> = {
  exp,
  log,
  tanh,
  sigmoid,
};

/** Their derivatives at `a`, where the function is `value`. */
export const derivatives: Readonly<
  Record<Transcendental, (a: DoubleDouble, value: DoubleDouble) => DoubleDouble>
> = {
  exp: (_, value) => value,
  log: (a) => divide(one, a),
  tanh: sechSquared,
  // Not σ(1 − σ), which loses its digits far above 0.
  sigmoid: (a, value) => multiply(value, sigmoid(negate(a))),
};

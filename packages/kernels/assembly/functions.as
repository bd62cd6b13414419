/**
 * Vector functions: exp, tanh and sigmoid of n numbers.
 *
 *   e^x       = 2^n · (1 + e),              x = n·ln 2 + r,  e = e^r − 1           see exponential.as
 *   sigmoid x = b − b·t / (1 + t),          t = e^−|x|,  b = t for x < 0, else 1
 *   tanh |x|  = m / (m + 2)                 m = e^2|x| − 1 = 2^n·e + (2^n − 1)
 *             = m/2 − m/2 · m / (m + 2)     for m < 2
 *             = 1 − 2 / (m + 2)             otherwise
 *
 * Nothing overflows or cancels. Each result is a value less a smaller part, so that the rounding errors of the quotient count
 * only for that part: a quotient alone would have an error of up to 2.5 ULP. Over the whole range and in both precisions exp is
 * within 1 ULP, tanh and sigmoid are within 2.
 *
 * NaN stays NaN: v128.pmin(x, limit) and pmax keep a NaN of their first argument, and are one instruction where min and max
 * are several. An element's value depends on that element alone: the last few that fill no vector are computed by the same
 * vector function, beside lanes of zeros.
 */
import { constant, exponentBias, leading, power, rounder, roundedQuotient, trailing } from './exponential';
import { lanes, multiplyAdd, storeLanes } from './vectors';

/** e^x. 2^n is multiplied in two factors: at the ends of the range it is not a normal number, while e^x still is a number. */
@inline
export function expVector<T>(x: v128): v128 {
  const limited = v128.pmin<T>(v128.pmax<T>(x, constant<T>(-104, -746)), constant<T>(89, 710));
  const round = rounder<T>(2 * exponentBias<T>());
  const sum = roundedQuotient<T>(limited, round);
  const n = v128.sub<T>(sum, round);
  const lead = leading<T>(limited, n);
  const e = v128.add<T>(lead, trailing<T>(lead, n));
  const half = sizeof<T>() == 4 ? i32x4.shr_u(sum, 1) : i64x2.shr_u(sum, 1);
  const rest = sizeof<T>() == 4 ? i32x4.sub(sum, half) : i64x2.sub(sum, half);
  const first = power<T>(half);
  return v128.mul<T>(multiplyAdd<T>(first, e, first), power<T>(rest));
}

/** tanh x, with the sign of x, also of −0. */
@inline
export function tanhVector<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const limited = v128.pmin<T>(size, constant<T>(10, 20));
  const twice = v128.add<T>(limited, limited);
  const round = rounder<T>(exponentBias<T>());
  const sum = roundedQuotient<T>(twice, round);
  const n = v128.sub<T>(sum, round);
  const lead = leading<T>(twice, n);
  const scale = power<T>(sum);
  const coarse = multiplyAdd<T>(scale, lead, v128.sub<T>(scale, constant<T>(1, 1))); // exact where m is small
  const m = multiplyAdd<T>(scale, trailing<T>(lead, n), coarse);
  const small = v128.lt<T>(m, constant<T>(2, 2));
  const base = v128.bitselect(v128.mul<T>(m, constant<T>(0.5, 0.5)), constant<T>(1, 1), small);
  const numerator = v128.bitselect(m, constant<T>(2, 2), small);
  const away = v128.div<T>(numerator, v128.sub<T>(constant<T>(-2, -2), m));
  return v128.or(multiplyAdd<T>(base, away, base), v128.xor(x, size));
}

/** 1 / (1 + e^−x). */
@inline
export function sigmoidVector<T>(x: v128): v128 {
  const t = expVector<T>(v128.neg<T>(v128.abs<T>(x)));
  const base = v128.bitselect(t, constant<T>(1, 1), v128.lt<T>(x, i64x2.splat(0)));
  const away = v128.div<T>(t, v128.sub<T>(constant<T>(-1, -1), t));
  return multiplyAdd<T>(base, away, base);
}

/** The first `count` lanes, 0 < count < lanes, and zeros. */
@inline
function loadLanes<T>(from: usize, count: i32): v128 {
  if (sizeof<T>() == 8) return v128.load64_zero(from);
  let value = v128.load32_zero(from);
  if (count > 1) value = v128.load32_lane(from + 4, value, 1);
  if (count > 2) value = v128.load32_lane(from + 8, value, 2);
  return value;
}

const EXP: i32 = 0;
const TANH: i32 = 1;
const SIGMOID: i32 = 2;

@inline
function valueOf<T>(which: i32, x: v128): v128 {
  if (which == EXP) return expVector<T>(x);
  if (which == TANH) return tanhVector<T>(x);
  return sigmoidVector<T>(x);
}

/** dst[i] = f(src[i]), i = 0 … n − 1; dst may be src. `which` is a constant, so that the loop holds one function. */
@inline
function mapAll<T>(which: i32, src: usize, dst: usize, n: i32): void {
  let i = 0;
  for (; i + lanes<T>() <= n; i += lanes<T>()) {
    v128.store(dst, valueOf<T>(which, v128.load(src)));
    src += 16;
    dst += 16;
  }
  if (i < n) storeLanes<T>(dst, valueOf<T>(which, loadLanes<T>(src, n - i)), n - i);
}

export function exp32(src: usize, dst: usize, n: i32): void {
  mapAll<f32>(EXP, src, dst, n);
}

export function exp64(src: usize, dst: usize, n: i32): void {
  mapAll<f64>(EXP, src, dst, n);
}

export function tanh32(src: usize, dst: usize, n: i32): void {
  mapAll<f32>(TANH, src, dst, n);
}

export function tanh64(src: usize, dst: usize, n: i32): void {
  mapAll<f64>(TANH, src, dst, n);
}

export function sigmoid32(src: usize, dst: usize, n: i32): void {
  mapAll<f32>(SIGMOID, src, dst, n);
}

export function sigmoid64(src: usize, dst: usize, n: i32): void {
  mapAll<f64>(SIGMOID, src, dst, n);
}

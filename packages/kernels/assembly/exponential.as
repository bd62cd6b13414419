/**
 * What exp, tanh and sigmoid are made of: the exponential, taken apart.
 *
 *   x = n·ln 2 + r,  |r| ≤ ½ ln 2      e^x = 2^n · e^r      e^r = 1 + r + r²·q(r)
 *
 * n·ln 2 is subtracted in two parts, the first with so few digits that its product with n is exact. q is a minimax polynomial:
 * the error of r + r²·q(r), relative to r, is at most 2⁻³¹ in float32 and 2⁻⁶¹ in float64.
 *
 * n comes from an addition. 1.5·2^23 + bias (float64: 1.5·2^52 + bias) is so large that x / ln 2 added to it is rounded to an
 * integer, whose last bits are n + bias. With the bias of the format's exponents those bits are the exponent of 2^n.
 *
 * Source: Cody & Waite, Software Manual for the Elementary Functions, 1980, for the reduction. The coefficients were computed
 * by Remez' exchange algorithm with 50 digits and rounded.
 */
import { multiplyAdd } from './vectors';

/** A vector of one number: `single` in float32, `double` in float64. */
@inline
export function constant<T>(single: f32, double: f64): v128 {
  return sizeof<T>() == 4 ? f32x4.splat(single) : f64x2.splat(double);
}

/** 1.5·2^23 + bias, or 1.5·2^52 + bias: added to a small number, it leaves the nearest integer in the last bits. */
@inline
export function rounder<T>(bias: i32): v128 {
  return constant<T>(12582912.0 + <f32>bias, 6755399441055744.0 + <f64>bias);
}

/** The exponent of 1, as it is stored. */
@inline
export function exponentBias<T>(): i32 {
  return sizeof<T>() == 4 ? 127 : 1023;
}

/** n + `round`, n the integer nearest to x / ln 2. */
@inline
export function roundedQuotient<T>(x: v128, round: v128): v128 {
  return multiplyAdd<T>(x, constant<T>(1.44269504088896341, 1.44269504088896341), round);
}

/** The leading part of e^r − 1: x less the first part of n·ln 2, without an error. */
@inline
export function leading<T>(x: v128, n: v128): v128 {
  return multiplyAdd<T>(n, constant<T>(-0.693359375, -6.93147180369123816e-1), x);
}

/** What is missing to e^r − 1: the second part of n·ln 2, and r²·q(r). */
@inline
export function trailing<T>(leading: v128, n: v128): v128 {
  const least = v128.mul<T>(n, constant<T>(2.12194440054690581e-4, -1.9082149292705877e-10));
  const r = v128.add<T>(leading, least);
  let q: v128;
  if (sizeof<T>() == 4) {
    q = multiplyAdd<f32>(f32x4.splat(1.9914163567591459e-4), r, f32x4.splat(1.3941010693088174e-3));
    q = multiplyAdd<f32>(q, r, f32x4.splat(8.333273231983185e-3));
    q = multiplyAdd<f32>(q, r, f32x4.splat(4.166635498404503e-2));
    q = multiplyAdd<f32>(q, r, f32x4.splat(0.1666666716337204));
    q = multiplyAdd<f32>(q, r, f32x4.splat(0.5));
  } else {
    q = multiplyAdd<f64>(f64x2.splat(2.092448473610408e-9), r, f64x2.splat(2.5109065987256477e-8));
    q = multiplyAdd<f64>(q, r, f64x2.splat(2.7557242646670397e-7));
    q = multiplyAdd<f64>(q, r, f64x2.splat(2.7557244136536037e-6));
    q = multiplyAdd<f64>(q, r, f64x2.splat(2.4801587360658004e-5));
    q = multiplyAdd<f64>(q, r, f64x2.splat(1.984126988618642e-4));
    q = multiplyAdd<f64>(q, r, f64x2.splat(1.3888888888866804e-3));
    q = multiplyAdd<f64>(q, r, f64x2.splat(8.333333333321613e-3));
    q = multiplyAdd<f64>(q, r, f64x2.splat(4.16666666666667e-2));
    q = multiplyAdd<f64>(q, r, f64x2.splat(0.16666666666666677));
    q = multiplyAdd<f64>(q, r, f64x2.splat(0.5));
  }
  return multiplyAdd<T>(v128.mul<T>(r, r), q, least);
}

/** The power of two whose stored exponent is in the last bits. */
@inline
export function power<T>(bits: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.shl(bits, 23) : i64x2.shl(bits, 52);
}

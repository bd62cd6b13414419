/**
 * Sums of rows, and whether numbers are finite.
 */
import { lanes } from './vectors';

/** to[r] += Σ_j x[r, j], lane by lane, then the lanes. */
@inline
function sumRows<T>(R: i32, L: i32, x: usize, to: usize): void {
  for (let r = 0; r < R; r++) {
    let a = i64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let j = 0;
    for (; j + 4 * lanes<T>() <= L; j += 4 * lanes<T>()) {
      a = v128.add<T>(a, v128.load(x));
      b = v128.add<T>(b, v128.load(x, 16));
      c = v128.add<T>(c, v128.load(x, 32));
      d = v128.add<T>(d, v128.load(x, 48));
      x += 64;
    }
    a = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
    let sum = v128.extract_lane<T>(a, 0) + v128.extract_lane<T>(a, 1);
    if (sizeof<T>() == 4) sum += <T>(f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3));
    for (; j < L; j++) {
      sum += load<T>(x);
      x += sizeof<T>();
    }
    store<T>(to, load<T>(to) + sum);
    to += sizeof<T>();
  }
}

/** Whether all n numbers are finite: x − x is 0 for these alone. */
@inline
function allFinite<T>(n: i32, x: usize): bool {
  let bad = i64x2.splat(0);
  let i = 0;
  for (; i + lanes<T>() <= n; i += lanes<T>()) {
    const value = v128.load(x);
    const difference = v128.sub<T>(value, value);
    bad = v128.or(bad, v128.ne<T>(difference, difference));
    x += 16;
  }
  if (v128.any_true(bad)) return false;
  for (; i < n; i++) {
    const value = load<T>(x);
    if (value - value != value - value) return false;
    x += sizeof<T>();
  }
  return true;
}

export function sumRows32(R: i32, L: i32, x: usize, to: usize): void {
  sumRows<f32>(R, L, x, to);
}

export function sumRows64(R: i32, L: i32, x: usize, to: usize): void {
  sumRows<f64>(R, L, x, to);
}

export function allFinite32(n: i32, x: usize): bool {
  return allFinite<f32>(n, x);
}

export function allFinite64(n: i32, x: usize): bool {
  return allFinite<f64>(n, x);
}

/**
 * 128-bit vectors of a float type T: how many lanes they have, and the multiply-add that every kernel is made of.
 *
 * The relaxed build multiplies and adds with one rounding (FMA), the plain build with two. Every kernel of a build uses this
 * one function for all its elements, those at the edges too, so that an element's value never depends on where it stands.
 */

/** Elements of one vector: 4 of float32, 2 of float64. */
@inline
export function lanes<T>(): i32 {
  return 16 / sizeof<T>();
}

/** a·b + c */
@inline
export function multiplyAdd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** c − a·b */
@inline
export function multiplySubtract<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_nmadd<T>(a, b, c);
  return v128.sub<T>(c, v128.mul<T>(a, b));
}

/** Writes the first `count` lanes of a vector. */
@inline
export function storeLanes<T>(at: usize, value: v128, count: i32): void {
  if (count <= 0) return;
  if (count >= lanes<T>()) {
    v128.store(at, value);
    return;
  }
  store<T>(at, v128.extract_lane<T>(value, 0));
  if (sizeof<T>() == 8 || count == 1) return;
  store<T>(at + sizeof<T>(), v128.extract_lane<T>(value, 1));
  if (count == 2) return;
  store<f32>(at + 8, f32x4.extract_lane(value, 2));
}

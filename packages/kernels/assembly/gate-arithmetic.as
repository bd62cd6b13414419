/**
 * The arithmetic of gates, as short as its formulas: vectors of T, element by element.
 */

@inline
export function times<T>(a: v128, b: v128): v128 {
  return v128.mul<T>(a, b);
}

@inline
export function plus<T>(a: v128, b: v128): v128 {
  return v128.add<T>(a, b);
}

@inline
export function minus<T>(a: v128, b: v128): v128 {
  return v128.sub<T>(a, b);
}

/** 1 − a. */
@inline
export function complement<T>(a: v128): v128 {
  return v128.sub<T>(v128.splat<T>(1), a);
}

/** s·(1 − s), the derivative of the logistic function where its value is s. */
@inline
export function sigmoidSlope<T>(s: v128): v128 {
  return times<T>(s, complement<T>(s));
}

/** 1 − y², the derivative of tanh where its value is y. */
@inline
export function tanhSlope<T>(y: v128): v128 {
  return complement<T>(times<T>(y, y));
}

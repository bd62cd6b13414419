/**
 * One row of a matrix times a vector: what every gate of a recurrence is made of.
 *
 *   s = Σ_k w[row, k] · v[k]        dw[row, k] += ds · v[k]        dv[k] += ds · w[row, k]
 *
 * @module
 */

/** Numbers of either dtype. */
export type Vector = Float32Array | Float64Array;

/** Σ_k w[row, k] · v[k], where w has as many columns as v has elements. */
export function dot(w: Vector, row: number, v: Vector): number {
  const K = v.length;
  let sum = 0;
  for (let k = 0; k < K; k++) sum += w[row * K + k]! * v[k]!;
  return sum;
}

/** The backward of s = dot(w, row, v): adds to the gradients of w and of v. */
export function dotBackward(
  ds: number,
  { w, row, v, dw, dv }: { w: Vector; row: number; v: Vector; dw: Float64Array; dv: Float64Array },
): void {
  const K = v.length;
  for (let k = 0; k < K; k++) {
    dw[row * K + k]! += ds * v[k]!;
    dv[k]! += ds * w[row * K + k]!;
  }
}

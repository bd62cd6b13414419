/**
 * Vectors and matrices as a textbook writes them, for a recurrence that is read beside its mistakes.
 *
 *   W·v        Wᵀ·d        d·vᵀ
 *
 * @module
 */

/** Numbers in a row. */
export type Vector = readonly number[];
/** Rows of equal length. */
export type Matrix = readonly Vector[];

/** Zeros. */
export const zeroVector = (size: number): Vector => new Array<number>(size).fill(0);

/** W·v: a number per row. */
export const times = (w: Matrix, v: Vector): Vector =>
  w.map((row) => row.reduce((sum, weight, k) => sum + weight * v[k]!, 0));

/** Wᵀ; a matrix without rows has none. */
export const transposed = (w: Matrix): Matrix => (w[0] ?? []).map((_, k) => w.map((row) => row[k]!));

/** d·vᵀ: the gradient of W where d is that of W·v. */
export const outer = (d: Vector, v: Vector): Matrix => d.map((left) => v.map((right) => left * right));

/** a + b, element by element. */
export const plus = (a: Vector, b: Vector): Vector => a.map((value, k) => value + b[k]!);

/** Block `k` of H rows of a matrix (or H numbers of a vector) in which gates are stacked. */
export const block = <T>(stacked: readonly T[], k: number, H: number): readonly T[] =>
  stacked.slice(k * H, (k + 1) * H);

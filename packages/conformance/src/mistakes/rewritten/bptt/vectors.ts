/**
 * Products of a stacked weight matrix with the vectors of one step.
 *
 * @module
 */

/** w · v, one element per row of w. */
export function times(w: ArrayLike<number>, v: readonly number[]): number[] {
  const rows = v.length === 0 ? 0 : w.length / v.length;
  return Array.from({ length: rows }, (_, row) =>
    v.reduce((sum, value, i) => sum + w[row * v.length + i]! * value, 0),
  );
}

/** wᵀ · d, of `width` elements, which is what w has columns. */
export function timesTransposed(w: ArrayLike<number>, d: readonly number[], width: number): number[] {
  return Array.from({ length: width }, (_, i) =>
    d.reduce((sum, value, row) => sum + value * w[row * width + i]!, 0),
  );
}

/** dw += d ⊗ v, from row `first` on. */
export function addOuter(dw: number[], d: readonly number[], v: readonly number[], first = 0): void {
  d.forEach((value, row) => v.forEach((other, i) => (dw[(first + row) * v.length + i]! += value * other)));
}

/** a + b, element by element. */
export const plus = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value + b[i]!);

/** Gate number `gate` of a stack of gates of H elements. */
export const gateOf = (stacked: readonly number[], gate: number, H: number): number[] =>
  stacked.slice(gate * H, (gate + 1) * H);

/** The logistic function. */
export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

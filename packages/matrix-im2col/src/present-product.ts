/**
 * The product with a matrix of columns when a factor is not finite: padding is absent, not 0 · ∞.
 *
 *   C[m, n] += Σ_k A[m, k] · op(columns)[k, n]   over those k whose column element is an element of x
 *
 * Which ones are is what im2col makes of an image of ones. Slow and rarely needed; on finite factors it adds what gemm
 * adds with `accumulate`, but for rounding, since the terms left out are zeros.
 *
 * @module
 */
import type { MatrixProduct } from '@gradspec/kernels';
import { matrixSizes, type Geometry } from './geometry.ts';
import { im2col } from './im2col.ts';

/** 1 for each column element that is an element of x, 0 for padding: [CG·ΠK, ΠO]. */
export function presentColumns(geometry: Geometry): Float32Array {
  const { volume, rows, positions } = matrixSizes(geometry);
  const present = new Float32Array(rows * positions);
  im2col(new Float32Array(volume).fill(1), 0, geometry, present);
  return present;
}

/** Adds A·op(B) to C, where B holds columns and `present` says which of them are real. A is not transposed. */
export function addPresentProduct({ M, N, K, a, b, c }: MatrixProduct, present: Float32Array): void {
  const [bRow, bColumn] = b.transposed ? [1, K] : [N, 1];
  for (let m = 0; m < M; m++)
    for (let n = 0; n < N; n++) {
      let sum = 0;
      for (let k = 0; k < K; k++) {
        const at = k * bRow + n * bColumn;
        if (present[at] === 1) sum += a.data[(a.offset ?? 0) + m * K + k]! * b.data[(b.offset ?? 0) + at]!;
      }
      c.data[(c.offset ?? 0) + m * N + n]! += sum;
    }
}

/** Whether all elements are finite numbers. */
export function allFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

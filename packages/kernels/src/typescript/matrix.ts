/**
 * The matrix product of the fallback: the definition, in the order that V8 likes.
 *
 *   C[m, n] = (…((C[m, n] + A[m, 0]·B[0, n]) + A[m, 1]·B[1, n]) + …)
 *
 * "Packing" copies A row by row; nothing is blocked.
 *
 * @module
 */
import { rightFactor, type NumericKernels } from '../numeric-kernels.ts';
import type { Views } from './views.ts';

/** `packLeft` and `multiply` over a memory. */
export function matrixKernels(views: Views): Pick<NumericKernels, 'packLeft' | 'multiply'> {
  const { size } = views;
  return {
    packLeft(M, K, a, aRow, aColumn, table, packed) {
      const { floats, integers } = views.now();
      const from = a / size;
      const to = packed / size;
      for (let m = 0; m < M; m++)
        for (let k = 0; k < K; k++)
          floats[to + m * K + k] =
            floats[from + m * aRow + (table ? integers[table / 4 + k]! : k * aColumn)]!;
    },
    multiply(M, N, K, packed, kind, b, bRow, bColumn, c, cRow, accumulate) {
      const { floats, integers } = views.now();
      const left = packed / size;
      const right = b / size;
      for (let m = 0; m < M; m++) {
        const row = c / size + m * cRow;
        if (!accumulate) floats.fill(0, row, row + N);
        for (let k = 0; k < K; k++) {
          const factor = floats[left + m * K + k]!;
          if (kind === rightFactor.strides) {
            const start = right + k * bRow;
            for (let n = 0; n < N; n++) floats[row + n]! += factor * floats[start + n * bColumn]!;
          } else {
            const start = right + integers[bRow / 4 + k]!;
            const columns = bColumn / 4;
            for (let n = 0; n < N; n++) floats[row + n]! += factor * floats[start + integers[columns + n]!]!;
          }
        }
      }
    },
  };
}

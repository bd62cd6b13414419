/**
 * The bias gradient: db[m] = Σ_{n, position} dy[n, m, position].
 *
 * @module
 */
import { withKernels, type FloatArray, type Precision } from '@gradspec/kernels';

/** Computes db, [M], of dy[N, M, positions]. */
export function sumOverPositions(
  dy: FloatArray,
  precision: Precision,
  { N, M, positions }: { N: number; M: number; positions: number },
): FloatArray {
  return withKernels(({ arena, [precision]: kernels }) => {
    const db = arena.zeros(precision, M);
    const sample = arena.room(precision, M * positions);
    for (let n = 0; n < N; n++) {
      const values = dy.subarray(n * M * positions, (n + 1) * M * positions);
      arena.floats(precision).set(values, sample / dy.BYTES_PER_ELEMENT);
      kernels.sumRows(M, positions, sample, db);
    }
    return arena.take(precision, db, M);
  });
}

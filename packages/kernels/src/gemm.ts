/**
 * GEMM, the general matrix product.
 *
 *   C[m, n] = Σ_k op(A)[m, k] · op(B)[k, n]      (+ C[m, n] with `accumulate`)
 *
 * Matrices are row-major; op is the matrix itself or its transpose. Every sum is made in float64, k ascending from 0, and
 * is rounded once, when it is stored. So an element's value depends on its row of op(A), its column of op(B) and K, never
 * on M, N or where it stands: a product of one row equals that row of a larger product bit for bit.
 *
 * Source: the BLAS level 3 operation xGEMM.
 * @module
 */

/** The memory a matrix can lie in. */
export type FloatArray = Float32Array | Float64Array;

/** A row-major matrix that begins at `offset` (0) of `data`; its sizes are the product's. */
export interface Matrix {
  readonly data: FloatArray;
  readonly offset?: number;
}

/** A matrix on the right-hand side: `transposed` (false) says that `data` holds the transpose of what is multiplied. */
export interface Factor extends Matrix {
  readonly transposed?: boolean;
}

/** One call of `gemm`: op(A) is M×K, op(B) is K×N, C is M×N. */
export interface MatrixProduct {
  readonly M: number;
  readonly N: number;
  readonly K: number;
  readonly a: Factor;
  readonly b: Factor;
  readonly c: Matrix;
  /** Add to C instead of overwriting it (false). */
  readonly accumulate?: boolean;
}

/**
 * Computes op(A)·op(B) into C, or adds it to C. The arrays may be of different precisions; C's memory must not be that of A or B.
 *
 * @throws RangeError for a size that is no integer of at least 0, and for a matrix that its array is too short for.
 */
export function gemm(product: MatrixProduct): void {
  check(product);
  const { M, N, K, a, b, c, accumulate = false } = product;
  const [aRow, aColumn] = a.transposed ? [1, M] : [K, 1];
  const [bRow, bColumn] = b.transposed ? [1, K] : [N, 1];
  const A = a.data;
  const B = b.data;
  const C = c.data;
  const sums = new Float64Array(N);
  for (let m = 0; m < M; m++) {
    sums.fill(0);
    for (let k = 0; k < K; k++) {
      const factor = A[(a.offset ?? 0) + m * aRow + k * aColumn]!;
      const start = (b.offset ?? 0) + k * bRow;
      for (let n = 0; n < N; n++) sums[n]! += factor * B[start + n * bColumn]!;
    }
    const row = (c.offset ?? 0) + m * N;
    for (let n = 0; n < N; n++) C[row + n] = accumulate ? C[row + n]! + sums[n]! : sums[n]!;
  }
}

function check({ M, N, K, a, b, c }: MatrixProduct): void {
  for (const [name, size] of Object.entries({ M, N, K }))
    if (!Number.isSafeInteger(size) || size < 0)
      throw new RangeError(`gemm: ${name} expected an integer of at least 0, got ${size}`);
  checkLength('a', a, M, K);
  checkLength('b', b, K, N);
  checkLength('c', c, M, N);
}

function checkLength(name: string, { data, offset = 0 }: Matrix, rows: number, columns: number): void {
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new RangeError(`gemm: the offset of ${name} expected an integer of at least 0, got ${offset}`);
  if (data.length < offset + rows * columns)
    throw new RangeError(
      `gemm: ${name} expected ${rows}×${columns} elements from offset ${offset}, got an array of ${data.length}`,
    );
}

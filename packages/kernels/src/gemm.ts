/**
 * GEMM, the general matrix product, of matrices in ordinary memory.
 *
 *   C[m, n] = Σ_k op(A)[m, k] · op(B)[k, n]      (+ C[m, n] with `accumulate`)
 *
 * Matrices are row-major; op is the matrix itself or its transpose. Sums are made in C's precision, k ascending from 0,
 * starting from C with `accumulate`. So an element's value depends on its row of op(A), its column of op(B) and K, never on
 * M, N or where it stands: a product of one row equals that row of a larger product bit for bit.
 *
 * Source: the BLAS level 3 operation xGEMM.
 * @module
 */
import { withKernels } from './engine.ts';
import type { FloatArray } from './memory.ts';
import { rightFactor } from './numeric-kernels.ts';

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
  const target = part(c, M * N);
  if (K === 0 && !accumulate) target.fill(0);
  if (M * N * K === 0) return;
  const precision = c.data instanceof Float32Array ? 'float32' : 'float64';
  withKernels(({ arena, workBytes, [precision]: kernels }) => {
    const packed = arena.room(precision, (M + 3) * K);
    const left = arena.put(precision, part(a, M * K));
    kernels.packLeft(M, K, left, a.transposed ? 1 : K, a.transposed ? M : 1, 0, packed);
    const right = arena.put(precision, part(b, K * N));
    const to = accumulate ? arena.put(precision, target) : arena.room(precision, M * N);
    const work = arena.room('float32', workBytes / 4);
    const [bRow, bColumn] = b.transposed ? [1, K] : [N, 1];
    kernels.multiply(M, N, K, packed, rightFactor.strides, right, bRow, bColumn, to, N, accumulate, work);
    arena.copyTo(target, precision, to);
  });
}

/** The elements of a matrix. */
const part = ({ data, offset = 0 }: Matrix, length: number): FloatArray =>
  data.subarray(offset, offset + length);

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

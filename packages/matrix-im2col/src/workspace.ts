/**
 * What a call computes with: the kernels of its precision, their memory, and matrix products in it.
 *
 * @module
 */
import { rightFactor, withKernels, type Arena, type NumericKernels, type Precision } from '@gradspec/kernels';

/** The kernels of one precision and their memory, for the duration of one call. */
export interface Workspace {
  readonly precision: Precision;
  /** Bytes of a number. */
  readonly size: 4 | 8;
  readonly arena: Arena;
  readonly kernels: NumericKernels;
  /** The address of the work memory that products need. */
  readonly work: number;
}

/** Runs a call in a workspace; what it took is given back at its end. */
export function withWorkspace<R>(precision: Precision, run: (workspace: Workspace) => R): R {
  return withKernels(({ arena, workBytes, [precision]: kernels }) => {
    const work = arena.room('float32', workBytes / 4);
    return run({ precision, size: precision === 'float32' ? 4 : 8, arena, kernels, work });
  });
}

/** A matrix whose element (i, j) lies i·row + j·column elements behind the address `at`. */
export interface Strided {
  readonly at: number;
  readonly row: number;
  readonly column: number;
}

/** A matrix whose row i lies rows[i] elements behind the address `at`. */
export interface Gathered {
  readonly at: number;
  readonly rows: Int32Array;
}

/** One product C[M, N] = A·B. C's rows are cRow elements apart. */
export interface Product {
  readonly M: number;
  readonly N: number;
  readonly K: number;
  readonly a: Strided;
  readonly b: Strided | Gathered;
  readonly c: number;
  readonly cRow: number;
  /** Add to C instead of overwriting it (false). */
  readonly accumulate?: boolean;
}

/** Computes a product; an empty sum is 0. The memory it packs in is given back. */
export function multiply({ precision, size, arena, kernels, work }: Workspace, product: Product): void {
  const { M, N, K, a, b, c, cRow, accumulate = false } = product;
  if (K === 0 && !accumulate)
    for (let m = 0; m < M; m++) arena.floats(precision).fill(0, c / size + m * cRow, c / size + m * cRow + N);
  if (M * N * K === 0) return;
  withKernels(() => {
    const packed = arena.room(precision, Math.ceil(M / 4) * 4 * K);
    kernels.packLeft(M, K, a.at, a.row, a.column, 0, packed);
    const [kind, bRow, bColumn] =
      'rows' in b
        ? [rightFactor.tables, arena.putIntegers(b.rows), arena.putIntegers(Int32Array.from(Array(N).keys()))]
        : [rightFactor.strides, b.row, b.column];
    kernels.multiply(M, N, K, packed, kind, b.at, bRow, bColumn, c, cRow, accumulate, work);
  });
}

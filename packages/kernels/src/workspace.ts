/**
 * What a call computes with: the kernels of its precision, their memory, and matrix products in it.
 *
 * @module
 */
import { withKernels } from './engine.ts';
import type { Arena, Precision } from './memory.ts';
import { rightFactor, type NumericKernels } from './numeric-kernels.ts';

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

/** Bytes of a left factor that are packed at a time: what stays in the cache until it has met the right one. */
const packedBytes = 512 * 1024;
/** The kernels sum in blocks of so many products, so a product is divided where they would pause anyway. */
const blockDepth = 256;

/** Computes a product; an empty sum is 0. The memory it packs in is given back. */
export function multiply({ precision, size, arena, kernels, work }: Workspace, product: Product): void {
  const { M, N, K, a, b, c, cRow, accumulate = false } = product;
  if (K === 0 && !accumulate)
    for (let m = 0; m < M; m++) arena.floats(precision).fill(0, c / size + m * cRow, c / size + m * cRow + N);
  if (M * N * K === 0) return;
  withKernels(() => {
    const rows = Math.ceil(M / 4) * 4;
    const blocks = Math.max(1, Math.floor(packedBytes / (rows * blockDepth * size)));
    const depth = Math.min(K, blocks * blockDepth);
    const packed = arena.room(precision, rows * depth);
    const table = 'rows' in b ? arena.putIntegers(b.rows) : 0;
    const columns = 'rows' in b ? arena.putIntegers(Int32Array.from(Array(N).keys())) : 0;
    for (let k = 0; k < K; k += depth) {
      const count = Math.min(depth, K - k);
      const add = accumulate || k > 0;
      kernels.packLeft(M, count, a.at + k * a.column * size, a.row, a.column, 0, packed);
      if ('rows' in b) {
        const kind = rightFactor.tables;
        kernels.multiply(M, N, count, packed, kind, b.at, table + k * 4, columns, c, cRow, add, work);
      } else {
        const from = b.at + k * b.row * size;
        kernels.multiply(M, N, count, packed, rightFactor.strides, from, b.row, b.column, c, cRow, add, work);
      }
    }
  });
}

/**
 * The innermost part of every matrix product: one tile of C, four rows by two vectors, held in registers.
 *
 *   C[i, j] = (…((C[i, j] + A[i, 0]·B[0, j]) + A[i, 1]·B[1, j]) + …)
 *
 * A and B are packed: for each k the tile's 4 elements of A, and the tile's two vectors of B, lie together. The sum of
 * one element runs over k in order, whatever the tile and the sizes of the matrices.
 *
 * The branches between the unrolled steps are there for the engine's compiler: without them V8 reorders the chain of
 * multiply-adds into dependent ones and spills the accumulators.
 */
import { multiplyAdd } from './vectors';

/** Rows of a tile. */
export const TILE_ROWS: i32 = 4;

/** Adds K products to each element of a tile; c is the address of its first element, cRow the bytes from row to row. */
export function addTile<T>(K: i32, a: usize, b: usize, c: usize, cRow: usize): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let x0 = v128.load(c);
  let y0 = v128.load(c, 16);
  let x1 = v128.load(c1);
  let y1 = v128.load(c1, 16);
  let x2 = v128.load(c2);
  let y2 = v128.load(c2, 16);
  let x3 = v128.load(c3);
  let y3 = v128.load(c3, 16);
  while (true) {
    let u = v128.load(b);
    let v = v128.load(b, 16);
    let w = v128.load_splat<T>(a);
    x0 = multiplyAdd<T>(w, u, x0);
    y0 = multiplyAdd<T>(w, v, y0);
    w = v128.load_splat<T>(a, sizeof<T>());
    x1 = multiplyAdd<T>(w, u, x1);
    y1 = multiplyAdd<T>(w, v, y1);
    w = v128.load_splat<T>(a, 2 * sizeof<T>());
    x2 = multiplyAdd<T>(w, u, x2);
    y2 = multiplyAdd<T>(w, v, y2);
    w = v128.load_splat<T>(a, 3 * sizeof<T>());
    x3 = multiplyAdd<T>(w, u, x3);
    y3 = multiplyAdd<T>(w, v, y3);
    if (K <= 1) break;
    u = v128.load(b, 32);
    v = v128.load(b, 48);
    w = v128.load_splat<T>(a, 4 * sizeof<T>());
    x0 = multiplyAdd<T>(w, u, x0);
    y0 = multiplyAdd<T>(w, v, y0);
    w = v128.load_splat<T>(a, 5 * sizeof<T>());
    x1 = multiplyAdd<T>(w, u, x1);
    y1 = multiplyAdd<T>(w, v, y1);
    w = v128.load_splat<T>(a, 6 * sizeof<T>());
    x2 = multiplyAdd<T>(w, u, x2);
    y2 = multiplyAdd<T>(w, v, y2);
    w = v128.load_splat<T>(a, 7 * sizeof<T>());
    x3 = multiplyAdd<T>(w, u, x3);
    y3 = multiplyAdd<T>(w, v, y3);
    K -= 2;
    if (K <= 0) break;
    a += 8 * sizeof<T>();
    b += 64;
  }
  v128.store(c, x0);
  v128.store(c, y0, 16);
  v128.store(c1, x1);
  v128.store(c1, y1, 16);
  v128.store(c2, x2);
  v128.store(c2, y2, 16);
  v128.store(c3, x3);
  v128.store(c3, y3, 16);
}

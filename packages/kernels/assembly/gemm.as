/**
 * GEMM: C = A·B, or C += A·B, with packed panels, tiles in registers and blocks that stay in the caches.
 *
 *   for each BLOCK_WIDTH columns of B                    a block of B fits the second cache,
 *     for each BLOCK_DEPTH rows of it: pack them         one panel of it the first;
 *       for each BLOCK_ROWS rows of A                    a block of A stays in the second cache too
 *         for each panel of B, for each panel of A: one tile of C
 *
 * Each element of C is summed over k in order. That depends on K only: the blocks of depth come in order, and between two
 * of them the sum waits in C.
 *
 * Source: Goto & van de Geijn, "Anatomy of high-performance matrix multiplication", 2008; Van Zee & van de Geijn, BLIS, 2015.
 */
import { BLOCK_DEPTH, packGathered, packGatheredRows, packLeft, packRight } from './pack';
import { TILE_ROWS, addTile } from './tile';
import { lanes } from './vectors';

const BLOCK_WIDTH: i32 = 256;
const BLOCK_ROWS: i32 = 128;

/** Bytes of work memory that a product needs beside its packed left factor: one block of B and one tile of C. */
export function workBytes(): i32 {
  return BLOCK_DEPTH * BLOCK_WIDTH * 8 + TILE_ROWS * 32;
}

/** Multiplies a block: A's packed rows with B's packed columns, into or onto C. */
export function multiplyBlock<T>(
  M: i32,
  N: i32,
  depth: i32,
  a: usize,
  b: usize,
  c: usize,
  cRow: i32,
  add: bool,
  tile: usize,
): void {
  const width = 2 * lanes<T>();
  const step: usize = <usize>cRow * sizeof<T>();
  for (let m0 = 0; m0 < M; m0 += BLOCK_ROWS) {
    const m1 = min(M, m0 + BLOCK_ROWS);
    for (let n = 0; n < N; n += width) {
      const panel = b + <usize>n * depth * sizeof<T>();
      const columns = min(width, N - n);
      for (let m = m0; m < m1; m += TILE_ROWS) {
        const rows = min(TILE_ROWS, m1 - m);
        const to = c + <usize>m * step + <usize>n * sizeof<T>();
        const left = a + <usize>m * depth * sizeof<T>();
        if (rows == TILE_ROWS && columns == width) {
          if (!add) clearTile(to, step);
          addTile<T>(depth, left, panel, to, step);
        } else {
          if (add) copyTile<T>(rows, columns, to, step, tile, 32);
          else memory.fill(tile, 0, TILE_ROWS * 32);
          addTile<T>(depth, left, panel, tile, 32);
          copyTile<T>(rows, columns, tile, 32, to, step);
        }
      }
    }
  }
}

@inline
function clearTile(c: usize, step: usize): void {
  const zero = i64x2.splat(0);
  for (let i = 0; i < TILE_ROWS; i++) {
    v128.store(c, zero);
    v128.store(c, zero, 16);
    c += step;
  }
}

function copyTile<T>(rows: i32, columns: i32, from: usize, fromStep: usize, to: usize, toStep: usize): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) store<T>(to + j * sizeof<T>(), load<T>(from + j * sizeof<T>()));
    from += fromStep;
    to += toStep;
  }
}

/** Where the right factor's elements lie: by strides, by tables, or by tables whose rows are the contiguous ones. */
const STRIDES: i32 = 0;
const TABLES: i32 = 1;

@inline
function multiply<T>(
  M: i32,
  N: i32,
  K: i32,
  packed: usize,
  kind: i32,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  work: usize,
): void {
  const tile = work + BLOCK_DEPTH * BLOCK_WIDTH * sizeof<T>();
  const Mpadded = (M + TILE_ROWS - 1) & ~(TILE_ROWS - 1);
  for (let n = 0; n < N; n += BLOCK_WIDTH) {
    const width = min(BLOCK_WIDTH, N - n);
    for (let k = 0; k < K; k += BLOCK_DEPTH) {
      const depth = min(BLOCK_DEPTH, K - k);
      if (kind == STRIDES)
        packRight<T>(depth, width, b + (<usize>k * bRow + <usize>n * bColumn) * sizeof<T>(), <i32>bRow, <i32>bColumn, work);
      else if (kind == TABLES) packGathered<T>(depth, width, b, bRow + (k << 2), bColumn + (n << 2), work);
      else packGatheredRows<T>(depth, width, b, bRow + (k << 2), bColumn + (n << 2), work);
      const left = packed + <usize>k * Mpadded * sizeof<T>();
      const to = c + <usize>n * sizeof<T>();
      multiplyBlock<T>(M, width, depth, left, work, to, cRow, accumulate || k > 0, tile);
    }
  }
}

export function packLeft32(M: i32, K: i32, a: usize, aRow: i32, aColumn: i32, table: usize, packed: usize): void {
  packLeft<f32>(M, K, a, aRow, aColumn, table, packed);
}

export function packLeft64(M: i32, K: i32, a: usize, aRow: i32, aColumn: i32, table: usize, packed: usize): void {
  packLeft<f64>(M, K, a, aRow, aColumn, table, packed);
}

/** C[M, N] (+)= A·B; A packed, B's element (k, j) at b as `kind` says, C's rows cRow elements apart. */
export function multiply32(
  M: i32,
  N: i32,
  K: i32,
  packed: usize,
  kind: i32,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  work: usize,
): void {
  multiply<f32>(M, N, K, packed, kind, b, bRow, bColumn, c, cRow, accumulate, work);
}

/** The same for float64. */
export function multiply64(
  M: i32,
  N: i32,
  K: i32,
  packed: usize,
  kind: i32,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  work: usize,
): void {
  multiply<f64>(M, N, K, packed, kind, b, bRow, bColumn, c, cRow, accumulate, work);
}

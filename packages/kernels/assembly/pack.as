/**
 * Packing: the elements of a factor, laid in the order in which the tiles read them.
 *
 * The left factor A[M, K] becomes, for each block of BLOCK_DEPTH columns, panels of 4 rows: all four elements of column k,
 * then those of k + 1. A block of the right factor B becomes panels of two vectors of columns in the same way. What is
 * missing in the last panel is 0 on the left and whatever lies there on the right; those products go to no element.
 *
 * Where elements lie is said by strides, so that a transposed matrix needs no copy, or by tables: element (k, j) of a
 * gathered matrix is source[rows[k] + columns[j]]. im2col is such a matrix, and packing it from the image is all the
 * im2col there is.
 */
import { lanes } from './vectors';
import { TILE_ROWS } from './tile';
import { storeTransposed2, storeTransposed4 } from './transpose';

/** Columns of A and rows of B that are packed and multiplied at a time. */
export const BLOCK_DEPTH: i32 = 256;

/**
 * Packs A. Its element (m, k) lies at a + m·aRow + (table ? table[k] : k·aColumn), in elements; `packed` takes
 * ⌈M / 4⌉·4·K elements.
 */
@inline
export function packLeft<T>(
  M: i32,
  K: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  table: usize,
  packed: usize,
): void {
  let to = packed;
  for (let k0 = 0; k0 < K; k0 += BLOCK_DEPTH) {
    const depth = min(BLOCK_DEPTH, K - k0);
    let m = 0;
    if (!table && aRow == 1)
      for (; m + 4 * TILE_ROWS <= M; m += 4 * TILE_ROWS) {
        packFourPanels<T>(depth, a + (<usize>m + <usize>k0 * aColumn) * sizeof<T>(), aColumn, to);
        to += 4 * depth * TILE_ROWS * sizeof<T>();
      }
    for (; m < M; m += TILE_ROWS) {
      const rows = min(TILE_ROWS, M - m);
      const from = a + (<usize>m * aRow) * sizeof<T>();
      if (rows == TILE_ROWS && !table && aColumn == 1) packRows<T>(depth, from + <usize>k0 * sizeof<T>(), aRow, to);
      else if (rows == TILE_ROWS && !table && aRow == 1) packColumns<T>(depth, from + <usize>k0 * aColumn * sizeof<T>(), aColumn, to);
      else
        for (let k = 0; k < depth; k++) {
          const offset: usize = table ? <usize>load<i32>(table + ((k0 + k) << 2)) : <usize>(k0 + k) * aColumn;
          for (let i = 0; i < TILE_ROWS; i++)
            store<T>(
              to + (k * TILE_ROWS + i) * sizeof<T>(),
              i < rows ? load<T>(from + (offset + <usize>i * aRow) * sizeof<T>()) : <T>0,
            );
        }
      to += depth * TILE_ROWS * sizeof<T>();
    }
  }
}

/** Four rows whose elements lie one after the other. */
function packRows<T>(depth: i32, from: usize, row: i32, to: usize): void {
  const step: usize = <usize>row * sizeof<T>();
  const from1 = from + step;
  const from2 = from1 + step;
  const from3 = from2 + step;
  let k = 0;
  for (; k + lanes<T>() <= depth; k += lanes<T>()) {
    const at: usize = k * sizeof<T>();
    const out = to + k * TILE_ROWS * sizeof<T>();
    const a = v128.load(from + at);
    const b = v128.load(from1 + at);
    const c = v128.load(from2 + at);
    const d = v128.load(from3 + at);
    if (sizeof<T>() == 4) storeTransposed4(a, b, c, d, out, 16);
    else {
      storeTransposed2(a, b, out, 32);
      storeTransposed2(c, d, out + 16, 32);
    }
  }
  for (; k < depth; k++)
    for (let i = 0; i < TILE_ROWS; i++)
      store<T>(to + (k * TILE_ROWS + i) * sizeof<T>(), load<T>(from + <usize>i * step + k * sizeof<T>()));
}

/** Four rows whose elements of one column lie one after the other. */
function packColumns<T>(depth: i32, from: usize, column: i32, to: usize): void {
  for (let k = 0; k < depth; k++) {
    v128.store(to, v128.load(from));
    if (sizeof<T>() == 8) v128.store(to, v128.load(from, 16), 16);
    from += <usize>column * sizeof<T>();
    to += TILE_ROWS * sizeof<T>();
  }
}

/**
 * Four such panels at once: a line of the cache holds a column's elements of all four in float32, and columns that are a
 * power of two apart would drive each other out of the cache before the next panel came.
 */
function packFourPanels<T>(depth: i32, from: usize, column: i32, to: usize): void {
  const panel: usize = <usize>(depth * TILE_ROWS) * sizeof<T>();
  const step: usize = <usize>column * sizeof<T>();
  for (let k = 0; k < depth; k++) {
    let at = to;
    for (let i: usize = 0; i < 4 * TILE_ROWS * sizeof<T>(); i += TILE_ROWS * sizeof<T>()) {
      v128.store(at, v128.load(from + i));
      if (sizeof<T>() == 8) v128.store(at, v128.load(from + i, 16), 16);
      at += panel;
    }
    from += step;
    to += TILE_ROWS * sizeof<T>();
  }
}

/** Packs `depth` rows and `count` columns of B; element (k, j) lies at b + k·bRow + j·bColumn, in elements. */
export function packRight<T>(depth: i32, count: i32, b: usize, bRow: i32, bColumn: i32, packed: usize): void {
  const width = 2 * lanes<T>();
  let to = packed;
  for (let j = 0; j < count; j += width) {
    const from = b + (<usize>j * bColumn) * sizeof<T>();
    const columns = min(width, count - j);
    if (bColumn == 1) {
      let row = from;
      for (let k = 0; k < depth; k++) {
        v128.store(to, v128.load(row));
        v128.store(to, v128.load(row, 16), 16);
        row += <usize>bRow * sizeof<T>();
        to += 32;
      }
    } else {
      let k = 0;
      if (bRow == 1 && columns == width)
        for (; k + lanes<T>() <= depth; k += lanes<T>()) {
          transposeInto<T>(from + k * sizeof<T>(), <usize>bColumn * sizeof<T>(), to);
          to += 32 * lanes<T>();
        }
      for (; k < depth; k++) {
        for (let i = 0; i < columns; i++)
          store<T>(to + i * sizeof<T>(), load<T>(from + (<usize>k * bRow + <usize>i * bColumn) * sizeof<T>()));
        to += 32;
      }
    }
  }
}

/** One vector of rows of `2·lanes` columns, each column contiguous: written row by row. */
@inline
function transposeInto<T>(from: usize, step: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  if (sizeof<T>() == 4) {
    storeTransposed4(a, b, c, d, to, 32);
    storeTransposed4(
      v128.load(from + 4 * step),
      v128.load(from + 5 * step),
      v128.load(from + 6 * step),
      v128.load(from + 7 * step),
      to + 16,
      32,
    );
  } else {
    storeTransposed2(a, b, to, 32);
    storeTransposed2(c, d, to + 16, 32);
  }
}

/** Packs `depth` rows and `count` columns of a gathered matrix: element (k, j) is source[rows[k] + columns[j]]. */
export function packGathered<T>(
  depth: i32,
  count: i32,
  source: usize,
  rows: usize,
  columns: usize,
  packed: usize,
): void {
  const width = 2 * lanes<T>();
  let to = packed;
  for (let j = 0; j < count; j += width) {
    const table = columns + (j << 2);
    const here = min(width, count - j);
    const first = pattern<T>(table, here);
    const second = pattern<T>(table + (lanes<T>() << 2), here - lanes<T>());
    if (first == CONTIGUOUS && second == CONTIGUOUS) packVectors<T>(depth, source, rows, table, here, to);
    else if (first == EVERY_SECOND && second == EVERY_SECOND) packEverySecond<T>(depth, source, rows, table, here, to);
    else packLanes<T>(depth, source, rows, table, here, to);
    to += depth * 32;
  }
}

const SCATTERED: i32 = 0;
const CONTIGUOUS: i32 = 1;
const EVERY_SECOND: i32 = 2;

/** How the columns of one vector lie, of which `count` are needed. */
function pattern<T>(table: usize, count: i32): i32 {
  const n = min(count, lanes<T>());
  if (n <= 1) return n <= 0 ? CONTIGUOUS : SCATTERED;
  const step = load<i32>(table, 4) - load<i32>(table);
  if (step != 1 && step != 2) return SCATTERED;
  for (let i = 2; i < n; i++)
    if (load<i32>(table + (i << 2)) - load<i32>(table + ((i - 1) << 2)) != step) return SCATTERED;
  return step;
}

@inline
function addressOf<T>(source: usize, table: usize, index: i32): usize {
  return source + <isize>load<i32>(table + (index << 2)) * sizeof<T>();
}

function packVectors<T>(depth: i32, source: usize, rows: usize, table: usize, count: i32, to: usize): void {
  const a = addressOf<T>(source, table, 0);
  const b = count > lanes<T>() ? addressOf<T>(source, table, lanes<T>()) : a;
  for (let k = 0; k < depth; k++) {
    const row: usize = <isize>load<i32>(rows) * sizeof<T>();
    v128.store(to, v128.load(a + row));
    v128.store(to, v128.load(b + row), 16);
    rows += 4;
    to += 32;
  }
}

function packEverySecond<T>(depth: i32, source: usize, rows: usize, table: usize, count: i32, to: usize): void {
  const a = addressOf<T>(source, table, 0);
  const b = count > lanes<T>() ? addressOf<T>(source, table, lanes<T>()) : a;
  for (let k = 0; k < depth; k++) {
    const row: usize = <isize>load<i32>(rows) * sizeof<T>();
    v128.store(to, everySecond<T>(a + row));
    v128.store(to, everySecond<T>(b + row), 16);
    rows += 4;
    to += 32;
  }
}

/** The elements 0, 2, 4, … of two vectors. */
@inline
export function everySecond<T>(from: usize): v128 {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  if (sizeof<T>() == 4) return v128.shuffle<f32>(a, b, 0, 2, 4, 6);
  return v128.shuffle<f64>(a, b, 0, 2);
}

function packLanes<T>(depth: i32, source: usize, rows: usize, table: usize, count: i32, to: usize): void {
  for (let k = 0; k < depth; k++) {
    const row: usize = source + <isize>load<i32>(rows) * sizeof<T>();
    for (let i = 0; i < count; i++)
      store<T>(to + i * sizeof<T>(), load<T>(row + <isize>load<i32>(table + (i << 2)) * sizeof<T>()));
    rows += 4;
    to += 32;
  }
}

/** The same, for a matrix whose rows lie one after the other oftener than its columns: the weight gradient's im2colᵀ. */
export function packGatheredRows<T>(
  depth: i32,
  count: i32,
  source: usize,
  rows: usize,
  columns: usize,
  packed: usize,
): void {
  const width = 2 * lanes<T>();
  let to = packed;
  for (let j = 0; j < count; j += width) {
    const table = columns + (j << 2);
    const here = min(width, count - j);
    let k = 0;
    while (k < depth) {
      const row = rows + (k << 2);
      const along = here == width && k + lanes<T>() <= depth ? pattern<T>(row, lanes<T>()) : SCATTERED;
      if (along == SCATTERED) {
        packLanes<T>(1, source, row, table, here, to);
        k += 1;
        to += 32;
      } else {
        gatherTransposed<T>(addressOf<T>(source, row, 0), table, along, to);
        k += lanes<T>();
        to += 32 * lanes<T>();
      }
    }
  }
}

@inline
function along<T>(from: usize, how: i32): v128 {
  return how == CONTIGUOUS ? v128.load(from) : everySecond<T>(from);
}

function gatherTransposed<T>(from: usize, table: usize, how: i32, to: usize): void {
  for (let half = 0; half < 2; half++) {
    const a = along<T>(addressOf<T>(from, table, 0), how);
    const b = along<T>(addressOf<T>(from, table, 1), how);
    if (sizeof<T>() == 4) {
      const c = along<T>(addressOf<T>(from, table, 2), how);
      const d = along<T>(addressOf<T>(from, table, 3), how);
      storeTransposed4(a, b, c, d, to, 32);
    } else storeTransposed2(a, b, to, 32);
    table += 4 * lanes<T>();
    to += 16;
  }
}

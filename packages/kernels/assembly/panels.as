/**
 * C = A·B, or C += A·B, for a B that meets many A's: B is packed once, A on the way.
 *
 *   for each BLOCK_DEPTH rows of B: its panels, two vectors of columns wide    packed once, whole
 *
 *   for each BLOCK_ROWS rows of A
 *     for each BLOCK_DEPTH columns of them: pack them, multiply them with all panels of that depth
 *
 * A recurrence is such a product: the same weights meet the few rows of the state at every step. Packing them anew each
 * time, as `multiply` does, would cost about as much as the product. A single row is not worth a tile of four: it goes
 * alone, eight vectors of columns at a time. The sum of an element runs over k in order either way, as in `multiply`.
 */
import { multiplyBlock } from './gemm';
import { BLOCK_DEPTH, packLeft, packRight } from './pack';
import { TILE_ROWS } from './tile';
import { lanes, multiplyAdd, storeLanes } from './vectors';

const BLOCK_ROWS: i32 = 128;

/** Bytes of a panel's row: two vectors. */
const PANEL: i32 = 32;

/** Packs B[K, N], whose element (k, j) lies at b + k·bRow + j·bColumn; `panels` takes K·⌈N / width⌉·width elements. */
@inline
function packPanels<T>(N: i32, K: i32, b: usize, bRow: i32, bColumn: i32, panels: usize): void {
  const count = (N + 2 * lanes<T>() - 1) / (2 * lanes<T>());
  for (let k = 0; k < K; k += BLOCK_DEPTH) {
    const depth = min(BLOCK_DEPTH, K - k);
    packRight<T>(depth, N, b + <usize>k * bRow * sizeof<T>(), bRow, bColumn, panels);
    panels += <usize>count * depth * PANEL;
  }
}

@inline
function multiplyPanels<T>(
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  aRow: i32,
  panels: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  work: usize,
): void {
  const tile = work + BLOCK_ROWS * BLOCK_DEPTH * sizeof<T>();
  const count = (N + 2 * lanes<T>() - 1) / (2 * lanes<T>());
  const aStep: usize = <usize>aRow * sizeof<T>();
  const cStep: usize = <usize>cRow * sizeof<T>();
  for (let m = 0; m < M; m += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, M - m);
    const single = (rows & (TILE_ROWS - 1)) == 1;
    const tiled = single ? rows - 1 : rows;
    const to = c + <usize>m * cStep;
    let b = panels;
    for (let k = 0; k < K; k += BLOCK_DEPTH) {
      const depth = min(BLOCK_DEPTH, K - k);
      const from = a + <usize>m * aStep + k * sizeof<T>();
      const add = accumulate || k > 0;
      if (tiled) {
        packLeft<T>(tiled, depth, from, aRow, 1, 0, work);
        multiplyBlock<T>(tiled, N, depth, work, b, to, cRow, add, tile);
      }
      if (single) multiplyRow<T>(N, depth, from + <usize>tiled * aStep, b, to + <usize>tiled * cStep, add);
      b += <usize>count * depth * PANEL;
    }
  }
}

/** One row of C from one row of A. */
function multiplyRow<T>(N: i32, depth: i32, a: usize, b: usize, c: usize, add: bool): void {
  const width = 2 * lanes<T>();
  const panel: usize = <usize>depth * PANEL;
  let n = 0;
  for (; n + 4 * width <= N; n += 4 * width) {
    addFourPanels<T>(depth, a, b, panel, c, add);
    b += 4 * panel;
    c += 4 * PANEL;
  }
  for (; n < N; n += width) {
    addPanel<T>(depth, a, b, c, min(width, N - n), add);
    b += panel;
    c += PANEL;
  }
}

@inline
function start(c: usize, add: bool): v128 {
  return add ? v128.load(c) : i64x2.splat(0);
}

function addFourPanels<T>(depth: i32, a: usize, b: usize, panel: usize, c: usize, add: bool): void {
  const b1 = b + panel;
  const b2 = b1 + panel;
  const b3 = b2 + panel;
  let x0 = start(c, add);
  let y0 = start(c + 16, add);
  let x1 = start(c + 32, add);
  let y1 = start(c + 48, add);
  let x2 = start(c + 64, add);
  let y2 = start(c + 80, add);
  let x3 = start(c + 96, add);
  let y3 = start(c + 112, add);
  for (let at: usize = 0; at < panel; at += PANEL) {
    const w = v128.load_splat<T>(a);
    x0 = multiplyAdd<T>(w, v128.load(b + at), x0);
    y0 = multiplyAdd<T>(w, v128.load(b + at, 16), y0);
    x1 = multiplyAdd<T>(w, v128.load(b1 + at), x1);
    y1 = multiplyAdd<T>(w, v128.load(b1 + at, 16), y1);
    x2 = multiplyAdd<T>(w, v128.load(b2 + at), x2);
    y2 = multiplyAdd<T>(w, v128.load(b2 + at, 16), y2);
    x3 = multiplyAdd<T>(w, v128.load(b3 + at), x3);
    y3 = multiplyAdd<T>(w, v128.load(b3 + at, 16), y3);
    a += sizeof<T>();
  }
  v128.store(c, x0);
  v128.store(c, y0, 16);
  v128.store(c, x1, 32);
  v128.store(c, y1, 48);
  v128.store(c, x2, 64);
  v128.store(c, y2, 80);
  v128.store(c, x3, 96);
  v128.store(c, y3, 112);
}

/** The same with one panel, of which `columns` columns are there. */
function addPanel<T>(depth: i32, a: usize, b: usize, c: usize, columns: i32, add: bool): void {
  let x = start(c, add);
  let y = start(c + 16, add);
  for (let k = 0; k < depth; k++) {
    const w = v128.load_splat<T>(a);
    x = multiplyAdd<T>(w, v128.load(b), x);
    y = multiplyAdd<T>(w, v128.load(b, 16), y);
    a += sizeof<T>();
    b += PANEL;
  }
  storeLanes<T>(c, x, columns);
  storeLanes<T>(c + 16, y, columns - lanes<T>());
}

export function packPanels32(N: i32, K: i32, b: usize, bRow: i32, bColumn: i32, panels: usize): void {
  packPanels<f32>(N, K, b, bRow, bColumn, panels);
}

export function packPanels64(N: i32, K: i32, b: usize, bRow: i32, bColumn: i32, panels: usize): void {
  packPanels<f64>(N, K, b, bRow, bColumn, panels);
}

/** C[M, N] (+)= A·B; row m of A lies at a + m·aRow, B packed by packPanels, C's rows cRow elements apart. */
export function multiplyPanels32(
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  aRow: i32,
  panels: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  work: usize,
): void {
  multiplyPanels<f32>(M, N, K, a, aRow, panels, c, cRow, accumulate, work);
}

/** The same for float64. */
export function multiplyPanels64(
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  aRow: i32,
  panels: usize,
  c: usize,
  cRow: i32,
  accumulate: bool,
  work: usize,
): void {
  multiplyPanels<f64>(M, N, K, a, aRow, panels, c, cRow, accumulate, work);
}

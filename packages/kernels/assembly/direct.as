/**
 * Sums over windows straight from the source, without packing it: for a few rows of output, where packing the source would
 * cost as much as the sums.
 *
 * The outputs are M rows of R runs of L elements. Element j of run r reads, for each of K taps, one element of the source:
 *
 *   y[m, r, j] = (…((bias[m] + w[m, 0]·source[starts[r] + taps[0] + j]) + w[m, 1]·source[…]) + …)
 *
 * A tile is eight vectors of outputs in registers: 4 rows × 2 vectors, 2 rows × 2 pieces × 2 vectors, or 1 row × 4 pieces
 * × 2 vectors, a piece being two vectors of one run; or nine, 3 rows × 3 vectors. The last piece of a run ends where the run
 * ends and overlaps the one before it: what it computes again is the same. The sum of an element runs over k in order in
 * every tile.
 */
import { TILE_ROWS } from './tile';
import { lanes, multiplyAdd } from './vectors';
import { tapAt } from './windows';

/** Elements of a piece. */
@inline
function pieceWidth<T>(): i32 {
  return 2 * lanes<T>();
}

/** The bias of row i in every lane. */
@inline
function biasOf<T>(bias: usize, i: i32): v128 {
  return bias ? v128.load_splat<T>(bias + i * sizeof<T>()) : i64x2.splat(0);
}

/** `w` is packed in panels of four rows, each whole. L is at least a piece. Rows of y are yRow elements apart. */
@inline
function correlate<T>(
  M: i32,
  K: i32,
  w: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  bias: usize,
  y: usize,
  yRow: i32,
): void {
  const step: usize = <usize>yRow * sizeof<T>();
  const panel: usize = <usize>(K * TILE_ROWS) * sizeof<T>();
  const last = M & (TILE_ROWS - 1);
  // Three rows of short runs are computed as four, one of which goes nowhere; so they are where a product takes a register
  // of its own beside the sums, and nine of these are too many.
  const asFour = last == 3 && (L < 3 * lanes<T>() || !ASC_FEATURE_RELAXED_SIMD);
  const tiled = asFour ? M : M - last;
  if (tiled > 0) correlateRows<T>(tiled, K, w, panel, taps, source, R, starts, L, bias, y, step);
  if (tiled == M) return;
  const from = w + <usize>(tiled / TILE_ROWS) * panel;
  const to = y + <usize>tiled * step;
  const start = bias ? bias + tiled * sizeof<T>() : 0;
  if (last == 3) correlateThree<T>(K, from, taps, source, R, starts, L, start, to, step);
  else if (last == 2) correlateTwo<T>(K, from, taps, source, R, starts, L, start, to, step);
  else correlateOne<T>(K, from, taps, source, R, starts, L, start, to);
}

/** Rows, four at a time; the last panel may lack one. */
function correlateRows<T>(
  M: i32,
  K: i32,
  w: usize,
  panel: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  bias: usize,
  y: usize,
  step: usize,
): void {
  for (let r = 0; r < R; r++) {
    const from = tapAt<T>(source, starts, r);
    for (let j = 0; j < L; j += pieceWidth<T>()) {
      const first: usize = min(j, L - pieceWidth<T>()) * sizeof<T>();
      let to = y + first;
      let a = w;
      for (let m = 0; m < M; m += TILE_ROWS) {
        tileOfFour<T>(K, a, taps, from + first, bias ? bias + m * sizeof<T>() : 0, to, step, M - m);
        to += step * TILE_ROWS;
        a += panel;
      }
    }
    y += <usize>L * sizeof<T>();
  }
}

/** 4 rows × 1 piece, of which 3 rows may be all there are. */
function tileOfFour<T>(K: i32, a: usize, taps: usize, from: usize, bias: usize, c: usize, step: usize, rows: i32): void {
  let x0 = biasOf<T>(bias, 0);
  let y0 = x0;
  let x1 = biasOf<T>(bias, 1);
  let y1 = x1;
  let x2 = biasOf<T>(bias, 2);
  let y2 = x2;
  let x3 = rows > 3 ? biasOf<T>(bias, 3) : i64x2.splat(0);
  let y3 = x3;
  for (let k = 0; k < K; k++) {
    const at = tapAt<T>(from, taps, k);
    const u = v128.load(at);
    const v = v128.load(at, 16);
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
    a += sizeof<T>() * TILE_ROWS;
  }
  v128.store(c, x0);
  v128.store(c, y0, 16);
  c += step;
  v128.store(c, x1);
  v128.store(c, y1, 16);
  c += step;
  v128.store(c, x2);
  v128.store(c, y2, 16);
  if (rows == 3) return;
  c += step;
  v128.store(c, x3);
  v128.store(c, y3, 16);
}

/** Three rows. */
function correlateThree<T>(
  K: i32,
  a: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  bias: usize,
  y: usize,
  step: usize,
): void {
  const width = 3 * lanes<T>();
  for (let r = 0; r < R; r++) {
    const from = tapAt<T>(source, starts, r);
    for (let j = 0; j < L; j += width) {
      const first: usize = min(j, L - width) * sizeof<T>();
      tileOfThree<T>(K, a, taps, from + first, bias, y + first, step);
    }
    y += <usize>L * sizeof<T>();
  }
}

/** 3 rows × 3 vectors. */
function tileOfThree<T>(K: i32, a: usize, taps: usize, from: usize, bias: usize, c: usize, step: usize): void {
  let x0 = biasOf<T>(bias, 0);
  let y0 = x0;
  let z0 = x0;
  let x1 = biasOf<T>(bias, 1);
  let y1 = x1;
  let z1 = x1;
  let x2 = biasOf<T>(bias, 2);
  let y2 = x2;
  let z2 = x2;
  for (let k = 0; k < K; k++) {
    const at = tapAt<T>(from, taps, k);
    const t = v128.load(at);
    const u = v128.load(at, 16);
    const v = v128.load(at, 32);
    let w = v128.load_splat<T>(a);
    x0 = multiplyAdd<T>(w, t, x0);
    y0 = multiplyAdd<T>(w, u, y0);
    z0 = multiplyAdd<T>(w, v, z0);
    w = v128.load_splat<T>(a, sizeof<T>());
    x1 = multiplyAdd<T>(w, t, x1);
    y1 = multiplyAdd<T>(w, u, y1);
    z1 = multiplyAdd<T>(w, v, z1);
    w = v128.load_splat<T>(a, 2 * sizeof<T>());
    x2 = multiplyAdd<T>(w, t, x2);
    y2 = multiplyAdd<T>(w, u, y2);
    z2 = multiplyAdd<T>(w, v, z2);
    a += sizeof<T>() * TILE_ROWS;
  }
  v128.store(c, x0);
  v128.store(c, y0, 16);
  v128.store(c, z0, 32);
  c += step;
  v128.store(c, x1);
  v128.store(c, y1, 16);
  v128.store(c, z1, 32);
  c += step;
  v128.store(c, x2);
  v128.store(c, y2, 16);
  v128.store(c, z2, 32);
}

/** Two rows. Pieces go in pairs: of two neighbouring runs, or of one run where there is only one. */
function correlateTwo<T>(
  K: i32,
  a: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  bias: usize,
  y: usize,
  step: usize,
): void {
  const width = pieceWidth<T>();
  for (let r = 0; r < R; r += 2) {
    const from = tapAt<T>(source, starts, r);
    const to = y + <usize>r * L * sizeof<T>();
    const isPair = r + 1 < R;
    const other = isPair ? tapAt<T>(source, starts, r + 1) : from;
    const below = isPair ? to + <usize>L * sizeof<T>() : to;
    for (let j = 0; j < L; j += isPair ? width : 2 * width) {
      const first: usize = min(j, L - width) * sizeof<T>();
      const second: usize = isPair ? first : min(j + width, L - width) * sizeof<T>();
      tileOfTwo<T>(K, a, taps, from + first, other + second, bias, to + first, below + second, step);
    }
  }
}

/** 2 rows × 2 pieces. */
function tileOfTwo<T>(K: i32, a: usize, taps: usize, from: usize, from1: usize, bias: usize, c: usize, c1: usize, step: usize): void {
  let x0 = biasOf<T>(bias, 0);
  let y0 = x0;
  let z0 = x0;
  let t0 = x0;
  let x1 = biasOf<T>(bias, 1);
  let y1 = x1;
  let z1 = x1;
  let t1 = x1;
  for (let k = 0; k < K; k++) {
    const tap: usize = tapAt<T>(0, taps, k);
    const u = v128.load(from + tap);
    const v = v128.load(from + tap, 16);
    const p = v128.load(from1 + tap);
    const q = v128.load(from1 + tap, 16);
    let w = v128.load_splat<T>(a);
    x0 = multiplyAdd<T>(w, u, x0);
    y0 = multiplyAdd<T>(w, v, y0);
    z0 = multiplyAdd<T>(w, p, z0);
    t0 = multiplyAdd<T>(w, q, t0);
    w = v128.load_splat<T>(a, sizeof<T>());
    x1 = multiplyAdd<T>(w, u, x1);
    y1 = multiplyAdd<T>(w, v, y1);
    z1 = multiplyAdd<T>(w, p, z1);
    t1 = multiplyAdd<T>(w, q, t1);
    a += sizeof<T>() * TILE_ROWS;
  }
  v128.store(c, x0);
  v128.store(c, y0, 16);
  v128.store(c1, z0);
  v128.store(c1, t0, 16);
  v128.store(c + step, x1);
  v128.store(c + step, y1, 16);
  v128.store(c1 + step, z1);
  v128.store(c1 + step, t1, 16);
}

/** One row. Pieces go in fours: of four neighbouring runs, or of one run after the other where there are fewer. */
function correlateOne<T>(
  K: i32,
  a: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  bias: usize,
  y: usize,
): void {
  const width = pieceWidth<T>();
  const run: usize = <usize>L * sizeof<T>();
  if (R >= 4)
    for (let r = 0; r < R; r += 4) {
      const i = min(r, R - 4);
      const to = y + <usize>i * run;
      const p = tapAt<T>(source, starts, i);
      const q = tapAt<T>(source, starts, i + 1);
      const s = tapAt<T>(source, starts, i + 2);
      const t = tapAt<T>(source, starts, i + 3);
      for (let j = 0; j < L; j += width) {
        const at: usize = min(j, L - width) * sizeof<T>();
        tileOfOne<T>(K, a, taps, p + at, q + at, s + at, t + at, bias, to + at, to + run + at, to + 2 * run + at, to + 3 * run + at);
      }
    }
  else
    for (let r = 0; r < R; r++) {
      const from = tapAt<T>(source, starts, r);
      const to = y + <usize>r * run;
      for (let j = 0; j < L; j += 4 * width) {
        const i: usize = min(j, L - width) * sizeof<T>();
        const k: usize = min(j + width, L - width) * sizeof<T>();
        const l: usize = min(j + 2 * width, L - width) * sizeof<T>();
        const m: usize = min(j + 3 * width, L - width) * sizeof<T>();
        tileOfOne<T>(K, a, taps, from + i, from + k, from + l, from + m, bias, to + i, to + k, to + l, to + m);
      }
    }
}

/** 1 row × 4 pieces. */
function tileOfOne<T>(
  K: i32,
  a: usize,
  taps: usize,
  from0: usize,
  from1: usize,
  from2: usize,
  from3: usize,
  bias: usize,
  c0: usize,
  c1: usize,
  c2: usize,
  c3: usize,
): void {
  let x0 = biasOf<T>(bias, 0);
  let y0 = x0;
  let x1 = x0;
  let y1 = x0;
  let x2 = x0;
  let y2 = x0;
  let x3 = x0;
  let y3 = x0;
  for (let k = 0; k < K; k++) {
    const tap: usize = tapAt<T>(0, taps, k);
    const w = v128.load_splat<T>(a);
    x0 = multiplyAdd<T>(w, v128.load(from0 + tap), x0);
    y0 = multiplyAdd<T>(w, v128.load(from0 + tap, 16), y0);
    x1 = multiplyAdd<T>(w, v128.load(from1 + tap), x1);
    y1 = multiplyAdd<T>(w, v128.load(from1 + tap, 16), y1);
    x2 = multiplyAdd<T>(w, v128.load(from2 + tap), x2);
    y2 = multiplyAdd<T>(w, v128.load(from2 + tap, 16), y2);
    x3 = multiplyAdd<T>(w, v128.load(from3 + tap), x3);
    y3 = multiplyAdd<T>(w, v128.load(from3 + tap, 16), y3);
    a += sizeof<T>() * TILE_ROWS;
  }
  v128.store(c0, x0);
  v128.store(c0, y0, 16);
  v128.store(c1, x1);
  v128.store(c1, y1, 16);
  v128.store(c2, x2);
  v128.store(c2, y2, 16);
  v128.store(c3, x3);
  v128.store(c3, y3, 16);
}

export function correlate32(M: i32, K: i32, w: usize, taps: usize, source: usize, R: i32, starts: usize, L: i32, bias: usize, y: usize, yRow: i32): void {
  correlate<f32>(M, K, w, taps, source, R, starts, L, bias, y, yRow);
}

export function correlate64(M: i32, K: i32, w: usize, taps: usize, source: usize, R: i32, starts: usize, L: i32, bias: usize, y: usize, yRow: i32): void {
  correlate<f64>(M, K, w, taps, source, R, starts, L, bias, y, yRow);
}

/**
 * Sums over windows of three rows, which most kernels have: every row of the source is read once for the three rows of
 * outputs that it goes into, and the weights of a column once for four rows of outputs.
 *
 *   y[r, j] = bias + Σ_k Σ_i w[k, i]·source[taps[k] + (r + i)·pitch + j],   i = 0, 1, 2
 *
 * k runs over the columns of the kernel in all channels. R is at least 4 and L at least two vectors; the last tiles overlap
 * the ones before them.
 */
import { lanes, multiplyAdd } from './vectors';
import { tapAt } from './windows';

@inline
function correlateThreeRows<T>(
  K: i32,
  w: usize,
  taps: usize,
  pitch: i32,
  source: usize,
  R: i32,
  L: i32,
  bias: usize,
  y: usize,
): void {
  const width = 2 * lanes<T>();
  const row: usize = <usize>pitch * sizeof<T>();
  const run: usize = <usize>L * sizeof<T>();
  for (let r = 0; r < R; r += 4) {
    const first: usize = min(r, R - 4);
    const from = source + first * row;
    const to = y + first * run;
    for (let j = 0; j < L; j += width) {
      const at: usize = min(j, L - width) * sizeof<T>();
      tile<T>(K, w, taps, from + at, row, bias, to + at, run);
    }
  }
}

/** 4 rows × 2 vectors. */
function tile<T>(K: i32, w: usize, taps: usize, from: usize, row: usize, bias: usize, c: usize, run: usize): void {
  let x0: v128 = bias ? v128.load_splat<T>(bias) : i64x2.splat(0);
  let y0 = x0;
  let x1 = x0;
  let y1 = x0;
  let x2 = x0;
  let y2 = x0;
  let x3 = x0;
  let y3 = x0;
  for (let k = 0; k < K; k++) {
    let at = tapAt<T>(from, taps, k);
    const top = v128.load_splat<T>(w);
    const middle = v128.load_splat<T>(w, sizeof<T>());
    const bottom = v128.load_splat<T>(w, 2 * sizeof<T>());
    let u = v128.load(at);
    let v = v128.load(at, 16);
    x0 = multiplyAdd<T>(top, u, x0);
    y0 = multiplyAdd<T>(top, v, y0);
    at += row;
    u = v128.load(at);
    v = v128.load(at, 16);
    x0 = multiplyAdd<T>(middle, u, x0);
    y0 = multiplyAdd<T>(middle, v, y0);
    x1 = multiplyAdd<T>(top, u, x1);
    y1 = multiplyAdd<T>(top, v, y1);
    at += row;
    u = v128.load(at);
    v = v128.load(at, 16);
    x0 = multiplyAdd<T>(bottom, u, x0);
    y0 = multiplyAdd<T>(bottom, v, y0);
    x1 = multiplyAdd<T>(middle, u, x1);
    y1 = multiplyAdd<T>(middle, v, y1);
    x2 = multiplyAdd<T>(top, u, x2);
    y2 = multiplyAdd<T>(top, v, y2);
    at += row;
    u = v128.load(at);
    v = v128.load(at, 16);
    x1 = multiplyAdd<T>(bottom, u, x1);
    y1 = multiplyAdd<T>(bottom, v, y1);
    x2 = multiplyAdd<T>(middle, u, x2);
    y2 = multiplyAdd<T>(middle, v, y2);
    x3 = multiplyAdd<T>(top, u, x3);
    y3 = multiplyAdd<T>(top, v, y3);
    at += row;
    u = v128.load(at);
    v = v128.load(at, 16);
    x2 = multiplyAdd<T>(bottom, u, x2);
    y2 = multiplyAdd<T>(bottom, v, y2);
    x3 = multiplyAdd<T>(middle, u, x3);
    y3 = multiplyAdd<T>(middle, v, y3);
    at += row;
    u = v128.load(at);
    v = v128.load(at, 16);
    x3 = multiplyAdd<T>(bottom, u, x3);
    y3 = multiplyAdd<T>(bottom, v, y3);
    w += 3 * sizeof<T>();
  }
  v128.store(c, x0);
  v128.store(c, y0, 16);
  c += run;
  v128.store(c, x1);
  v128.store(c, y1, 16);
  c += run;
  v128.store(c, x2);
  v128.store(c, y2, 16);
  c += run;
  v128.store(c, x3);
  v128.store(c, y3, 16);
}

export function correlateThreeRows32(K: i32, w: usize, taps: usize, pitch: i32, source: usize, R: i32, L: i32, bias: usize, y: usize): void {
  correlateThreeRows<f32>(K, w, taps, pitch, source, R, L, bias, y);
}

export function correlateThreeRows64(K: i32, w: usize, taps: usize, pitch: i32, source: usize, R: i32, L: i32, bias: usize, y: usize): void {
  correlateThreeRows<f64>(K, w, taps, pitch, source, R, L, bias, y);
}

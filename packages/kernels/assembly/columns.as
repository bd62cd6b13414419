/**
 * Sums of columns: the gradient of a bias that was added to every row.
 *
 *   to[j] += Σ_r x[r, j]        r in order
 */
import { lanes, storeLanes } from './vectors';

@inline
function sumColumns<T>(R: i32, L: i32, x: usize, xRow: i32, to: usize): void {
  const step: usize = <usize>xRow * sizeof<T>();
  const width = 4 * lanes<T>();
  let j = 0;
  for (; j + width <= L; j += width) {
    let a = v128.load(to);
    let b = v128.load(to, 16);
    let c = v128.load(to, 32);
    let d = v128.load(to, 48);
    let at = x;
    for (let r = 0; r < R; r++) {
      a = v128.add<T>(a, v128.load(at));
      b = v128.add<T>(b, v128.load(at, 16));
      c = v128.add<T>(c, v128.load(at, 32));
      d = v128.add<T>(d, v128.load(at, 48));
      at += step;
    }
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
    x += 64;
    to += 64;
  }
  for (; j < L; j += lanes<T>()) {
    let a = v128.load(to);
    let at = x;
    for (let r = 0; r < R; r++) {
      a = v128.add<T>(a, v128.load(at));
      at += step;
    }
    storeLanes<T>(to, a, L - j);
    x += 16;
    to += 16;
  }
}

export function sumColumns32(R: i32, L: i32, x: usize, xRow: i32, to: usize): void {
  sumColumns<f32>(R, L, x, xRow, to);
}

export function sumColumns64(R: i32, L: i32, x: usize, xRow: i32, to: usize): void {
  sumColumns<f64>(R, L, x, xRow, to);
}

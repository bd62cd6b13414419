/**
 * The gradients of maxima and averages over windows of which no two read the same element, as where the stride is at least
 * the kernel's span. Nothing adds up, so every element of a window is written once, whatever stood there.
 *
 * The windows are those of windows.as. Nothing that is read is changed, so that the last vectors of a run may overlap.
 */
import { divideRow } from './averages';
import { winner } from './maxima';
import { loadEvery } from './runs';
import { areSquares, routeSquares, shareSquares } from './squares';
import { lanes } from './vectors';
import { anySpecial, tapAt } from './windows';

/** dx[element of window (r, j)] = dy[r, j] at the first maximum, or the first NaN, and 0 at the others. */
@inline
export function routeApart<T>(
  K: i32,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  firsts: usize,
  dy: usize,
  dx: usize,
): void {
  const squares = areSquares(K, taps, step);
  for (let r = 0; r < R; r++) {
    const from = tapAt<T>(source, starts, r);
    const to = tapAt<T>(dx, starts, r);
    let done = false;
    if (L >= lanes<T>()) {
      if (squares) done = routeSquares<T>(tapAt<T>(from, taps, 0), tapAt<T>(from, taps, 2), L, dy, to - from);
      else if (step == 1) done = routeMany<T>(K, taps, from, L, 1, dy, to);
      else done = routeMany<T>(K, taps, from, L, step, dy, to);
    }
    if (!done) routeFew<T>(K, taps, source, load<i32>(starts + (r << 2)), L, step, firsts, dy, dx);
    firsts += L << 2;
    dy += <usize>L * sizeof<T>();
  }
}

/** A run of any windows. */
function routeFew<T>(K: i32, taps: usize, source: usize, start: i32, L: i32, step: i32, firsts: usize, dy: usize, dx: usize): void {
  for (let j = 0; j < L; j++) {
    const to = dx + <usize>start * sizeof<T>();
    for (let k = 0; k < K; k++) store<T>(tapAt<T>(to, taps, k), <T>0);
    const won = winner<T>(K, taps, source, start, load<i32>(firsts + (j << 2)));
    store<T>(dx + <usize>won * sizeof<T>(), load<T>(dy + j * sizeof<T>()));
    start += step;
  }
}

/**
 * A run of windows: the first tap that equals the maximum takes dy and leaves nothing to those behind it.
 *
 * Returns false where that may not be the rule, see `anySpecial`: then what it has written may be wrong.
 */
@inline
function routeMany<T>(K: i32, taps: usize, from: usize, L: i32, step: i32, dy: usize, to: usize): bool {
  let sums = v128.splat<T>(<T>0);
  let least = sums;
  for (let j = 0; j < L; j += lanes<T>()) {
    const first = <usize>min(j, L - lanes<T>()) * sizeof<T>();
    const at = from + first * step;
    let best = loadEvery<T>(tapAt<T>(at, taps, 0), step);
    let sum = best;
    for (let k = 1; k < K; k++) {
      const value = loadEvery<T>(tapAt<T>(at, taps, k), step);
      best = v128.pmax<T>(best, value);
      sum = v128.add<T>(sum, value);
    }
    sums = v128.add<T>(sums, sum);
    least = v128.pmin<T>(least, best);
    let left = v128.load(dy + first);
    for (let k = 0; k < K; k++) {
      const wins = v128.eq<T>(loadEvery<T>(tapAt<T>(at, taps, k), step), best);
      storeEvery<T>(tapAt<T>(to + first * step, taps, k), step, v128.and(left, wins));
      left = v128.andnot(left, wins);
    }
  }
  return !anySpecial<T>(least, sums);
}

/** dx[every element of window (r, j)] = dy[r, j] / (rows[r]·columns[j]). The quotients take the place of dy. */
@inline
export function shareApart<T>(
  K: i32,
  taps: usize,
  dx: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  rows: usize,
  columns: usize,
  dy: usize,
): void {
  const squares = areSquares(K, taps, step) && L >= lanes<T>();
  for (let r = 0; r < R; r++) {
    const row = load<T>(rows + r * sizeof<T>());
    const run = tapAt<T>(dx, starts, r);
    if (squares) shareSquares<T>(tapAt<T>(run, taps, 0), tapAt<T>(run, taps, 2), L, row, columns, dy);
    else {
      divideRow<T>(L, row, columns, dy);
      for (let k = 0; k < K; k++) copyRow<T>(L, dy, tapAt<T>(run, taps, k), step);
    }
    dy += <usize>L * sizeof<T>();
  }
}

/** Writes a row's elements, `step` apart. */
function copyRow<T>(L: i32, from: usize, to: usize, step: i32): void {
  const stride = <usize>step * sizeof<T>();
  if (step == 1) memory.copy(to, from, <usize>L * sizeof<T>());
  else
    for (let j = 0; j < L; j++) {
      store<T>(to, load<T>(from));
      from += sizeof<T>();
      to += stride;
    }
}

/** Stores a vector's elements, `step` apart. */
@inline
function storeEvery<T>(to: usize, step: i32, value: v128): void {
  const stride = <usize>step * sizeof<T>();
  if (step == 1) v128.store(to, value);
  else if (sizeof<T>() == 8) {
    v128.store_lane<f64>(to, value, 0);
    v128.store_lane<f64>(to + stride, value, 1);
  } else {
    v128.store_lane<f32>(to, value, 0);
    v128.store_lane<f32>(to + stride, value, 1);
    v128.store_lane<f32>(to + 2 * stride, value, 2);
    v128.store_lane<f32>(to + 3 * stride, value, 3);
  }
}

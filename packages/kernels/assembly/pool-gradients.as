/**
 * The gradients of maxima and averages over windows: what each window's output gradient adds to the elements it read.
 *
 * The windows are those of windows.as. Where several read one element, their gradients add up run by run; windows that share
 * none have passes of their own, gradients-apart.as.
 */
import { divideRow } from './averages';
import { routeApart, shareApart } from './gradients-apart';
import { winner } from './maxima';
import { loadEvery } from './runs';
import { lanes } from './vectors';
import { tapAt } from './windows';

/**
 * dx[the first maximum of window (r, j)] += dy[r, j]; the first NaN if there is one. dx is laid out as the source is.
 * firsts[r, j] is the element that takes the gradient of a window in which nothing is above −∞: the padding is not either,
 * so that the values alone do not tell.
 */
@inline
function routeRuns<T>(
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
  for (let r = 0; r < R; r++) {
    let start = load<i32>(starts + (r << 2));
    let j = 0;
    for (; j + lanes<T>() <= L; j += lanes<T>()) {
      addAt<T>(winners<T>(K, taps, source, start, step, firsts), dy, dx);
      start += lanes<T>() * step;
      firsts += lanes<T>() << 2;
      dy += 16;
    }
    for (; j < L; j++) {
      const to = dx + <usize>winner<T>(K, taps, source, start, load<i32>(firsts)) * sizeof<T>();
      store<T>(to, load<T>(to) + load<T>(dy));
      start += step;
      firsts += 4;
      dy += sizeof<T>();
    }
  }
}

/** The indices of the first maxima of a vector of windows, in lanes as wide as T. */
@inline
function winners<T>(K: i32, taps: usize, source: usize, start: i32, step: i32, firsts: usize): v128 {
  const from = source + <usize>start * sizeof<T>();
  const starts = countFrom<T>(start, step);
  let best = v128.splat<T>(<T>-Infinity);
  let indices = sizeof<T>() == 4 ? v128.load(firsts) : v128.load_ext<i32>(firsts);
  for (let k = 0; k < K; k++) {
    const tap = load<i32>(taps + (k << 2));
    const value = loadEvery<T>(from + <usize>tap * sizeof<T>(), step);
    // Above the best, or a NaN; and no NaN before it.
    const wins = v128.andnot(v128.eq<T>(best, best), v128.le<T>(value, best));
    best = v128.bitselect(value, best, wins);
    indices = v128.bitselect(addToAll<T>(starts, tap), indices, wins);
  }
  return indices;
}

/** start, start + step, … */
@inline
function countFrom<T>(start: i32, step: i32): v128 {
  if (sizeof<T>() == 8) return i64x2.replace_lane(i64x2.splat(start), 1, start + step);
  const counts = i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3));
  return i32x4.add(i32x4.splat(start), counts);
}

@inline
function addToAll<T>(indices: v128, value: i32): v128 {
  return sizeof<T>() == 4 ? i32x4.add(indices, i32x4.splat(value)) : i64x2.add(indices, i64x2.splat(value));
}

/** Adds a vector of dy to dx, each lane at its own index, one after the other. */
@inline
function addAt<T>(indices: v128, dy: usize, dx: usize): void {
  if (sizeof<T>() == 8) {
    addOne<T>(<i32>i64x2.extract_lane(indices, 0), dy, dx);
    addOne<T>(<i32>i64x2.extract_lane(indices, 1), dy + 8, dx);
  } else {
    addOne<T>(i32x4.extract_lane(indices, 0), dy, dx);
    addOne<T>(i32x4.extract_lane(indices, 1), dy + 4, dx);
    addOne<T>(i32x4.extract_lane(indices, 2), dy + 8, dx);
    addOne<T>(i32x4.extract_lane(indices, 3), dy + 12, dx);
  }
}

@inline
function addOne<T>(index: i32, dy: usize, dx: usize): void {
  const to = dx + <usize>index * sizeof<T>();
  store<T>(to, load<T>(to) + load<T>(dy));
}

/**
 * dx[every element of window (r, j)] += dy[r, j] / (rows[r]·columns[j]). The quotients take the place of dy; they are added
 * tap by tap, so that neighbouring windows that overlap do not wait for each other.
 */
@inline
function shareRuns<T>(
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
  for (let r = 0; r < R; r++) {
    divideRow<T>(L, load<T>(rows + r * sizeof<T>()), columns, dy);
    const run = tapAt<T>(dx, starts, r);
    for (let k = 0; k < K; k++)
      if (step == 1) addRow<T>(L, dy, tapAt<T>(run, taps, k));
      else spreadRow<T>(L, dy, tapAt<T>(run, taps, k), <usize>step * sizeof<T>());
    dy += <usize>L * sizeof<T>();
  }
}

function addRow<T>(L: i32, from: usize, to: usize): void {
  let j = 0;
  for (; j + lanes<T>() <= L; j += lanes<T>()) {
    v128.store(to, v128.add<T>(v128.load(to), v128.load(from)));
    from += 16;
    to += 16;
  }
  for (; j < L; j++) {
    store<T>(to, load<T>(to) + load<T>(from));
    from += sizeof<T>();
    to += sizeof<T>();
  }
}

function spreadRow<T>(L: i32, from: usize, to: usize, stride: usize): void {
  for (let j = 0; j < L; j++) {
    store<T>(to, load<T>(to) + load<T>(from));
    from += sizeof<T>();
    to += stride;
  }
}

export function routeRuns32(K: i32, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, firsts: usize, dy: usize, dx: usize, apart: bool): void {
  if (apart) routeApart<f32>(K, taps, source, R, starts, L, step, firsts, dy, dx);
  else routeRuns<f32>(K, taps, source, R, starts, L, step, firsts, dy, dx);
}

export function routeRuns64(K: i32, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, firsts: usize, dy: usize, dx: usize, apart: bool): void {
  if (apart) routeApart<f64>(K, taps, source, R, starts, L, step, firsts, dy, dx);
  else routeRuns<f64>(K, taps, source, R, starts, L, step, firsts, dy, dx);
}

export function shareRuns32(K: i32, taps: usize, dx: usize, R: i32, starts: usize, L: i32, step: i32, rows: usize, columns: usize, dy: usize, apart: bool): void {
  if (apart) shareApart<f32>(K, taps, dx, R, starts, L, step, rows, columns, dy);
  else shareRuns<f32>(K, taps, dx, R, starts, L, step, rows, columns, dy);
}

export function shareRuns64(K: i32, taps: usize, dx: usize, R: i32, starts: usize, L: i32, step: i32, rows: usize, columns: usize, dy: usize, apart: bool): void {
  if (apart) shareApart<f64>(K, taps, dx, R, starts, L, step, rows, columns, dy);
  else shareRuns<f64>(K, taps, dx, R, starts, L, step, rows, columns, dy);
}

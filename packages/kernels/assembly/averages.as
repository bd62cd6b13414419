/**
 * Averages over windows, windows.as. The elements counted are rows[r]·columns[j], a product of one count per axis.
 */
import { loadEvery } from './runs';
import { areSquares, averageSquares } from './squares';
import { lanes } from './vectors';
import { even, inPairs, odd, tapAt } from './windows';

/** y[r, j] = Σ_k source[…] / (rows[r]·columns[j]), summed first, in any order. */
@inline
function averageRuns<T>(
  K: i32,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  rows: usize,
  columns: usize,
  y: usize,
): void {
  const squares = areSquares(K, taps, step);
  const pairs = step == 2 && inPairs(K, taps);
  for (let r = 0; r < R; r++) {
    const from = tapAt<T>(source, starts, r);
    const row = load<T>(rows + r * sizeof<T>());
    if (L < lanes<T>()) averageOfFew<T>(K, taps, from, L, step, row, columns, y);
    else if (squares) averageSquares<T>(tapAt<T>(from, taps, 0), tapAt<T>(from, taps, 2), L, row, columns, y);
    else if (pairs) averageOfPairs<T>(K, taps, from, L, row, columns, y);
    else if (step == 1) averageOfMany<T>(K, taps, from, L, 1, row, columns, y);
    else averageOfMany<T>(K, taps, from, L, step, row, columns, y);
    y += <usize>L * sizeof<T>();
  }
}

/** A run shorter than a vector. */
function averageOfFew<T>(K: i32, taps: usize, from: usize, L: i32, step: i32, row: T, columns: usize, y: usize): void {
  for (let j = 0; j < L; j++) {
    let sum = <T>0;
    for (let k = 0; k < K; k++) sum += load<T>(tapAt<T>(from, taps, k));
    store<T>(y + j * sizeof<T>(), sum / (row * load<T>(columns + j * sizeof<T>())));
    from += <usize>step * sizeof<T>();
  }
}

/** A run, two vectors at a time. */
@inline
function averageOfMany<T>(
  K: i32,
  taps: usize,
  from: usize,
  L: i32,
  step: i32,
  row: T,
  columns: usize,
  y: usize,
): void {
  const second = L >= 2 * lanes<T>() ? lanes<T>() : 0;
  const further: usize = <usize>second * step * sizeof<T>();
  for (let j = 0; j < L; j += second + lanes<T>()) {
    const first = min(j, L - second - lanes<T>());
    const at = from + <usize>first * step * sizeof<T>();
    let a = v128.splat<T>(<T>0);
    let b = a;
    for (let k = 0; k < K; k++) {
      const tap = tapAt<T>(at, taps, k);
      a = v128.add<T>(a, loadEvery<T>(tap, step));
      b = v128.add<T>(b, loadEvery<T>(tap + further, step));
    }
    storeAverages<T>(a, row, columns, y, first);
    storeAverages<T>(b, row, columns, y, first + second);
  }
}

/** The same where step is 2 and the taps are neighbours two by two: both neighbours at once, added at the end. */
@inline
function averageOfPairs<T>(K: i32, taps: usize, from: usize, L: i32, row: T, columns: usize, y: usize): void {
  const second = L >= 2 * lanes<T>() ? lanes<T>() : 0;
  const further: usize = <usize>second * 2 * sizeof<T>();
  for (let j = 0; j < L; j += second + lanes<T>()) {
    const first = min(j, L - second - lanes<T>());
    const at = from + <usize>first * 2 * sizeof<T>();
    let tap = tapAt<T>(at, taps, 0);
    let a = v128.load(tap);
    let b = v128.load(tap, 16);
    let c = v128.load(tap + further);
    let d = v128.load(tap + further, 16);
    for (let k = 2; k < K; k += 2) {
      tap = tapAt<T>(at, taps, k);
      a = v128.add<T>(a, v128.load(tap));
      b = v128.add<T>(b, v128.load(tap, 16));
      c = v128.add<T>(c, v128.load(tap + further));
      d = v128.add<T>(d, v128.load(tap + further, 16));
    }
    storeAverages<T>(v128.add<T>(even<T>(a, b), odd<T>(a, b)), row, columns, y, first);
    storeAverages<T>(v128.add<T>(even<T>(c, d), odd<T>(c, d)), row, columns, y, first + second);
  }
}

/** y[j …] = sums / counts. */
@inline
function storeAverages<T>(sums: v128, row: T, columns: usize, y: usize, j: i32): void {
  const counts = v128.mul<T>(v128.splat<T>(row), v128.load(columns + <usize>j * sizeof<T>()));
  v128.store(y + <usize>j * sizeof<T>(), v128.div<T>(sums, counts));
}

/** dy[j] /= row·columns[j]: a run of output gradients becomes what each element of the windows gets. */
export function divideRow<T>(L: i32, row: T, columns: usize, dy: usize): void {
  let j = 0;
  for (; j + lanes<T>() <= L; j += lanes<T>()) {
    const counts = v128.mul<T>(v128.splat<T>(row), v128.load(columns));
    v128.store(dy, v128.div<T>(v128.load(dy), counts));
    columns += 16;
    dy += 16;
  }
  for (; j < L; j++) {
    store<T>(dy, load<T>(dy) / (row * load<T>(columns)));
    columns += sizeof<T>();
    dy += sizeof<T>();
  }
}

export function averageRuns32(K: i32, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, rows: usize, columns: usize, y: usize): void {
  averageRuns<f32>(K, taps, source, R, starts, L, step, rows, columns, y);
}

export function averageRuns64(K: i32, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, rows: usize, columns: usize, y: usize): void {
  averageRuns<f64>(K, taps, source, R, starts, L, step, rows, columns, y);
}

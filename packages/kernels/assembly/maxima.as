/**
 * Maxima over windows, windows.as.
 */
import { loadEvery } from './runs';
import { areSquares, maxOfSquares } from './squares';
import { lanes } from './vectors';
import { even, inPairs, odd, tapAt } from './windows';

/** y[r, j] = max_k source[…]; NaN if there is one. */
@inline
function maxRuns<T>(
  K: i32,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  y: usize,
): void {
  const squares = areSquares(K, taps, step);
  const pairs = step == 2 && inPairs(K, taps);
  for (let r = 0; r < R; r++) {
    const from = tapAt<T>(source, starts, r);
    if (L < lanes<T>()) maxOfFew<T>(K, taps, from, L, step, y);
    else if (squares) {
      const done = maxOfSquares<T>(tapAt<T>(from, taps, 0), tapAt<T>(from, taps, 2), L, y);
      if (!done) maxOfFew<T>(K, taps, from, L, step, y);
    } else if (pairs) maxOfPairs<T>(K, taps, from, L, y);
    else if (step == 1) maxOfMany<T>(K, taps, from, L, 1, y);
    else maxOfMany<T>(K, taps, from, L, step, y);
    y += <usize>L * sizeof<T>();
  }
}

/** A run shorter than a vector. */
function maxOfFew<T>(K: i32, taps: usize, from: usize, L: i32, step: i32, y: usize): void {
  for (let j = 0; j < L; j++) {
    let best = <T>-Infinity;
    for (let k = 0; k < K; k++) best = max<T>(best, load<T>(tapAt<T>(from, taps, k)));
    store<T>(y, best);
    y += sizeof<T>();
    from += <usize>step * sizeof<T>();
  }
}

/**
 * A run, two vectors at a time.
 *
 * pmax is one instruction where max is several, but it passes over NaN. A sum does not: where the sum of all that was read is
 * NaN (or has met ∞ and −∞), the windows are looked at one by one.
 */
@inline
function maxOfMany<T>(K: i32, taps: usize, from: usize, L: i32, step: i32, y: usize): void {
  const second = L >= 2 * lanes<T>() ? lanes<T>() : 0;
  const further: usize = <usize>second * step * sizeof<T>();
  for (let j = 0; j < L; j += second + lanes<T>()) {
    const first = min(j, L - second - lanes<T>());
    const at = from + <usize>first * step * sizeof<T>();
    const to = y + <usize>first * sizeof<T>();
    let tap = tapAt<T>(at, taps, 0);
    let a = loadEvery<T>(tap, step);
    let b = loadEvery<T>(tap + further, step);
    let sum = v128.add<T>(a, b);
    for (let k = 1; k < K; k++) {
      tap = tapAt<T>(at, taps, k);
      const u = loadEvery<T>(tap, step);
      const v = loadEvery<T>(tap + further, step);
      a = v128.pmax<T>(a, u);
      b = v128.pmax<T>(b, v);
      sum = v128.add<T>(sum, v128.add<T>(u, v));
    }
    v128.store(to, a);
    v128.store(to + <usize>second * sizeof<T>(), b);
    if (v128.any_true(v128.ne<T>(sum, sum))) maxOfFew<T>(K, taps, at, second + lanes<T>(), step, to);
  }
}

/** The same where step is 2 and the taps are neighbours two by two: both neighbours at once, told apart at the end. */
@inline
function maxOfPairs<T>(K: i32, taps: usize, from: usize, L: i32, y: usize): void {
  const second = L >= 2 * lanes<T>() ? lanes<T>() : 0;
  const further: usize = <usize>second * 2 * sizeof<T>();
  for (let j = 0; j < L; j += second + lanes<T>()) {
    const first = min(j, L - second - lanes<T>());
    const at = from + <usize>first * 2 * sizeof<T>();
    const to = y + <usize>first * sizeof<T>();
    let tap = tapAt<T>(at, taps, 0);
    let a = v128.load(tap);
    let b = v128.load(tap, 16);
    let c = v128.load(tap + further);
    let d = v128.load(tap + further, 16);
    let sum = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
    for (let k = 2; k < K; k += 2) {
      tap = tapAt<T>(at, taps, k);
      const e = v128.load(tap);
      const f = v128.load(tap, 16);
      const g = v128.load(tap + further);
      const h = v128.load(tap + further, 16);
      a = v128.pmax<T>(a, e);
      b = v128.pmax<T>(b, f);
      c = v128.pmax<T>(c, g);
      d = v128.pmax<T>(d, h);
      sum = v128.add<T>(sum, v128.add<T>(v128.add<T>(e, f), v128.add<T>(g, h)));
    }
    v128.store(to, v128.pmax<T>(even<T>(a, b), odd<T>(a, b)));
    v128.store(to + <usize>second * sizeof<T>(), v128.pmax<T>(even<T>(c, d), odd<T>(c, d)));
    if (v128.any_true(v128.ne<T>(sum, sum))) maxOfFew<T>(K, taps, at, second + lanes<T>(), 2, to);
  }
}

/** The index of the first maximum of one window, of the first NaN if there is one; `first` where nothing is above −∞. */
export function winner<T>(K: i32, taps: usize, source: usize, start: i32, first: i32): i32 {
  let best = <T>-Infinity;
  let index = first;
  for (let k = 0; k < K; k++) {
    const here = start + load<i32>(taps + (k << 2));
    const value = load<T>(source + <usize>here * sizeof<T>());
    if (best == best && !(value <= best)) {
      best = value;
      index = here;
    }
  }
  return index;
}

export function maxRuns32(K: i32, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, y: usize): void {
  maxRuns<f32>(K, taps, source, R, starts, L, step, y);
}

export function maxRuns64(K: i32, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, y: usize): void {
  maxRuns<f64>(K, taps, source, R, starts, L, step, y);
}

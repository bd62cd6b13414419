/**
 * Windows of 2×2 with step 2, those of most pools: one run of them, forward and backward. `upper` and `lower` are where the
 * first window's rows begin.
 *
 * A run is at least one vector long. The second vector overlaps the first so far that the last one ends where the run does;
 * nothing that is read is written.
 */
import { lanes } from './vectors';
import { anySpecial, even, inPairs, odd } from './windows';

/** Whether the windows are two pairs of neighbours, and lie side by side. */
export function areSquares(K: i32, taps: usize, step: i32): bool {
  return step == 2 && K == 4 && inPairs(K, taps);
}

/** Bytes of windows from the first vector to the second. */
@inline
function firstAdvance<T>(L: i32): usize {
  return <usize>((L - 1) % lanes<T>() + 1) * sizeof<T>();
}

/** y[j] = the largest element; false where that may be wrong because there is a NaN, see maxima.as. */
export function maxOfSquares<T>(upper: usize, lower: usize, L: i32, y: usize): bool {
  const end = y + <usize>L * sizeof<T>();
  let advance = firstAdvance<T>(L);
  let sums = v128.splat<T>(<T>0);
  do {
    const a = v128.load(upper);
    const b = v128.load(upper, 16);
    const c = v128.load(lower);
    const d = v128.load(lower, 16);
    const low = v128.pmax<T>(a, c);
    const high = v128.pmax<T>(b, d);
    v128.store(y, v128.pmax<T>(even<T>(low, high), odd<T>(low, high)));
    sums = v128.add<T>(sums, v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d)));
    upper += 2 * advance;
    lower += 2 * advance;
    y += advance;
    advance = 16;
  } while (y < end);
  return !v128.any_true(v128.ne<T>(sums, sums));
}

/** y[j] = the sum / (row·columns[j]). */
export function averageSquares<T>(upper: usize, lower: usize, L: i32, row: T, columns: usize, y: usize): void {
  const end = y + <usize>L * sizeof<T>();
  let advance = firstAdvance<T>(L);
  do {
    const low = v128.add<T>(v128.load(upper), v128.load(lower));
    const high = v128.add<T>(v128.load(upper, 16), v128.load(lower, 16));
    const counts = v128.mul<T>(v128.splat<T>(row), v128.load(columns));
    v128.store(y, v128.div<T>(v128.add<T>(even<T>(low, high), odd<T>(low, high)), counts));
    upper += 2 * advance;
    lower += 2 * advance;
    columns += advance;
    y += advance;
    advance = 16;
  } while (y < end);
}

/**
 * dx = dy at the first maximum, 0 at the other elements: a knock-out, which the one behind wins if it is larger. dx's rows
 * are `shift` bytes behind those of the windows. Returns false where that may be wrong, see `anySpecial`.
 */
export function routeSquares<T>(upper: usize, lower: usize, L: i32, dy: usize, shift: isize): bool {
  const end = dy + <usize>L * sizeof<T>();
  let advance = firstAdvance<T>(L);
  let sums = v128.splat<T>(<T>0);
  let least = sums;
  do {
    let low = v128.load(upper);
    let high = v128.load(upper, 16);
    const a = even<T>(low, high);
    const b = odd<T>(low, high);
    low = v128.load(lower);
    high = v128.load(lower, 16);
    const c = even<T>(low, high);
    const d = odd<T>(low, high);
    const above = v128.pmax<T>(a, b);
    const below = v128.pmax<T>(c, d);
    sums = v128.add<T>(sums, v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d)));
    least = v128.pmin<T>(least, v128.pmax<T>(above, below));
    const given = v128.load(dy);
    const isBelow = v128.gt<T>(below, above);
    storeSplit<T>(upper + shift, v128.andnot(given, isBelow), v128.gt<T>(b, a));
    storeSplit<T>(lower + shift, v128.and(given, isBelow), v128.gt<T>(d, c));
    upper += 2 * advance;
    lower += 2 * advance;
    dy += advance;
    advance = 16;
  } while (dy < end);
  return !anySpecial<T>(least, sums);
}

/** dx = dy / (row·columns[j]) at all four elements; `upper` and `lower` are rows of dx. */
export function shareSquares<T>(upper: usize, lower: usize, L: i32, row: T, columns: usize, dy: usize): void {
  const end = dy + <usize>L * sizeof<T>();
  let advance = firstAdvance<T>(L);
  do {
    const counts = v128.mul<T>(v128.splat<T>(row), v128.load(columns));
    const share = v128.div<T>(v128.load(dy), counts);
    storeSideBySide<T>(upper, share, share);
    storeSideBySide<T>(lower, share, share);
    upper += 2 * advance;
    lower += 2 * advance;
    columns += advance;
    dy += advance;
    advance = 16;
  } while (dy < end);
}

/** Each element of a vector becomes two neighbours: 0 and itself where `behind`, else itself and 0. */
@inline
function storeSplit<T>(to: usize, value: v128, behind: v128): void {
  storeSideBySide<T>(to, v128.andnot(value, behind), v128.and(value, behind));
}

/** Stores each element of a vector with that of a second one behind it. */
@inline
function storeSideBySide<T>(to: usize, firsts: v128, seconds: v128): void {
  if (sizeof<T>() == 4) {
    v128.store(to, v128.shuffle<f32>(firsts, seconds, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<f32>(firsts, seconds, 2, 6, 3, 7), 16);
  } else {
    v128.store(to, v128.shuffle<f64>(firsts, seconds, 0, 2));
    v128.store(to, v128.shuffle<f64>(firsts, seconds, 1, 3), 16);
  }
}

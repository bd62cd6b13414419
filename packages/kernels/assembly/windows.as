/**
 * Windows over a source: where the elements of one window lie, and how neighbouring windows share vectors.
 *
 * The windows are R runs of L. Window j of run r reads, for each of K taps, one element of the source:
 *
 *   source[starts[r] + taps[k] + j·step]
 *
 * A vector holds neighbouring windows. The last vectors of a run end where the run ends and overlap those before, so that
 * nothing is left over; only runs shorter than a vector go element by element.
 */
/** The address of tap k behind `from`. */
@inline
export function tapAt<T>(from: usize, taps: usize, k: i32): usize {
  return from + <isize>load<i32>(taps + (k << 2)) * sizeof<T>();
}

/** Whether the taps are neighbours two by two: 2i + 1 is the one behind 2i. */
export function inPairs(K: i32, taps: usize): bool {
  if (K & 1) return false;
  for (let k = 0; k < K; k += 2)
    if (load<i32>(taps + (k << 2), 4) != load<i32>(taps + (k << 2)) + 1) return false;
  return true;
}

/** The elements 1, 3, 5, … of two vectors. */
@inline
export function odd<T>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? v128.shuffle<f32>(a, b, 1, 3, 5, 7) : v128.shuffle<f64>(a, b, 1, 3);
}

/** The elements 0, 2, 4, … of two vectors. */
@inline
export function even<T>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? v128.shuffle<f32>(a, b, 0, 2, 4, 6) : v128.shuffle<f64>(a, b, 0, 2);
}

/**
 * Whether among windows there may be some of which no element equals the maximum that pmax finds: those with a NaN, which
 * the sums of all elements show (as they do, needlessly, where ∞ and −∞ meet). Or some with nothing above −∞, which the
 * least of the maxima shows; there padding looks like a maximum.
 */
@inline
export function anySpecial<T>(least: v128, sums: v128): bool {
  return v128.any_true(v128.or(v128.ne<T>(sums, sums), v128.eq<T>(least, v128.splat<T>(<T>-Infinity))));
}

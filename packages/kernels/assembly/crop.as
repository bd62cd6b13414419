/**
 * Copies planes out of larger ones: what remains of a padded array without its padding.
 *
 * An array of planes is [P, D, H, W].
 */

/** Copies the part of each plane that begins at (d, h, w). */
@inline
function crop<T>(
  P: i32,
  D: i32,
  H: i32,
  W: i32,
  to: usize,
  from: usize,
  fromD: i32,
  fromH: i32,
  fromW: i32,
  d: i32,
  h: i32,
  w: i32,
): void {
  const row: usize = <usize>W * sizeof<T>();
  for (let p = 0; p < P; p++)
    for (let i = 0; i < D; i++) {
      let at = from + (((<usize>p * fromD + (i + d)) * fromH + h) * fromW + w) * sizeof<T>();
      for (let j = 0; j < H; j++) {
        memory.copy(to, at, row);
        to += row;
        at += <usize>fromW * sizeof<T>();
      }
    }
}

export function crop32(P: i32, D: i32, H: i32, W: i32, to: usize, from: usize, fromD: i32, fromH: i32, fromW: i32, d: i32, h: i32, w: i32): void {
  crop<f32>(P, D, H, W, to, from, fromD, fromH, fromW, d, h, w);
}

export function crop64(P: i32, D: i32, H: i32, W: i32, to: usize, from: usize, fromD: i32, fromH: i32, fromW: i32, d: i32, h: i32, w: i32): void {
  crop<f64>(P, D, H, W, to, from, fromD, fromH, fromW, d, h, w);
}

/**
 * Small transposes in registers: as many vectors as a vector has lanes, rows into columns.
 */

/** Writes four vectors of four float32 as their transpose, `step` bytes apart. */
@inline
export function storeTransposed4(a: v128, b: v128, c: v128, d: v128, to: usize, step: usize): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(ab0, cd0, 0, 2));
  v128.store(to + step, v128.shuffle<f64>(ab0, cd0, 1, 3));
  v128.store(to + 2 * step, v128.shuffle<f64>(ab1, cd1, 0, 2));
  v128.store(to + 3 * step, v128.shuffle<f64>(ab1, cd1, 1, 3));
}

/** Writes two vectors of two float64 as their transpose, `step` bytes apart. */
@inline
export function storeTransposed2(a: v128, b: v128, to: usize, step: usize): void {
  v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
  v128.store(to + step, v128.shuffle<f64>(a, b, 1, 3));
}

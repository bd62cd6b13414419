/**
 * Copies a box of D×H×W elements between two arrays in which they lie at any distances, of either sign, in elements.
 */
@inline
function copyBox<T>(
  D: i32,
  H: i32,
  W: i32,
  from: usize,
  fromD: i32,
  fromH: i32,
  fromW: i32,
  to: usize,
  toD: i32,
  toH: i32,
  toW: i32,
): void {
  const fromStep: usize = <usize>fromW * sizeof<T>();
  const toStep: usize = <usize>toW * sizeof<T>();
  for (let d = 0; d < D; d++)
    for (let h = 0; h < H; h++) {
      let a = from + <usize>(d * fromD + h * fromH) * sizeof<T>();
      let b = to + <usize>(d * toD + h * toH) * sizeof<T>();
      for (let w = 0; w < W; w++) {
        store<T>(b, load<T>(a));
        a += fromStep;
        b += toStep;
      }
    }
}

export function copyBox32(D: i32, H: i32, W: i32, from: usize, fromD: i32, fromH: i32, fromW: i32, to: usize, toD: i32, toH: i32, toW: i32): void {
  copyBox<f32>(D, H, W, from, fromD, fromH, fromW, to, toD, toH, toW);
}

export function copyBox64(D: i32, H: i32, W: i32, from: usize, fromD: i32, fromH: i32, fromW: i32, to: usize, toD: i32, toH: i32, toW: i32): void {
  copyBox<f64>(D, H, W, from, fromD, fromH, fromW, to, toD, toH, toW);
}

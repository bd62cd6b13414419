/**
 * Copies between planes of different sizes: zero padding, cropping, and the spreading of one phase of a stride.
 *
 * An array of planes is [P, D, H, W]. Both functions walk the smaller one.
 */

/** Copies planes into larger ones, from (d, h, w) on; what lies around them is not written. */
@inline
function place<T>(
  P: i32,
  D: i32,
  H: i32,
  W: i32,
  from: usize,
  to: usize,
  toD: i32,
  toH: i32,
  toW: i32,
  d: i32,
  h: i32,
  w: i32,
): void {
  const row: usize = <usize>W * sizeof<T>();
  for (let p = 0; p < P; p++)
    for (let i = 0; i < D; i++) {
      let at = to + (((<usize>p * toD + (i + d)) * toH + h) * toW + w) * sizeof<T>();
      for (let j = 0; j < H; j++) {
        memory.copy(at, from, row);
        from += row;
        at += <usize>toW * sizeof<T>();
      }
    }
}

/** Copies planes into larger ones so that (i, j, k) goes to (d + i·sd, h + j·sh, w + k·sw). */
@inline
function spread<T>(
  P: i32,
  D: i32,
  H: i32,
  W: i32,
  from: usize,
  to: usize,
  toD: i32,
  toH: i32,
  toW: i32,
  d: i32,
  h: i32,
  w: i32,
  sd: i32,
  sh: i32,
  sw: i32,
): void {
  const step: usize = <usize>sw * sizeof<T>();
  for (let p = 0; p < P; p++)
    for (let i = 0; i < D; i++)
      for (let j = 0; j < H; j++) {
        let at = to + (((<usize>p * toD + (d + i * sd)) * toH + (h + j * sh)) * toW + w) * sizeof<T>();
        for (let k = 0; k < W; k++) {
          store<T>(at, load<T>(from));
          from += sizeof<T>();
          at += step;
        }
      }
}

export function place32(P: i32, D: i32, H: i32, W: i32, from: usize, to: usize, toD: i32, toH: i32, toW: i32, d: i32, h: i32, w: i32): void {
  place<f32>(P, D, H, W, from, to, toD, toH, toW, d, h, w);
}

export function place64(P: i32, D: i32, H: i32, W: i32, from: usize, to: usize, toD: i32, toH: i32, toW: i32, d: i32, h: i32, w: i32): void {
  place<f64>(P, D, H, W, from, to, toD, toH, toW, d, h, w);
}

export function spread32(P: i32, D: i32, H: i32, W: i32, from: usize, to: usize, toD: i32, toH: i32, toW: i32, d: i32, h: i32, w: i32, sd: i32, sh: i32, sw: i32): void {
  spread<f32>(P, D, H, W, from, to, toD, toH, toW, d, h, w, sd, sh, sw);
}

export function spread64(P: i32, D: i32, H: i32, W: i32, from: usize, to: usize, toD: i32, toH: i32, toW: i32, d: i32, h: i32, w: i32, sd: i32, sh: i32, sw: i32): void {
  spread<f64>(P, D, H, W, from, to, toD, toH, toW, d, h, w, sd, sh, sw);
}

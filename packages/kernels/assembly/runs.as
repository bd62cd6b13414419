/**
 * Sums over windows without packing, run by run: for a row or two whose runs are short or have a step, where direct.as does
 * not reach, and for the weight gradients of a few rows.
 *
 * The outputs are R runs of L elements. Element j of run r reads, for each of K taps, one element of the source:
 *
 *   source[starts[r] + taps[k] + j·step]
 *
 * Neighbouring outputs read neighbouring elements, so a vector of outputs is made from whole vectors of the source.
 */
import { everySecond } from './pack';
import { lanes, multiplyAdd, storeLanes } from './vectors';

/** A vector of elements, `step` apart. */
@inline
export function loadEvery<T>(from: usize, step: i32): v128 {
  if (step == 1) return v128.load(from);
  if (step == 2) return everySecond<T>(from);
  const bytes: usize = <usize>step * sizeof<T>();
  let value = v128.load_splat<T>(from);
  value = v128.replace_lane<T>(value, 1, load<T>(from + bytes));
  if (sizeof<T>() == 4) {
    value = f32x4.replace_lane(value, 2, load<f32>(from + 2 * bytes));
    value = f32x4.replace_lane(value, 3, load<f32>(from + 3 * bytes));
  }
  return value;
}

/** y[r, j] += Σ_k w[k]·source[…], k in order. */
@inline
export function correlateRuns<T>(
  K: i32,
  w: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  y: usize,
): void {
  for (let r = 0; r < R; r++) {
    const from = source + <isize>load<i32>(starts + (r << 2)) * sizeof<T>();
    const to = y + <usize>r * L * sizeof<T>();
    let j = 0;
    for (; step == 1 ? j < L : j + 2 * lanes<T>() <= L; j += 2 * lanes<T>())
      correlateTwo<T>(K, w, taps, from + <usize>j * step * sizeof<T>(), step, to + j * sizeof<T>(), L - j);
    // One by one: with a large step, whole vectors would read far behind the end of the source.
    for (; j < L; j++) correlateOne<T>(K, w, taps, from + <usize>j * step * sizeof<T>(), to + j * sizeof<T>());
  }
}

/** Up to two vectors of outputs, of which `count` are there. */
function correlateTwo<T>(K: i32, w: usize, taps: usize, from: usize, step: i32, to: usize, count: i32): void {
  let a = v128.load(to);
  let b = v128.load(to, 16);
  const second: usize = <usize>lanes<T>() * step * sizeof<T>();
  for (let k = 0; k < K; k++) {
    const weight = v128.load_splat<T>(w + k * sizeof<T>());
    const at = from + <isize>load<i32>(taps + (k << 2)) * sizeof<T>();
    a = multiplyAdd<T>(weight, loadEvery<T>(at, step), a);
    b = multiplyAdd<T>(weight, loadEvery<T>(at + second, step), b);
  }
  storeLanes<T>(to, a, count);
  storeLanes<T>(to + 16, b, count - lanes<T>());
}

/** One output, by the arithmetic of the vectors. */
function correlateOne<T>(K: i32, w: usize, taps: usize, from: usize, to: usize): void {
  let a = loadAlone<T>(to);
  for (let k = 0; k < K; k++) {
    const at = from + <isize>load<i32>(taps + (k << 2)) * sizeof<T>();
    a = multiplyAdd<T>(loadAlone<T>(w + k * sizeof<T>()), loadAlone<T>(at), a);
  }
  store<T>(to, v128.extract_lane<T>(a, 0));
}

/** dw[k] += Σ_{r, j} dy[r, j]·source[…]: lane by lane, then the lanes. */
@inline
export function weighRuns<T>(
  K: i32,
  dw: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  dy: usize,
): void {
  let k = 0;
  for (; k + 6 <= K; k += 6) weighSix<T>(dw + k * sizeof<T>(), taps + (k << 2), source, R, starts, L, step, dy);
  if (k + 3 <= K) {
    weighThree<T>(dw + k * sizeof<T>(), taps + (k << 2), source, R, starts, L, step, dy);
    k += 3;
  }
  for (; k < K; k++) weighOne<T>(dw + k * sizeof<T>(), taps + (k << 2), source, R, starts, L, step, dy);
}

@inline
function addLanes<T>(to: usize, value: v128): void {
  let sum = load<T>(to) + (v128.extract_lane<T>(value, 0) + v128.extract_lane<T>(value, 1));
  if (sizeof<T>() == 4)
    sum += <T>(f32x4.extract_lane(value, 2) + f32x4.extract_lane(value, 3));
  store<T>(to, sum);
}

/** One element, and zeros in the other lanes. */
@inline
function loadAlone<T>(from: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_zero(from) : v128.load64_zero(from);
}

@inline
function tapOf<T>(taps: usize, k: i32): usize {
  return <usize>(<isize>load<i32>(taps + (k << 2)) * sizeof<T>());
}

function weighSix<T>(
  dw: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  dy: usize,
): void {
  const t0 = tapOf<T>(taps, 0);
  const t1 = tapOf<T>(taps, 1);
  const t2 = tapOf<T>(taps, 2);
  const t3 = tapOf<T>(taps, 3);
  const t4 = tapOf<T>(taps, 4);
  const t5 = tapOf<T>(taps, 5);
  let a = i64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  const stride: usize = <usize>step * sizeof<T>();
  let gradient = dy;
  for (let r = 0; r < R; r++) {
    let at = source + <isize>load<i32>(starts + (r << 2)) * sizeof<T>();
    let j = 0;
    for (; j + lanes<T>() <= L; j += lanes<T>()) {
      const g = v128.load(gradient);
      a = multiplyAdd<T>(g, loadEvery<T>(at + t0, step), a);
      b = multiplyAdd<T>(g, loadEvery<T>(at + t1, step), b);
      c = multiplyAdd<T>(g, loadEvery<T>(at + t2, step), c);
      d = multiplyAdd<T>(g, loadEvery<T>(at + t3, step), d);
      e = multiplyAdd<T>(g, loadEvery<T>(at + t4, step), e);
      f = multiplyAdd<T>(g, loadEvery<T>(at + t5, step), f);
      gradient += 16;
      at += stride * lanes<T>();
    }
    for (; j < L; j++) {
      const g = loadAlone<T>(gradient);
      a = multiplyAdd<T>(g, loadAlone<T>(at + t0), a);
      b = multiplyAdd<T>(g, loadAlone<T>(at + t1), b);
      c = multiplyAdd<T>(g, loadAlone<T>(at + t2), c);
      d = multiplyAdd<T>(g, loadAlone<T>(at + t3), d);
      e = multiplyAdd<T>(g, loadAlone<T>(at + t4), e);
      f = multiplyAdd<T>(g, loadAlone<T>(at + t5), f);
      gradient += sizeof<T>();
      at += stride;
    }
  }
  addLanes<T>(dw, a);
  addLanes<T>(dw + sizeof<T>(), b);
  addLanes<T>(dw + 2 * sizeof<T>(), c);
  addLanes<T>(dw + 3 * sizeof<T>(), d);
  addLanes<T>(dw + 4 * sizeof<T>(), e);
  addLanes<T>(dw + 5 * sizeof<T>(), f);
}

/** Three weights, by two vectors of dy at a time. */
function weighThree<T>(
  dw: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  dy: usize,
): void {
  const t0 = tapOf<T>(taps, 0);
  const t1 = tapOf<T>(taps, 1);
  const t2 = tapOf<T>(taps, 2);
  let a = i64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  const stride: usize = <usize>step * sizeof<T>();
  let gradient = dy;
  for (let r = 0; r < R; r++) {
    let at = source + <isize>load<i32>(starts + (r << 2)) * sizeof<T>();
    let j = 0;
    for (; j + 2 * lanes<T>() <= L; j += 2 * lanes<T>()) {
      const g = v128.load(gradient);
      a = multiplyAdd<T>(g, loadEvery<T>(at + t0, step), a);
      b = multiplyAdd<T>(g, loadEvery<T>(at + t1, step), b);
      c = multiplyAdd<T>(g, loadEvery<T>(at + t2, step), c);
      at += stride * lanes<T>();
      const h = v128.load(gradient, 16);
      d = multiplyAdd<T>(h, loadEvery<T>(at + t0, step), d);
      e = multiplyAdd<T>(h, loadEvery<T>(at + t1, step), e);
      f = multiplyAdd<T>(h, loadEvery<T>(at + t2, step), f);
      at += stride * lanes<T>();
      gradient += 32;
    }
    for (; j < L; j++) {
      const g = loadAlone<T>(gradient);
      a = multiplyAdd<T>(g, loadAlone<T>(at + t0), a);
      b = multiplyAdd<T>(g, loadAlone<T>(at + t1), b);
      c = multiplyAdd<T>(g, loadAlone<T>(at + t2), c);
      gradient += sizeof<T>();
      at += stride;
    }
  }
  addLanes<T>(dw, v128.add<T>(a, d));
  addLanes<T>(dw + sizeof<T>(), v128.add<T>(b, e));
  addLanes<T>(dw + 2 * sizeof<T>(), v128.add<T>(c, f));
}

function weighOne<T>(
  dw: usize,
  taps: usize,
  source: usize,
  R: i32,
  starts: usize,
  L: i32,
  step: i32,
  dy: usize,
): void {
  const tap = tapOf<T>(taps, 0);
  let a = i64x2.splat(0);
  const stride: usize = <usize>step * sizeof<T>();
  let gradient = dy;
  for (let r = 0; r < R; r++) {
    let at = source + <isize>load<i32>(starts + (r << 2)) * sizeof<T>() + tap;
    let j = 0;
    for (; j + lanes<T>() <= L; j += lanes<T>()) {
      a = multiplyAdd<T>(v128.load(gradient), loadEvery<T>(at, step), a);
      gradient += 16;
      at += stride * lanes<T>();
    }
    for (; j < L; j++) {
      a = multiplyAdd<T>(loadAlone<T>(gradient), loadAlone<T>(at), a);
      gradient += sizeof<T>();
      at += stride;
    }
  }
  addLanes<T>(dw, a);
}

export function correlateRuns32(K: i32, w: usize, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, y: usize): void {
  correlateRuns<f32>(K, w, taps, source, R, starts, L, step, y);
}

export function correlateRuns64(K: i32, w: usize, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, y: usize): void {
  correlateRuns<f64>(K, w, taps, source, R, starts, L, step, y);
}

export function weighRuns32(K: i32, dw: usize, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, dy: usize): void {
  weighRuns<f32>(K, dw, taps, source, R, starts, L, step, dy);
}

export function weighRuns64(K: i32, dw: usize, taps: usize, source: usize, R: i32, starts: usize, L: i32, step: i32, dy: usize): void {
  weighRuns<f64>(K, dw, taps, source, R, starts, L, step, dy);
}

/**
 * The fast Fourier transform of many complex signals at once, one per lane.
 *
 *   X[k] = Σ_t x[t]·ω^(kt)             ω = e^(−2πi/n), n = 2ᵃ3ᵇ5ᶜ
 *
 * An element is a vector of real parts and a vector of imaginary parts, `im` bytes further. The lanes are different signals,
 * so that no lane ever meets another one and every factor is the same for all.
 *
 * Stockham's algorithm: a pass of radix r makes of m·r transforms' elements x[q + s·(p + m·j)], j < r, the r sums
 * y[q + s·(r·p + j)], each times ω^(pj); s begins as the number of signals that lie interleaved, and grows by r per pass.
 * Nothing is reordered, reading and writing is contiguous, and x is left as it is.
 *
 * The inverse transform is the forward one with real and imaginary parts exchanged on both sides.
 *
 * Source: Van Loan, Computational Frameworks for the Fast Fourier Transform, 1992, §1.7.
 */
import { ELEMENT, pass } from './fft-passes';
import { lanes, multiplyAdd, multiplySubtract, storeLanes } from './vectors';

/**
 * Transforms n rows of s elements along n: element (t, q) of x lies at x + t·xRow + q·32. `radices` is a table of `passes`
 * radices, `factors` their factors, pass after pass. The result stands in y, [n, s]; `work` is as large. x, y and work do not
 * overlap. n = 1 copies.
 */
function transform<T>(
  n: i32,
  s: i32,
  x: usize,
  xi: usize,
  xRow: usize,
  passes: i32,
  radices: usize,
  factors: usize,
  y: usize,
  yi: usize,
  work: usize,
): void {
  let from = x;
  let fromIm = xi;
  let row = xRow;
  let length = n;
  for (let i = 0; i < passes; i++) {
    const r = load<i32>(radices + (i << 2));
    const m = length / r;
    const isLast = i == passes - 1;
    // The last pass writes to y, the one before it to `work`, and so on in turn.
    const even = ((passes - 1 - i) & 1) == 0;
    const to = even ? y : work;
    const toIm: usize = isLast ? yi : 16;
    // y's real parts may be the later ones; between passes they are the earlier ones in both.
    const start = even && !isLast && <isize>yi < 0 ? to - 16 : to;
    pass<T>(r, m, s, from, fromIm, row, start, toIm, factors);
    factors += <usize>(m * (r - 1) * 2) * sizeof<T>();
    from = start;
    fromIm = 16;
    length = m;
    s *= r;
    row = <usize>s * ELEMENT;
  }
}

/** Elements that lie side by side and are transformed together: two lines of the cache for each of n rows. */
const BLOCK: i32 = 8;

/**
 * Transforms an array [outer, n, inner] of elements along n, in place. `work` has room for 2·n·min(inner, 8) elements.
 * `inverse` leaves out the division by n.
 */
@inline
function fftAxis<T>(
  outer: i32,
  n: i32,
  inner: i32,
  data: usize,
  inverse: bool,
  passes: i32,
  radices: usize,
  factors: usize,
  work: usize,
): void {
  const shift: usize = inverse ? 16 : 0;
  const im: usize = inverse ? <usize>-16 : 16;
  const row: usize = <usize>inner * ELEMENT;
  const second = work + <usize>(n * min(inner, BLOCK)) * ELEMENT;
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < inner; j += BLOCK) {
      const s = min(BLOCK, inner - j);
      const x = data + <usize>j * ELEMENT;
      if (s == inner && !(passes & 1)) {
        transform<T>(n, s, x + shift, im, row, passes, radices, factors, x + shift, im, work);
        continue;
      }
      transform<T>(n, s, x + shift, im, row, passes, radices, factors, work + shift, im, second);
      const bytes: usize = <usize>s * ELEMENT;
      for (let t = 0; t < n; t++) memory.copy(x + <usize>t * row, work + <usize>t * bytes, bytes);
    }
    data += <usize>n * row;
  }
}

/**
 * One signal of n = lanes·m elements whose real and imaginary parts lie in two arrays: its lanes are the signals of every
 * lanes-th element, which are transformed at once and then joined by one pass of that radix across the lanes.
 *
 *   X[k + m·j] = Σ_l ω^(lk)·ω_lanes^(lj)·X_l[k]
 *
 * `joins` are the factors ω^(lk), l = 1 … lanes − 1, vectors over k. `work` has room for 2·m elements and a vector.
 */
@inline
function fftLine<T>(
  m: i32,
  re: usize,
  im: usize,
  passes: i32,
  radices: usize,
  factors: usize,
  joins: usize,
  toRe: usize,
  toIm: usize,
  work: usize,
): void {
  let z = work;
  if (passes) transform<T>(m, 1, re, im - re, 16, passes, radices, factors, work, 16, work + <usize>m * ELEMENT);
  else {
    v128.store(work, v128.load(re));
    v128.store(work, v128.load(im), 16);
  }
  const part: usize = <usize>m * sizeof<T>();
  for (let k = 0; k < m; k += lanes<T>()) {
    if (m - k >= lanes<T>()) join<T>(z, joins, toRe, toIm, part, lanes<T>());
    else joinRest<T>(z, joins, toRe, toIm, part, m - k);
    z += ELEMENT * lanes<T>();
    joins += ELEMENT * (lanes<T>() - 1);
    toRe += 16;
    toIm += 16;
  }
}

/** Radix 4 or 2 across the lanes of as many elements, of which `count` are there. */
@inline
function join<T>(z: usize, w: usize, toRe: usize, toIm: usize, part: usize, count: i32): void {
  if (sizeof<T>() == 4) joinFour(z, w, toRe, toIm, part, count);
  else joinTwo(z, w, toRe, toIm, part, count);
}

function joinRest<T>(z: usize, w: usize, toRe: usize, toIm: usize, part: usize, count: i32): void {
  join<T>(z, w, toRe, toIm, part, count);
}

@inline
function joinFour(z: usize, w: usize, toRe: usize, toIm: usize, part: usize, count: i32): void {
  let a = v128.load(z);
  let b = v128.load(z, 32);
  let c = v128.load(z, 64);
  let d = v128.load(z, 96);
  let p = f32x4.shuffle(a, b, 0, 4, 1, 5);
  let q = f32x4.shuffle(c, d, 0, 4, 1, 5);
  let r = f32x4.shuffle(a, b, 2, 6, 3, 7);
  let s = f32x4.shuffle(c, d, 2, 6, 3, 7);
  const re0 = f32x4.shuffle(p, q, 0, 1, 4, 5);
  const b1 = f32x4.shuffle(p, q, 2, 3, 6, 7);
  const b2 = f32x4.shuffle(r, s, 0, 1, 4, 5);
  const b3 = f32x4.shuffle(r, s, 2, 3, 6, 7);
  a = v128.load(z, 16);
  b = v128.load(z, 48);
  c = v128.load(z, 80);
  d = v128.load(z, 112);
  p = f32x4.shuffle(a, b, 0, 4, 1, 5);
  q = f32x4.shuffle(c, d, 0, 4, 1, 5);
  r = f32x4.shuffle(a, b, 2, 6, 3, 7);
  s = f32x4.shuffle(c, d, 2, 6, 3, 7);
  const im0 = f32x4.shuffle(p, q, 0, 1, 4, 5);
  const c1 = f32x4.shuffle(p, q, 2, 3, 6, 7);
  const c2 = f32x4.shuffle(r, s, 0, 1, 4, 5);
  const c3 = f32x4.shuffle(r, s, 2, 3, 6, 7);
  let w0 = v128.load(w);
  let w1 = v128.load(w, 16);
  const re1 = multiplySubtract<f32>(c1, w1, f32x4.mul(b1, w0));
  const im1 = multiplyAdd<f32>(b1, w1, f32x4.mul(c1, w0));
  w0 = v128.load(w, 32);
  w1 = v128.load(w, 48);
  const re2 = multiplySubtract<f32>(c2, w1, f32x4.mul(b2, w0));
  const im2 = multiplyAdd<f32>(b2, w1, f32x4.mul(c2, w0));
  w0 = v128.load(w, 64);
  w1 = v128.load(w, 80);
  const re3 = multiplySubtract<f32>(c3, w1, f32x4.mul(b3, w0));
  const im3 = multiplyAdd<f32>(b3, w1, f32x4.mul(c3, w0));
  const sumR = f32x4.add(re0, re2);
  const sumI = f32x4.add(im0, im2);
  const difR = f32x4.sub(re0, re2);
  const difI = f32x4.sub(im0, im2);
  const oddR = f32x4.add(re1, re3);
  const oddI = f32x4.add(im1, im3);
  const turnR = f32x4.sub(re1, re3);
  const turnI = f32x4.sub(im1, im3);
  storeLanes<f32>(toRe, f32x4.add(sumR, oddR), count);
  storeLanes<f32>(toIm, f32x4.add(sumI, oddI), count);
  storeLanes<f32>(toRe + part, f32x4.add(difR, turnI), count);
  storeLanes<f32>(toIm + part, f32x4.sub(difI, turnR), count);
  storeLanes<f32>(toRe + 2 * part, f32x4.sub(sumR, oddR), count);
  storeLanes<f32>(toIm + 2 * part, f32x4.sub(sumI, oddI), count);
  storeLanes<f32>(toRe + 3 * part, f32x4.sub(difR, turnI), count);
  storeLanes<f32>(toIm + 3 * part, f32x4.add(difI, turnR), count);
}

@inline
function joinTwo(z: usize, w: usize, toRe: usize, toIm: usize, part: usize, count: i32): void {
  let a = v128.load(z);
  let b = v128.load(z, 32);
  const re0 = f64x2.shuffle(a, b, 0, 2);
  const b1 = f64x2.shuffle(a, b, 1, 3);
  a = v128.load(z, 16);
  b = v128.load(z, 48);
  const im0 = f64x2.shuffle(a, b, 0, 2);
  const c1 = f64x2.shuffle(a, b, 1, 3);
  const w0 = v128.load(w);
  const w1 = v128.load(w, 16);
  const re1 = multiplySubtract<f64>(c1, w1, f64x2.mul(b1, w0));
  const im1 = multiplyAdd<f64>(b1, w1, f64x2.mul(c1, w0));
  storeLanes<f64>(toRe, f64x2.add(re0, re1), count);
  storeLanes<f64>(toIm, f64x2.add(im0, im1), count);
  storeLanes<f64>(toRe + part, f64x2.sub(re0, re1), count);
  storeLanes<f64>(toIm + part, f64x2.sub(im0, im1), count);
}

export function fftAxis32(outer: i32, n: i32, inner: i32, data: usize, inverse: bool, passes: i32, radices: usize, factors: usize, work: usize): void {
  fftAxis<f32>(outer, n, inner, data, inverse, passes, radices, factors, work);
}

export function fftAxis64(outer: i32, n: i32, inner: i32, data: usize, inverse: bool, passes: i32, radices: usize, factors: usize, work: usize): void {
  fftAxis<f64>(outer, n, inner, data, inverse, passes, radices, factors, work);
}

export function fftLine32(m: i32, re: usize, im: usize, passes: i32, radices: usize, factors: usize, joins: usize, toRe: usize, toIm: usize, work: usize): void {
  fftLine<f32>(m, re, im, passes, radices, factors, joins, toRe, toIm, work);
}

export function fftLine64(m: i32, re: usize, im: usize, passes: i32, radices: usize, factors: usize, joins: usize, toRe: usize, toIm: usize, work: usize): void {
  fftLine<f64>(m, re, im, passes, radices, factors, joins, toRe, toIm, work);
}

/**
 * Products of spectra. An element is a vector of real parts and one of imaginary parts behind it, as in fft.as; its lanes are
 * different signals, and an element may hold two real signals in a lane: one as real part, one as imaginary part.
 */
import { ELEMENT } from './fft-passes';
import { lanes, multiplyAdd, multiplySubtract } from './vectors';

/**
 * Spectra as plain numbers: (re, im) of each of n elements, of `count` lanes one after the other, `plane` elements (pairs)
 * apart. Real parts are multiplied by `scale`, imaginary ones by `turned`, which is ±scale.
 */
@inline
function takeSpectra<T>(n: i32, count: i32, from: usize, to: usize, plane: i32, scale: T, turned: T): void {
  for (let lane = 0; lane < count; lane++) {
    let at = from + <usize>lane * sizeof<T>();
    let out = to + <usize>lane * <usize>plane * 2 * sizeof<T>();
    for (let k = 0; k < n; k++) {
      store<T>(out, load<T>(at) * scale);
      store<T>(out + sizeof<T>(), load<T>(at, 16) * turned);
      at += ELEMENT;
      out += 2 * sizeof<T>();
    }
  }
}

/**
 * y[k] = Σ_c x_c[k]·w_c[k] for n elements and C summands: those of x lie `xPlane` elements apart, those of w, plain numbers,
 * `wIn` pairs. With `second`, a second sum is computed beside it, whose w begins `second` pairs behind and which stands
 * `yPlane` elements behind y.
 */
@inline
function sumProducts<T>(
  n: i32,
  C: i32,
  x: usize,
  xPlane: i32,
  w: usize,
  wIn: i32,
  second: i32,
  y: usize,
  yPlane: i32,
): void {
  const xStep: usize = <usize>xPlane * ELEMENT;
  const wStep: usize = <usize>wIn * 2 * sizeof<T>();
  if (second) sumTwo<T>(n, C, x, xStep, w, wStep, <usize>second * 2 * sizeof<T>(), y, y + <usize>yPlane * ELEMENT);
  else sumOne<T>(n, C, x, xStep, w, wStep, y);
}

function sumOne<T>(n: i32, C: i32, x: usize, xStep: usize, w: usize, wStep: usize, y: usize): void {
  for (let k = 0; k < n; k++) {
    let re = i64x2.splat(0);
    let im = re;
    let a = x;
    let b = w;
    for (let c = 0; c < C; c++) {
      const xr = v128.load(a);
      const xi = v128.load(a, 16);
      const wr = v128.load_splat<T>(b);
      const wi = v128.load_splat<T>(b, sizeof<T>());
      re = multiplySubtract<T>(xi, wi, multiplyAdd<T>(xr, wr, re));
      im = multiplyAdd<T>(xi, wr, multiplyAdd<T>(xr, wi, im));
      a += xStep;
      b += wStep;
    }
    v128.store(y, re);
    v128.store(y, im, 16);
    x += ELEMENT;
    w += 2 * sizeof<T>();
    y += ELEMENT;
  }
}

function sumTwo<T>(n: i32, C: i32, x: usize, xStep: usize, w: usize, wStep: usize, second: usize, y: usize, z: usize): void {
  for (let k = 0; k < n; k++) {
    let re = i64x2.splat(0);
    let im = re;
    let re2 = re;
    let im2 = re;
    let a = x;
    let b = w;
    for (let c = 0; c < C; c++) {
      const xr = v128.load(a);
      const xi = v128.load(a, 16);
      let wr = v128.load_splat<T>(b);
      let wi = v128.load_splat<T>(b, sizeof<T>());
      re = multiplySubtract<T>(xi, wi, multiplyAdd<T>(xr, wr, re));
      im = multiplyAdd<T>(xi, wr, multiplyAdd<T>(xr, wi, im));
      wr = v128.load_splat<T>(b + second);
      wi = v128.load_splat<T>(b + second, sizeof<T>());
      re2 = multiplySubtract<T>(xi, wi, multiplyAdd<T>(xr, wr, re2));
      im2 = multiplyAdd<T>(xi, wr, multiplyAdd<T>(xr, wi, im2));
      a += xStep;
      b += wStep;
    }
    v128.store(y, re);
    v128.store(y, im, 16);
    v128.store(z, re2);
    v128.store(z, im2, 16);
    x += ELEMENT;
    w += 2 * sizeof<T>();
    y += ELEMENT;
    z += ELEMENT;
  }
}

/**
 * sums[k] += Σ over the lanes of x_c[k]·conj(y[k]), for n elements; c is the lane of the sums, of which the first C are
 * there. The x_c lie `xPlane` elements apart.
 */
@inline
function correlateSpectra<T>(n: i32, C: i32, x: usize, xPlane: i32, y: usize, sums: usize): void {
  const step: usize = <usize>xPlane * ELEMENT;
  // A lane that is not there is computed from the one before it, and never read.
  const x1 = C > 1 ? x + step : x;
  const x2 = C > 2 ? x1 + step : x1;
  const x3 = C > 3 ? x2 + step : x2;
  for (let k: usize = 0; k < <usize>n * ELEMENT; k += ELEMENT) {
    const r = v128.load(y + k);
    const i = v128.load(y + k, 16);
    let re: v128;
    let im: v128;
    if (sizeof<T>() == 4) {
      re = addFour(realPart<T>(x + k, r, i), realPart<T>(x1 + k, r, i), realPart<T>(x2 + k, r, i), realPart<T>(x3 + k, r, i));
      im = addFour(imaginaryPart<T>(x + k, r, i), imaginaryPart<T>(x1 + k, r, i), imaginaryPart<T>(x2 + k, r, i), imaginaryPart<T>(x3 + k, r, i));
    } else {
      re = addTwo(realPart<T>(x + k, r, i), realPart<T>(x1 + k, r, i));
      im = addTwo(imaginaryPart<T>(x + k, r, i), imaginaryPart<T>(x1 + k, r, i));
    }
    v128.store(sums + k, v128.add<T>(v128.load(sums + k), re));
    v128.store(sums + k, v128.add<T>(v128.load(sums + k, 16), im), 16);
  }
}

@inline
function realPart<T>(x: usize, r: v128, i: v128): v128 {
  return multiplyAdd<T>(v128.load(x, 16), i, v128.mul<T>(v128.load(x), r));
}

@inline
function imaginaryPart<T>(x: usize, r: v128, i: v128): v128 {
  return multiplySubtract<T>(v128.load(x), i, v128.mul<T>(v128.load(x, 16), r));
}

/** The sums of the lanes of four vectors, as one vector. */
@inline
function addFour(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(f32x4.shuffle(a, b, 0, 4, 1, 5), f32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(f32x4.shuffle(c, d, 0, 4, 1, 5), f32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(f32x4.shuffle(ab, cd, 0, 1, 4, 5), f32x4.shuffle(ab, cd, 2, 3, 6, 7));
}

/** The same of two vectors. */
@inline
function addTwo(a: v128, b: v128): v128 {
  return f64x2.add(f64x2.shuffle(a, b, 0, 2), f64x2.shuffle(a, b, 1, 3));
}

/** Multiplies n numbers by one. */
@inline
function scaleBy<T>(n: i32, x: usize, factor: T): void {
  const vector = v128.splat<T>(factor);
  let i = 0;
  for (; i + lanes<T>() <= n; i += lanes<T>()) {
    v128.store(x, v128.mul<T>(v128.load(x), vector));
    x += 16;
  }
  for (; i < n; i++) {
    store<T>(x, load<T>(x) * factor);
    x += sizeof<T>();
  }
}

export function scaleBy32(n: i32, x: usize, factor: f32): void {
  scaleBy<f32>(n, x, factor);
}

export function scaleBy64(n: i32, x: usize, factor: f64): void {
  scaleBy<f64>(n, x, factor);
}

export function takeSpectra32(n: i32, count: i32, from: usize, to: usize, plane: i32, scale: f32, turned: f32): void {
  takeSpectra<f32>(n, count, from, to, plane, scale, turned);
}

export function takeSpectra64(n: i32, count: i32, from: usize, to: usize, plane: i32, scale: f64, turned: f64): void {
  takeSpectra<f64>(n, count, from, to, plane, scale, turned);
}

export function sumProducts32(n: i32, C: i32, x: usize, xPlane: i32, w: usize, wIn: i32, second: i32, y: usize, yPlane: i32): void {
  sumProducts<f32>(n, C, x, xPlane, w, wIn, second, y, yPlane);
}

export function sumProducts64(n: i32, C: i32, x: usize, xPlane: i32, w: usize, wIn: i32, second: i32, y: usize, yPlane: i32): void {
  sumProducts<f64>(n, C, x, xPlane, w, wIn, second, y, yPlane);
}

export function correlateSpectra32(n: i32, C: i32, x: usize, xPlane: i32, y: usize, sums: usize): void {
  correlateSpectra<f32>(n, C, x, xPlane, y, sums);
}

export function correlateSpectra64(n: i32, C: i32, x: usize, xPlane: i32, y: usize, sums: usize): void {
  correlateSpectra<f64>(n, C, x, xPlane, y, sums);
}

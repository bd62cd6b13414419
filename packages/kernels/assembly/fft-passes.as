/**
 * The passes of a Fourier transform, radix 2, 3, 4 and 5.
 *
 * A pass of radix r takes m·r rows of s elements, those of x `xRow` bytes apart, and makes of rows p + m·j, j < r, the r sums
 * that become rows r·p + j of y, each times ω^(pj). An element is a vector of real parts and a vector of imaginary parts, `xi`
 * bytes further in x and `yi` in y; its lanes are different signals. `w` holds the factors, p after p.
 */
import { multiplyAdd, multiplySubtract } from './vectors';

/** Bytes of an element. */
export const ELEMENT: usize = 32;

/** y = (re + i·ri)·(wr + i·wi). */
@inline
function storeTimes<T>(y: usize, im: usize, re: v128, ri: v128, wr: v128, wi: v128): void {
  v128.store(y, multiplySubtract<T>(ri, wi, v128.mul<T>(re, wr)));
  v128.store(y + im, multiplyAdd<T>(re, wi, v128.mul<T>(ri, wr)));
}

@inline
function factor<T>(w: usize, i: i32): v128 {
  return v128.load_splat<T>(w + i * sizeof<T>());
}

/** Radix 4. Rows of x (all elements of one p) are xRow bytes apart. */
function pass4<T>(m: i32, s: i32, x: usize, xi: usize, xRow: usize, y: usize, yi: usize, w: usize): void {
  const far: usize = <usize>m * xRow;
  const next: usize = <usize>s * ELEMENT;
  for (let p = 0; p < m; p++) {
    let a = x + <usize>p * xRow;
    let b = y + 4 * <usize>p * next;
    const end = b + next;
    if (p == 0) {
      for (; b < end; b += ELEMENT) {
        butterfly4Plain<T>(a, xi, far, b, yi, next);
        a += ELEMENT;
      }
    } else {
      const u = factor<T>(w, 0);
      const ui = factor<T>(w, 1);
      const v = factor<T>(w, 2);
      const vi = factor<T>(w, 3);
      const t = factor<T>(w, 4);
      const ti = factor<T>(w, 5);
      for (; b < end; b += ELEMENT) {
        butterfly4<T>(a, xi, far, b, yi, next, u, ui, v, vi, t, ti);
        a += ELEMENT;
      }
    }
    w += 6 * sizeof<T>();
  }
}

@inline
function butterfly4<T>(
  a: usize,
  xi: usize,
  far: usize,
  b: usize,
  yi: usize,
  next: usize,
  u: v128,
  ui: v128,
  v: v128,
  vi: v128,
  t: v128,
  ti: v128,
): void {
  const a2 = a + 2 * far;
  let e = v128.load(a);
  let f = v128.load(a2);
  const sumR = v128.add<T>(e, f);
  const difR = v128.sub<T>(e, f);
  e = v128.load(a + xi);
  f = v128.load(a2 + xi);
  const sumI = v128.add<T>(e, f);
  const difI = v128.sub<T>(e, f);
  const a1 = a + far;
  const a3 = a2 + far;
  e = v128.load(a1);
  f = v128.load(a3);
  const oddR = v128.add<T>(e, f);
  const turnR = v128.sub<T>(e, f);
  e = v128.load(a1 + xi);
  f = v128.load(a3 + xi);
  const oddI = v128.add<T>(e, f);
  const turnI = v128.sub<T>(e, f);
  v128.store(b, v128.add<T>(sumR, oddR));
  v128.store(b + yi, v128.add<T>(sumI, oddI));
  storeTimes<T>(b + next, yi, v128.add<T>(difR, turnI), v128.sub<T>(difI, turnR), u, ui);
  storeTimes<T>(b + 2 * next, yi, v128.sub<T>(sumR, oddR), v128.sub<T>(sumI, oddI), v, vi);
  storeTimes<T>(b + 3 * next, yi, v128.sub<T>(difR, turnI), v128.add<T>(difI, turnR), t, ti);
}

@inline
function butterfly4Plain<T>(a: usize, xi: usize, far: usize, b: usize, yi: usize, next: usize): void {
  const a2 = a + 2 * far;
  let e = v128.load(a);
  let f = v128.load(a2);
  const sumR = v128.add<T>(e, f);
  const difR = v128.sub<T>(e, f);
  e = v128.load(a + xi);
  f = v128.load(a2 + xi);
  const sumI = v128.add<T>(e, f);
  const difI = v128.sub<T>(e, f);
  const a1 = a + far;
  const a3 = a2 + far;
  e = v128.load(a1);
  f = v128.load(a3);
  const oddR = v128.add<T>(e, f);
  const turnR = v128.sub<T>(e, f);
  e = v128.load(a1 + xi);
  f = v128.load(a3 + xi);
  const oddI = v128.add<T>(e, f);
  const turnI = v128.sub<T>(e, f);
  v128.store(b, v128.add<T>(sumR, oddR));
  v128.store(b + yi, v128.add<T>(sumI, oddI));
  v128.store(b + next, v128.add<T>(difR, turnI));
  v128.store(b + next + yi, v128.sub<T>(difI, turnR));
  v128.store(b + 2 * next, v128.sub<T>(sumR, oddR));
  v128.store(b + 2 * next + yi, v128.sub<T>(sumI, oddI));
  v128.store(b + 3 * next, v128.sub<T>(difR, turnI));
  v128.store(b + 3 * next + yi, v128.add<T>(difI, turnR));
}

/** Radix 2. */
function pass2<T>(m: i32, s: i32, x: usize, xi: usize, xRow: usize, y: usize, yi: usize, w: usize): void {
  const far: usize = <usize>m * xRow;
  const next: usize = <usize>s * ELEMENT;
  for (let p = 0; p < m; p++) {
    let a = x + <usize>p * xRow;
    let b = y + 2 * <usize>p * next;
    const end = b + next;
    const u = factor<T>(w, 0);
    const ui = factor<T>(w, 1);
    for (; b < end; b += ELEMENT) {
      const e = v128.load(a);
      const ei = v128.load(a + xi);
      const f = v128.load(a + far);
      const fi = v128.load(a + far + xi);
      v128.store(b, v128.add<T>(e, f));
      v128.store(b + yi, v128.add<T>(ei, fi));
      storeTimes<T>(b + next, yi, v128.sub<T>(e, f), v128.sub<T>(ei, fi), u, ui);
      a += ELEMENT;
    }
    w += 2 * sizeof<T>();
  }
}

/** Radix 3. */
function pass3<T>(m: i32, s: i32, x: usize, xi: usize, xRow: usize, y: usize, yi: usize, w: usize): void {
  const far: usize = <usize>m * xRow;
  const next: usize = <usize>s * ELEMENT;
  const half = v128.splat<T>(<T>0.5);
  const root = v128.splat<T>(<T>0.86602540378443864676);
  for (let p = 0; p < m; p++) {
    let a = x + <usize>p * xRow;
    let b = y + 3 * <usize>p * next;
    const end = b + next;
    const u = factor<T>(w, 0);
    const ui = factor<T>(w, 1);
    const v = factor<T>(w, 2);
    const vi = factor<T>(w, 3);
    for (; b < end; b += ELEMENT) {
      const e = v128.load(a);
      const ei = v128.load(a + xi);
      const f = v128.load(a + far);
      const fi = v128.load(a + far + xi);
      const g = v128.load(a + 2 * far);
      const gi = v128.load(a + 2 * far + xi);
      const sum = v128.add<T>(f, g);
      const sumI = v128.add<T>(fi, gi);
      v128.store(b, v128.add<T>(e, sum));
      v128.store(b + yi, v128.add<T>(ei, sumI));
      const c = multiplySubtract<T>(half, sum, e);
      const ci = multiplySubtract<T>(half, sumI, ei);
      const d = v128.sub<T>(f, g);
      const di = v128.sub<T>(fi, gi);
      storeTimes<T>(b + next, yi, multiplyAdd<T>(root, di, c), multiplySubtract<T>(root, d, ci), u, ui);
      storeTimes<T>(b + 2 * next, yi, multiplySubtract<T>(root, di, c), multiplyAdd<T>(root, d, ci), v, vi);
      a += ELEMENT;
    }
    w += 4 * sizeof<T>();
  }
}

/** Radix 5. */
function pass5<T>(m: i32, s: i32, x: usize, xi: usize, xRow: usize, y: usize, yi: usize, w: usize): void {
  const far: usize = <usize>m * xRow;
  const next: usize = <usize>s * ELEMENT;
  const c1 = v128.splat<T>(<T>0.30901699437494742410); // cos 72°
  const c2 = v128.splat<T>(<T>0.80901699437494742410); // −cos 144°
  const s1 = v128.splat<T>(<T>0.95105651629515357212); // sin 72°
  const s2 = v128.splat<T>(<T>0.58778525229247312917); // sin 144°
  for (let p = 0; p < m; p++) {
    let a = x + <usize>p * xRow;
    let b = y + 5 * <usize>p * next;
    const end = b + next;
    for (; b < end; b += ELEMENT) {
      let e = v128.load(a + far);
      let f = v128.load(a + 4 * far);
      const sum = v128.add<T>(e, f);
      const dif = v128.sub<T>(e, f);
      e = v128.load(a + 2 * far);
      f = v128.load(a + 3 * far);
      const sum2 = v128.add<T>(e, f);
      const dif2 = v128.sub<T>(e, f);
      e = v128.load(a + far + xi);
      f = v128.load(a + 4 * far + xi);
      const sumI = v128.add<T>(e, f);
      const difI = v128.sub<T>(e, f);
      e = v128.load(a + 2 * far + xi);
      f = v128.load(a + 3 * far + xi);
      const sum2I = v128.add<T>(e, f);
      const dif2I = v128.sub<T>(e, f);
      const r = v128.load(a);
      const ri = v128.load(a + xi);
      v128.store(b, v128.add<T>(r, v128.add<T>(sum, sum2)));
      v128.store(b + yi, v128.add<T>(ri, v128.add<T>(sumI, sum2I)));
      let c = multiplySubtract<T>(c2, sum2, multiplyAdd<T>(c1, sum, r));
      let ci = multiplySubtract<T>(c2, sum2I, multiplyAdd<T>(c1, sumI, ri));
      let t = multiplyAdd<T>(s2, dif2, v128.mul<T>(s1, dif));
      let ti = multiplyAdd<T>(s2, dif2I, v128.mul<T>(s1, difI));
      storeTimes<T>(b + next, yi, v128.add<T>(c, ti), v128.sub<T>(ci, t), factor<T>(w, 0), factor<T>(w, 1));
      storeTimes<T>(b + 4 * next, yi, v128.sub<T>(c, ti), v128.add<T>(ci, t), factor<T>(w, 6), factor<T>(w, 7));
      c = multiplySubtract<T>(c2, sum, multiplyAdd<T>(c1, sum2, r));
      ci = multiplySubtract<T>(c2, sumI, multiplyAdd<T>(c1, sum2I, ri));
      t = multiplySubtract<T>(s1, dif2, v128.mul<T>(s2, dif));
      ti = multiplySubtract<T>(s1, dif2I, v128.mul<T>(s2, difI));
      storeTimes<T>(b + 2 * next, yi, v128.add<T>(c, ti), v128.sub<T>(ci, t), factor<T>(w, 2), factor<T>(w, 3));
      storeTimes<T>(b + 3 * next, yi, v128.sub<T>(c, ti), v128.add<T>(ci, t), factor<T>(w, 4), factor<T>(w, 5));
      a += ELEMENT;
    }
    w += 8 * sizeof<T>();
  }
}

/** One pass by its radix. */
@inline
export function pass<T>(r: i32, m: i32, s: i32, x: usize, xi: usize, xRow: usize, y: usize, yi: usize, w: usize): void {
  if (r == 4) pass4<T>(m, s, x, xi, xRow, y, yi, w);
  else if (r == 2) pass2<T>(m, s, x, xi, xRow, y, yi, w);
  else if (r == 3) pass3<T>(m, s, x, xi, xRow, y, yi, w);
  else pass5<T>(m, s, x, xi, xRow, y, yi, w);
}

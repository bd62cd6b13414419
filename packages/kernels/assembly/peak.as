/**
 * How fast this engine multiplies and adds at best: twelve independent chains in registers, and nothing else.
 *
 * A multiplication and an addition that round each take six cycles one after the other on some processors, which do two of each
 * per cycle: so many chains keep them busy. The rounds are unrolled with a branch between them, for the reason that tile.as
 * tells.
 */
import { multiplyAdd } from './vectors';

/**
 * Runs n·4 rounds of twelve multiply-adds of four float32 each: a ← a·x + y, with x and y from memory, since some engines make
 * a constant anew at each use. What comes out only keeps the work from being dropped.
 */
export function peak32(n: i32, factors: usize): f32 {
  const x = v128.load(factors);
  const y = v128.load(factors, 16);
  let a = f32x4.splat(1);
  let b = f32x4.splat(2);
  let c = f32x4.splat(3);
  let d = f32x4.splat(4);
  let e = f32x4.splat(5);
  let f = f32x4.splat(6);
  let g = f32x4.splat(7);
  let h = f32x4.splat(8);
  let i = f32x4.splat(9);
  let j = f32x4.splat(10);
  let k = f32x4.splat(11);
  let l = f32x4.splat(12);
  while (true) {
    a = multiplyAdd<f32>(a, x, y);
    b = multiplyAdd<f32>(b, x, y);
    c = multiplyAdd<f32>(c, x, y);
    d = multiplyAdd<f32>(d, x, y);
    e = multiplyAdd<f32>(e, x, y);
    f = multiplyAdd<f32>(f, x, y);
    g = multiplyAdd<f32>(g, x, y);
    h = multiplyAdd<f32>(h, x, y);
    i = multiplyAdd<f32>(i, x, y);
    j = multiplyAdd<f32>(j, x, y);
    k = multiplyAdd<f32>(k, x, y);
    l = multiplyAdd<f32>(l, x, y);
    if (n < 0) break;
    a = multiplyAdd<f32>(a, x, y);
    b = multiplyAdd<f32>(b, x, y);
    c = multiplyAdd<f32>(c, x, y);
    d = multiplyAdd<f32>(d, x, y);
    e = multiplyAdd<f32>(e, x, y);
    f = multiplyAdd<f32>(f, x, y);
    g = multiplyAdd<f32>(g, x, y);
    h = multiplyAdd<f32>(h, x, y);
    i = multiplyAdd<f32>(i, x, y);
    j = multiplyAdd<f32>(j, x, y);
    k = multiplyAdd<f32>(k, x, y);
    l = multiplyAdd<f32>(l, x, y);
    if (n < 0) break;
    a = multiplyAdd<f32>(a, x, y);
    b = multiplyAdd<f32>(b, x, y);
    c = multiplyAdd<f32>(c, x, y);
    d = multiplyAdd<f32>(d, x, y);
    e = multiplyAdd<f32>(e, x, y);
    f = multiplyAdd<f32>(f, x, y);
    g = multiplyAdd<f32>(g, x, y);
    h = multiplyAdd<f32>(h, x, y);
    i = multiplyAdd<f32>(i, x, y);
    j = multiplyAdd<f32>(j, x, y);
    k = multiplyAdd<f32>(k, x, y);
    l = multiplyAdd<f32>(l, x, y);
    if (n < 0) break;
    a = multiplyAdd<f32>(a, x, y);
    b = multiplyAdd<f32>(b, x, y);
    c = multiplyAdd<f32>(c, x, y);
    d = multiplyAdd<f32>(d, x, y);
    e = multiplyAdd<f32>(e, x, y);
    f = multiplyAdd<f32>(f, x, y);
    g = multiplyAdd<f32>(g, x, y);
    h = multiplyAdd<f32>(h, x, y);
    i = multiplyAdd<f32>(i, x, y);
    j = multiplyAdd<f32>(j, x, y);
    k = multiplyAdd<f32>(k, x, y);
    l = multiplyAdd<f32>(l, x, y);
    if (--n <= 0) break;
  }
  const low = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  const high = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l));
  return f32x4.extract_lane(f32x4.add(low, high), 0);
}

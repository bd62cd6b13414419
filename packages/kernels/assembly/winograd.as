/**
 * Winograd's convolution F(4×4, 3×3), float32: 3×3 kernels, stride 1, four outputs a side at a time.
 *
 *   Y = Aᵀ · [ Σ_c (G g_c Gᵀ) ⊙ (Bᵀ d_c B) ] · A         d_c: 6×6 inputs of a tile, g_c: the kernel, Y: its 4×4 outputs
 *
 * 36 products instead of 144 for each channel and tile. The sum over the channels is a matrix product for each of the 36
 * elements, [M, C]·[C, tiles], and runs on the tiles of `tile.as`: the transforms write straight into packed panels. Four
 * tiles are transformed at a time, one in each lane. Tiles are taken in blocks, so that what is between the transforms stays
 * in the cache.
 *
 * The price is accuracy: the error bound is that of the sums with Aᵀ, G and Bᵀ in absolute values.
 *
 * Source: Lavin & Gray, "Fast algorithms for convolutional neural networks", 2016, with the points 0, ±1, ±2, ∞.
 */
import { TILE_ROWS, addTile } from './tile';
import { storeLanes } from './vectors';

const ELEMENTS: i32 = 36;
/** Tiles of a panel: two vectors. */
const PANEL: i32 = 8;

/** Bytes of work memory for blocks of `block` tiles: both sides of the products, and scratch for one transform. */
export function winogradRoom32(M: i32, C: i32, block: i32): i32 {
  const rows = (M + TILE_ROWS - 1) & ~(TILE_ROWS - 1);
  return ELEMENTS * (C + rows) * block * 4 + ELEMENTS * 16;
}

@inline
function times(a: f32, b: v128): v128 {
  return f32x4.mul(f32x4.splat(a), b);
}

@inline
function plus(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

@inline
function minus(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

/** Six vectors, `step` bytes apart, become G times the three given. */
@inline
function storeG(a: v128, b: v128, c: v128, to: usize, step: usize): void {
  const outer = times(1.0 / 6.0, plus(a, c));
  const middle = times(1.0 / 6.0, b);
  const far = plus(times(1.0 / 24.0, a), times(1.0 / 6.0, c));
  const near = times(1.0 / 12.0, b);
  v128.store(to, times(0.25, a));
  v128.store(to + step, f32x4.neg(plus(outer, middle)));
  v128.store(to + 2 * step, minus(middle, outer));
  v128.store(to + 3 * step, plus(far, near));
  v128.store(to + 4 * step, minus(far, near));
  v128.store(to + 5 * step, c);
}

/** Six vectors, `step` bytes apart, become Bᵀ times the six given. */
@inline
function storeB(d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128, to: usize, step: usize): void {
  const a = minus(d4, times(4, d2));
  const b = minus(d3, times(4, d1));
  const c = minus(d4, d2);
  const d = times(2, minus(d3, d1));
  v128.store(to, plus(minus(times(4, d0), times(5, d2)), d4));
  v128.store(to + step, plus(a, b));
  v128.store(to + 2 * step, minus(a, b));
  v128.store(to + 3 * step, plus(c, d));
  v128.store(to + 4 * step, minus(c, d));
  v128.store(to + 5 * step, plus(minus(times(4, d1), times(5, d3)), d5));
}

/**
 * The transformed weights, packed as 36 left factors [M, C]. The kernel of (m, c) begins rowStride·m + channelStride·c
 * elements behind w; with `flip` its nine elements are taken backwards, as the input gradient does.
 */
export function winogradWeights32(M: i32, C: i32, w: usize, rowStride: i32, channelStride: i32, flip: bool, packed: usize, work: usize): void {
  const rows = (M + TILE_ROWS - 1) & ~(TILE_ROWS - 1);
  const element: usize = <usize>rows * C * 4;
  const last: usize = flip ? 32 : 0;
  for (let m = 0; m < rows; m += TILE_ROWS) {
    const w0 = w + (<usize>m * rowStride << 2);
    // Rows that are not there repeat one that is: nobody reads what comes of them.
    const w1 = w + (<usize>min(m + 1, M - 1) * rowStride << 2);
    const w2 = w + (<usize>min(m + 2, M - 1) * rowStride << 2);
    const w3 = w + (<usize>min(m + 3, M - 1) * rowStride << 2);
    for (let c = 0; c < C; c++) {
      const at: usize = <usize>c * channelStride << 2;
      for (let j: usize = 0; j < 3; j++) {
        const g0 = fourRows(w0, w1, w2, w3, at + (flip ? last - (j << 2) : j << 2));
        const g1 = fourRows(w0, w1, w2, w3, at + (flip ? last - ((3 + j) << 2) : (3 + j) << 2));
        const g2 = fourRows(w0, w1, w2, w3, at + (flip ? last - ((6 + j) << 2) : (6 + j) << 2));
        storeG(g0, g1, g2, work + (j << 4), 48);
      }
      const to = packed + (<usize>m * C + c * TILE_ROWS) * 4;
      for (let i = 0; i < 6; i++) {
        const from = work + i * 48;
        storeG(v128.load(from), v128.load(from, 16), v128.load(from, 32), to + <usize>(6 * i) * element, element);
      }
    }
  }
}

/** One element of four rows' kernels. */
@inline
function fourRows(a: usize, b: usize, c: usize, d: usize, at: usize): v128 {
  let value = v128.load32_splat(a + at);
  value = f32x4.replace_lane(value, 1, load<f32>(b + at));
  value = f32x4.replace_lane(value, 2, load<f32>(c + at));
  return f32x4.replace_lane(value, 3, load<f32>(d + at));
}

/** Where tile t of a row-major grid of tiles begins in a plane of rows of `width`. */
@inline
function tileStart(t: i32, tilesWide: i32, width: i32): usize {
  const row = t / tilesWide;
  return <usize>((row * width + (t - row * tilesWide)) << 4);
}

/**
 * y[M, OH, OW] = Σ_c w ⋆ source[c] (+ bias). The source's planes are [height, width], at least 4·TH + 2 by 4·TW + 2, where
 * TH = ⌈OH / 4⌉; the weights are transformed; `block` is a multiple of 8; `bias` is 0 or an address.
 */
export function winograd32(
  M: i32,
  C: i32,
  source: usize,
  height: i32,
  width: i32,
  weights: usize,
  bias: usize,
  y: usize,
  OH: i32,
  OW: i32,
  block: i32,
  work: usize,
): void {
  const rows = (M + TILE_ROWS - 1) & ~(TILE_ROWS - 1);
  const tilesWide = (OW + 3) >> 2;
  const tiles = ((OH + 3) >> 2) * tilesWide;
  const inputs = work + ELEMENTS * 16;
  const outputs = inputs + <usize>(ELEMENTS * C * block) * 4;
  for (let t = 0; t < tiles; t += block) {
    const count = min(block, tiles - t);
    const panels = (count + PANEL - 1) / PANEL;
    for (let p = 0; p < count; p += 4)
      transformInputs(C, source, height, width, tilesWide, t + p, tiles, inputs, p, panels, work);
    multiplyElements(rows, C, weights, inputs, outputs, panels);
    for (let m = 0; m < M; m++) {
      const b: v128 = bias ? v128.load32_splat(bias + (m << 2)) : f32x4.splat(0);
      for (let p = 0; p < count; p += 4)
        transformOutputs(
          outputs + (<usize>m * panels * PANEL + p) * 4,
          <usize>rows * panels * PANEL * 4,
          b,
          y + (<usize>m * OH * OW << 2),
          OH,
          OW,
          tilesWide,
          t + p,
          min(4, count - p),
          work,
        );
    }
  }
}

/** Bᵀ d B of four tiles from t on, every channel, into place p of the block's panels. */
function transformInputs(
  C: i32,
  source: usize,
  height: i32,
  width: i32,
  tilesWide: i32,
  t: i32,
  tiles: i32,
  inputs: usize,
  p: i32,
  panels: i32,
  work: usize,
): void {
  // Tiles that are not there repeat the last one: nobody reads what comes of them.
  const at0 = source + tileStart(t, tilesWide, width);
  const at1 = source + tileStart(min(t + 1, tiles - 1), tilesWide, width);
  const at2 = source + tileStart(min(t + 2, tiles - 1), tilesWide, width);
  const at3 = source + tileStart(min(t + 3, tiles - 1), tilesWide, width);
  const element: usize = <usize>panels * C * PANEL * 4;
  const plane: usize = <usize>height * width << 2;
  const row: usize = <usize>width << 2;
  let to = inputs + (<usize>(p / PANEL) * C * PANEL + (p & (PANEL - 1))) * 4;
  let offset: usize = 0;
  for (let c = 0; c < C; c++) {
    let from = offset;
    for (let i = 0; i < 6; i++) {
      const a = v128.load(at0 + from);
      const b = v128.load(at1 + from);
      const d = v128.load(at2 + from);
      const e = v128.load(at3 + from);
      const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const de0 = v128.shuffle<f32>(d, e, 0, 4, 1, 5);
      const de1 = v128.shuffle<f32>(d, e, 2, 6, 3, 7);
      const ab2 = v128.shuffle<f32>(v128.load64_zero(at0 + from, 16), v128.load64_zero(at1 + from, 16), 0, 4, 1, 5);
      const de2 = v128.shuffle<f32>(v128.load64_zero(at2 + from, 16), v128.load64_zero(at3 + from, 16), 0, 4, 1, 5);
      storeB(
        v128.shuffle<f64>(ab0, de0, 0, 2),
        v128.shuffle<f64>(ab0, de0, 1, 3),
        v128.shuffle<f64>(ab1, de1, 0, 2),
        v128.shuffle<f64>(ab1, de1, 1, 3),
        v128.shuffle<f64>(ab2, de2, 0, 2),
        v128.shuffle<f64>(ab2, de2, 1, 3),
        work + (<usize>i * 96),
        16,
      );
      from += row;
    }
    for (let j: usize = 0; j < 6; j++) {
      const scratch = work + (j << 4);
      storeB(
        v128.load(scratch),
        v128.load(scratch, 96),
        v128.load(scratch, 192),
        v128.load(scratch, 288),
        v128.load(scratch, 384),
        v128.load(scratch, 480),
        to + j * element,
        6 * element,
      );
    }
    offset += plane;
    to += PANEL * 4;
  }
}

/** The sums over the channels: for each element and tile. */
function multiplyElements(rows: i32, C: i32, weights: usize, inputs: usize, outputs: usize, panels: i32): void {
  const zero = i64x2.splat(0);
  const step: usize = <usize>panels * PANEL * 4;
  let to = outputs;
  for (let e = 0; e < ELEMENTS; e++) {
    for (let p = 0; p < panels; p++)
      for (let m = 0; m < rows; m += TILE_ROWS) {
        const c = to + <usize>m * step + <usize>p * PANEL * 4;
        let at = c;
        for (let i = 0; i < TILE_ROWS; i++) {
          v128.store(at, zero);
          v128.store(at, zero, 16);
          at += step;
        }
        addTile<f32>(C, weights + <usize>m * C * 4, inputs + <usize>p * C * PANEL * 4, c, step);
      }
    weights += <usize>rows * C * 4;
    inputs += <usize>panels * C * PANEL * 4;
    to += <usize>rows * step;
  }
}

/** Aᵀ m A of four tiles from t on, of which `count` are there, for one output channel. */
function transformOutputs(
  from: usize,
  element: usize,
  bias: v128,
  y: usize,
  OH: i32,
  OW: i32,
  tilesWide: i32,
  t: i32,
  count: i32,
  work: usize,
): void {
  for (let j: usize = 0; j < 6; j++) {
    const at = from + j * element;
    const m1 = v128.load(at + 6 * element);
    const m2 = v128.load(at + 12 * element);
    const m3 = v128.load(at + 18 * element);
    const m4 = v128.load(at + 24 * element);
    const a = plus(m1, m2);
    const b = minus(m1, m2);
    const c = plus(m3, m4);
    const d = minus(m3, m4);
    const to = work + (j << 4);
    v128.store(to, plus(plus(v128.load(at), a), c));
    v128.store(to, plus(b, times(2, d)), 96);
    v128.store(to, plus(a, times(4, c)), 192);
    v128.store(to, plus(plus(b, times(8, d)), v128.load(at + 30 * element)), 288);
  }
  for (let i = 0; i < 4; i++) {
    const at = work + i * 96;
    const m1 = v128.load(at, 16);
    const m2 = v128.load(at, 32);
    const m3 = v128.load(at, 48);
    const m4 = v128.load(at, 64);
    const a = plus(plus(m1, m2), bias);
    const b = plus(minus(m1, m2), bias);
    const c = plus(m3, m4);
    const d = minus(m3, m4);
    const y0 = plus(plus(v128.load(at), a), c);
    const y1 = plus(b, times(2, d));
    const y2 = plus(a, times(4, c));
    const y3 = plus(plus(b, times(8, d)), v128.load(at, 80));
    const p0 = v128.shuffle<f32>(y0, y1, 0, 4, 1, 5);
    const p1 = v128.shuffle<f32>(y0, y1, 2, 6, 3, 7);
    const q0 = v128.shuffle<f32>(y2, y3, 0, 4, 1, 5);
    const q1 = v128.shuffle<f32>(y2, y3, 2, 6, 3, 7);
    storeRow(v128.shuffle<f64>(p0, q0, 0, 2), y, OH, OW, tilesWide, t, i);
    if (count > 1) storeRow(v128.shuffle<f64>(p0, q0, 1, 3), y, OH, OW, tilesWide, t + 1, i);
    if (count > 2) storeRow(v128.shuffle<f64>(p1, q1, 0, 2), y, OH, OW, tilesWide, t + 2, i);
    if (count > 3) storeRow(v128.shuffle<f64>(p1, q1, 1, 3), y, OH, OW, tilesWide, t + 3, i);
  }
}

/** Row i of tile t, cut off at the edges of y. */
@inline
function storeRow(value: v128, y: usize, OH: i32, OW: i32, tilesWide: i32, t: i32, i: i32): void {
  const row = t / tilesWide;
  const column = (t - row * tilesWide) << 2;
  const oh = (row << 2) + i;
  if (oh < OH) storeLanes<f32>(y + (<usize>(oh * OW + column) << 2), value, OW - column);
}

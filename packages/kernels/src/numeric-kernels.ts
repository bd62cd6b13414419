/**
 * The functions that every build of the kernels has, once per precision. They work inside one memory: addresses are bytes of
 * it, strides and tables count elements, tables hold 32-bit integers. Nothing is checked here; whoever calls them has.
 *
 * @module
 */
import type { FourierKernels } from './fourier-kernels.ts';
import type { PoolKernels } from './pool-kernels.ts';
import type { RecurrentKernels } from './recurrent-kernels.ts';

/** How the elements of a right factor are found. */
export const rightFactor = {
  /** Element (k, j) lies k·bRow + j·bColumn elements behind b. */
  strides: 0,
  /** Element (k, j) lies table[bRow][k] + table[bColumn][j] elements behind b, oftener one after the other along j. */
  tables: 1,
  /** The same, oftener one after the other along k. */
  tablesAlongRows: 2,
} as const;

/** One of the three ways. */
export type RightFactor = (typeof rightFactor)[keyof typeof rightFactor];

/** The functions of one precision. */
export interface NumericKernels extends RecurrentKernels, PoolKernels, FourierKernels {
  /**
   * Packs a left factor A[M, K] for `multiply`; its element (m, k) lies m·aRow + (table ? table[k] : k·aColumn) elements
   * behind a. `packed` has room for ⌈M / 4⌉·4·K elements.
   */
  packLeft(
    M: number,
    K: number,
    a: number,
    aRow: number,
    aColumn: number,
    table: number,
    packed: number,
  ): void;
  /**
   * C[M, N] = A·B, or C += A·B. Rows of C are cRow elements apart. K is at least 1; `work` has room for `workBytes`.
   * Every element is summed over k in order.
   */
  multiply(
    M: number,
    N: number,
    K: number,
    packed: number,
    kind: RightFactor,
    b: number,
    bRow: number,
    bColumn: number,
    c: number,
    cRow: number,
    accumulate: boolean,
    work: number,
  ): void;
  /**
   * y[m, r, j] = bias[m] + Σ_k w[m, k]·source[starts[r] + taps[k] + j], for M rows of R runs of L outputs, k in order. Rows
   * of y are yRow elements apart. `w` is packed four rows at a time, each by its own call of `packLeft`. A bias address of 0
   * stands for zeros. L is at least 8 in float32 and 4 in float64.
   */
  correlate(
    M: number,
    K: number,
    w: number,
    taps: number,
    source: number,
    R: number,
    starts: number,
    L: number,
    bias: number,
    y: number,
    yRow: number,
  ): void;
  /**
   * y[r, j] = bias + Σ_k Σ_i w[k, i]·source[taps[k] + (r + i)·pitch + j], i = 0, 1, 2, for R rows of L outputs, k and then i
   * in order. A bias address of 0 stands for 0. R is at least 4, L at least 8 in float32 and 4 in float64.
   */
  correlateThreeRows(
    K: number,
    w: number,
    taps: number,
    pitch: number,
    source: number,
    R: number,
    L: number,
    bias: number,
    y: number,
  ): void;
  /** y[r, j] += Σ_k w[k]·source[starts[r] + taps[k] + j·step], for R runs of L outputs, k in order. */
  correlateRuns(
    K: number,
    w: number,
    taps: number,
    source: number,
    R: number,
    starts: number,
    L: number,
    step: number,
    y: number,
  ): void;
  /** dw[k] += Σ_{r, j} dy[r, j]·source[starts[r] + taps[k] + j·step]. */
  weighRuns(
    K: number,
    dw: number,
    taps: number,
    source: number,
    R: number,
    starts: number,
    L: number,
    step: number,
    dy: number,
  ): void;
  /** Copies P planes of D×H×W into larger ones, from (d, h, w) on. */
  place(
    P: number,
    D: number,
    H: number,
    W: number,
    from: number,
    to: number,
    toD: number,
    toH: number,
    toW: number,
    d: number,
    h: number,
    w: number,
  ): void;
  /** Copies P planes of D×H×W into larger ones: (i, j, k) goes to (d + i·sd, h + j·sh, w + k·sw). */
  spread(
    P: number,
    D: number,
    H: number,
    W: number,
    from: number,
    to: number,
    toD: number,
    toH: number,
    toW: number,
    d: number,
    h: number,
    w: number,
    sd: number,
    sh: number,
    sw: number,
  ): void;
  /** to[r] += Σ_j x[r, j] for R rows of L. */
  sumRows(R: number, L: number, x: number, to: number): void;
  /** e^x of n numbers, within 1 ULP; dst may be src. */
  exp(src: number, dst: number, n: number): void;
  /** tanh x of n numbers, within 2 ULP (2.5 of float64 in plain TypeScript); dst may be src. */
  tanh(src: number, dst: number, n: number): void;
  /** 1 / (1 + e^−x) of n numbers, within 2 ULP; dst may be src. */
  sigmoid(src: number, dst: number, n: number): void;
  /** Whether n numbers are all finite; 0 or 1 from WebAssembly. */
  allFinite(n: number, x: number): boolean | number;
}

/** The measurement of the peak, of WebAssembly's float32 only. */
export interface PeakKernel {
  /** Runs n·48 multiply-adds of four numbers each with the two vectors at `factors`. */
  peak(n: number, factors: number): number;
}

/** Winograd's convolution F(4×4, 3×3), of WebAssembly's float32 only. */
export interface WinogradKernels {
  /** Bytes of work memory for blocks of so many tiles, a multiple of 8. */
  winogradRoom(M: number, C: number, block: number): number;
  /**
   * Transforms the kernels of (m, c), which begin rowStride·m + channelStride·c elements behind w, into 36 packed left
   * factors: 36·⌈M / 4⌉·4·C elements. With `flip` their nine elements are taken backwards.
   */
  winogradWeights(
    M: number,
    C: number,
    w: number,
    rowStride: number,
    channelStride: number,
    flip: boolean,
    packed: number,
    work: number,
  ): void;
  /**
   * y[M, OH, OW] = Σ_c w ⋆ source[c], + bias unless its address is 0. The source's planes are [height, width], of which
   * 4·⌈OH / 4⌉ + 2 rows and 4·⌈OW / 4⌉ + 2 columns from the given address on are read.
   */
  winograd(
    M: number,
    C: number,
    source: number,
    height: number,
    width: number,
    weights: number,
    bias: number,
    y: number,
    OH: number,
    OW: number,
    block: number,
    work: number,
  ): void;
}

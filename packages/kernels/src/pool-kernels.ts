/**
 * The functions that pools are made of, once per precision. The rules are those of `NumericKernels`.
 *
 * The windows are R runs of L. Window j of run r reads, for each of K taps, source[starts[r] + taps[k] + j·step]. What stands
 * around the source as padding is the caller's choice: −∞ never wins a maximum, 0 adds nothing to a sum. Averages divide by
 * the elements counted, rows[r]·columns[j] of them.
 *
 * @module
 */

/** The functions of one precision. */
export interface PoolKernels {
  /** y[r, j] = max_k source[…]; NaN if there is one. */
  maxRuns(
    K: number,
    taps: number,
    source: number,
    R: number,
    starts: number,
    L: number,
    step: number,
    y: number,
  ): void;
  /** y[r, j] = Σ_k source[…] / (rows[r]·columns[j]), summed first, in any order. */
  averageRuns(
    K: number,
    taps: number,
    source: number,
    R: number,
    starts: number,
    L: number,
    step: number,
    rows: number,
    columns: number,
    y: number,
  ): void;
  /**
   * dx[the first maximum, or the first NaN, of window (r, j)] += dy[r, j]; dx is laid out as the source is. The index in the
   * table firsts[r, j] takes the gradient of a window in which nothing is above −∞. `apart` says that no two windows read the
   * same element: then the elements of dx that are read by none keep what they hold, and the others need not be 0.
   */
  routeRuns(
    K: number,
    taps: number,
    source: number,
    R: number,
    starts: number,
    L: number,
    step: number,
    firsts: number,
    dy: number,
    dx: number,
    apart: boolean,
  ): void;
  /** dx[every element of window (r, j)] += dy[r, j] / (rows[r]·columns[j]); `apart` as above. dy is changed. */
  shareRuns(
    K: number,
    taps: number,
    dx: number,
    R: number,
    starts: number,
    L: number,
    step: number,
    rows: number,
    columns: number,
    dy: number,
    apart: boolean,
  ): void;
  /** Copies P planes of D×H×W out of larger ones, from (d, h, w) on. */
  crop(
    P: number,
    D: number,
    H: number,
    W: number,
    to: number,
    from: number,
    fromD: number,
    fromH: number,
    fromW: number,
    d: number,
    h: number,
    w: number,
  ): void;
}

/**
 * One step of conv as a linear recurrence, and its transpose, which BPTT runs.
 *
 *   step             s_t = S·s_{t−1} + e·x_t        y_t = W·taps(s_t) + b        where an output falls due
 *   stepTransposed   ds_t += tapsᵀ·Wᵀ·dy_t          dW += dy_t ⊗ taps(s_t)       db += Σ_n dy_t
 *                    dx_t = eᵀ·ds_t                 ds_{t−1} = Sᵀ·ds_t
 *
 * ds is a ring with the slots of the line: eᵀ reads the newest slot out, and Sᵀ clears it, because there x_{t−L} stood, which
 * had left the line before any later output. The step is linear, so its transpose needs no values of the state, only what is absent;
 * dW needs them too, and gets them from the line itself, which is taken back step by step: no s_t is kept.
 *
 * @module
 */
import { shiftIn, shiftOut, slotOf, type DelayLine, type Row } from './line.ts';
import type { Recurrence } from './recurrence.ts';
import { addWeightGradient, readTaps, readTapsTransposed } from './taps.ts';

/** What BPTT accumulates: from later to earlier steps. What is not wanted is undefined. */
export interface Gradients {
  /** ds [L, N, C], in the slots of the line. */
  readonly line: Float64Array | undefined;
  /** dW [ΠK, C, MG]. */
  readonly weights: Float64Array | undefined;
  /** db [M]. */
  readonly bias: Float64Array | undefined;
}

/** The rows of one step backwards. */
export interface RowsBack {
  /** dy_t [N, M]; no row where no output falls due. */
  readonly dy: Row;
  /** dx_t [N, C] is written here; no row where t is padding. */
  readonly dx: Row;
  /** x_{t−L} [N, C], which the step had pushed out of the line; no row where that was padding or there was none. */
  readonly left: Row;
}

/** One step, in place: `x` [N, C] comes into the line (no row: padding); y [N, M] is written where there is a row for it. */
export function step(recurrence: Recurrence, line: DelayLine, x: Row, y: Row): void {
  shiftIn(line, x);
  if (y.at >= 0) readTaps(recurrence, line, y);
}

/** The same step backwards, in place: `line` is s_t before and s_{t−1} after, `gradients.line` ds_t and then ds_{t−1}. */
export function stepTransposed(
  recurrence: Recurrence,
  line: DelayLine,
  gradients: Gradients,
  { dy, dx, left }: RowsBack,
): void {
  if (dy.at >= 0) {
    if (gradients.line) readTapsTransposed(recurrence, line, gradients.line, dy);
    if (gradients.weights) addWeightGradient(recurrence, line, gradients.weights, dy);
    if (gradients.bias) addBiasGradient(recurrence, gradients.bias, dy);
  }
  if (gradients.line) takeNewest(line, gradients.line, dx);
  shiftOut(line, left);
}

/** db += Σ_n dy. */
function addBiasGradient({ sizes: { N, M } }: Recurrence, db: Float64Array, { data: dy, at }: Row): void {
  for (let n = 0; n < N; n++) for (let m = 0; m < M; m++) db[m]! += dy[at + n * M + m]!;
}

/** dx = eᵀ·ds, ds ← Sᵀ·ds: the newest slot is read out and cleared. */
function takeNewest(line: DelayLine, ds: Float64Array, { data: dx, at }: Row): void {
  const width = ds.length / line.present.length;
  const newest = slotOf(line, 0) * width;
  for (let i = 0; i < width; i++) {
    if (at >= 0) dx[at + i] = ds[newest + i]!;
    ds[newest + i] = 0;
  }
}

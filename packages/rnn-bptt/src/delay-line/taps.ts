/**
 * The products of a step: what the line holds at the taps meets the weights, in three ways.
 *
 *   y[n, m]       += Σ_{k, c} s[k, n, c]·W[k, c, m]        s[k]: the position that is delay[k] steps old
 *   ds[k, n, c]   += Σ_m dy[n, m]·W[k, c, m]
 *   dW[k, c, m]   += Σ_n s[k, n, c]·dy[n, m]
 *
 * m runs over the filters of the group of c. A tap that is absent meets nothing, so neither W = ∞ nor dy = ∞ makes a NaN of
 * padding. The sums grow in float64.
 *
 * @module
 */
import { slotOf, type DelayLine, type Row } from './line.ts';
import type { Recurrence } from './recurrence.ts';

/** y_t = W·taps(s_t) + b, written to the row y [N, M]. */
export function readTaps(recurrence: Recurrence, line: DelayLine, { data: y, at }: Row): void {
  const { sizes, firstFilter, weights, bias, scan } = recurrence;
  const { N, C, M, MG } = sizes;
  for (let n = 0; n < N; n++) y.set(bias, at + n * M);
  for (let k = 0; k < scan.delays.length; k++) {
    const slot = slotOf(line, scan.delays[k]!);
    if (!line.present[slot]) continue;
    for (let n = 0; n < N; n++)
      for (let c = 0; c < C; c++) {
        const x = line.values[(slot * N + n) * C + c]!;
        const filters = at + n * M + firstFilter[c]!;
        const taps = (k * C + c) * MG;
        for (let j = 0; j < MG; j++) y[filters + j]! += x * weights[taps + j]!;
      }
  }
}

/** ds_t += tapsᵀ·Wᵀ·dy_t: each tap's place in ds [L, N, C] receives what its input did to y. */
export function readTapsTransposed(
  recurrence: Recurrence,
  line: DelayLine,
  ds: Float64Array,
  { data: dy, at }: Row,
): void {
  const { sizes, firstFilter, weights, scan } = recurrence;
  const { N, C, M, MG } = sizes;
  for (let k = 0; k < scan.delays.length; k++) {
    const slot = slotOf(line, scan.delays[k]!);
    if (!line.present[slot]) continue;
    for (let n = 0; n < N; n++)
      for (let c = 0; c < C; c++) {
        const filters = at + n * M + firstFilter[c]!;
        const taps = (k * C + c) * MG;
        let sum = 0;
        for (let j = 0; j < MG; j++) sum += dy[filters + j]! * weights[taps + j]!;
        ds[(slot * N + n) * C + c]! += sum;
      }
  }
}

/** dW += dy_t ⊗ taps(s_t), dW [ΠK, C, MG]. */
export function addWeightGradient(
  recurrence: Recurrence,
  line: DelayLine,
  dW: Float64Array,
  { data: dy, at }: Row,
): void {
  const { sizes, firstFilter, scan } = recurrence;
  const { N, C, M, MG } = sizes;
  for (let k = 0; k < scan.delays.length; k++) {
    const slot = slotOf(line, scan.delays[k]!);
    if (!line.present[slot]) continue;
    for (let n = 0; n < N; n++)
      for (let c = 0; c < C; c++) {
        const x = line.values[(slot * N + n) * C + c]!;
        const filters = at + n * M + firstFilter[c]!;
        const taps = (k * C + c) * MG;
        for (let j = 0; j < MG; j++) dW[taps + j]! += x * dy[filters + j]!;
      }
  }
}

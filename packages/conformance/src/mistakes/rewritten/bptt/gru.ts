/**
 * gru through time, its gates stacked r, z, n.
 *
 *   h = (1 − z)·n + z·h₋₁        n = tanh(wx_n·x + b_n + m)
 *   m = r·q, q = wh_n·h₋₁ + bh        with resetAfter
 *   m = wh_n·(r·h₋₁) + bh             without
 *
 * @module
 */
import type { SyncKernel } from '@gradspec/spec';
import type { Cell, Trace } from './cell.ts';
import { throughTime, type TimeSlips } from './through-time.ts';
import { addOuter, gateOf, plus, sigmoid, times, timesTransposed } from './vectors.ts';

/** A step of a gru: its gates, and the recurrent sum of n before the reset. */
interface GruTrace extends Trace {
  readonly r: readonly number[];
  readonly z: readonly number[];
  readonly n: readonly number[];
  readonly q: readonly number[];
}

/** The places where a slip can be made. */
export interface GruSlips {
  /** Whether the reset comes after the product, from what was asked. */
  readonly resetAfter: (asked: boolean) => boolean;
  /** ∂h/∂z. */
  readonly updateDerivative: (before: number, n: number) => number;
  /** The gradient of bh; `dq` has passed the reset, `dn` has not. */
  readonly recurrentBias: (dq: readonly number[], dn: readonly number[]) => readonly number[];
  /** What dn meets in dwh without resetAfter. */
  readonly metByCandidate: (reset: readonly number[], trace: Trace) => readonly number[];
}

const right: GruSlips = {
  resetAfter: (asked) => asked,
  updateDerivative: (before, n) => before - n,
  recurrentBias: (dq) => dq,
  metByCandidate: (reset) => reset,
};

const along = (a: readonly number[], b: readonly number[]): number[] => a.map((value, j) => value * b[j]!);

/** gru through time, with slips where they are given. */
export function bpttGru(
  slips: Partial<GruSlips> = {},
  timeSlips: Partial<TimeSlips> = {},
): SyncKernel<'gru'> {
  const at = { ...right, ...slips };
  const cellOf = (resetAfter: boolean): Cell<GruTrace> => ({
    step({ wx, wh, b, bh, H }, x, before) {
      const fromX = plus(times(wx, x), b);
      const fromH = times(wh.slice(0, 2 * H * H), before.h);
      const [r, z] = [0, 1].map((gate) =>
        plus(gateOf(fromX, gate, H), gateOf(fromH, gate, H)).map(sigmoid),
      ) as [number[], number[]];
      const q = plus(times(wh.slice(2 * H * H), resetAfter ? before.h : along(r, before.h)), bh);
      const n = plus(gateOf(fromX, 2, H), resetAfter ? along(r, q) : q).map(Math.tanh);
      const h = n.map((value, j) => (1 - z[j]!) * value + z[j]! * before.h[j]!);
      return { x, before, r, z, n, q, after: { h, c: [] } };
    },

    back({ wx, wh, I, H }, trace, { h: dh }, sums) {
      const { before, r, z, n, q, x } = trace;
      const dn = dh.map((value, j) => value * (1 - z[j]!) * (1 - n[j]! ** 2));
      const dUpdate = dh.map(
        (value, j) => value * at.updateDerivative(before.h[j]!, n[j]!) * z[j]! * (1 - z[j]!),
      );
      const dq = resetAfter ? along(dn, r) : dn;
      const met = timesTransposed(wh.slice(2 * H * H), dq, H);
      const toReset = resetAfter ? along(dn, q) : along(met, before.h);
      const dReset = toReset.map((value, j) => value * r[j]! * (1 - r[j]!));
      const gates = [...dReset, ...dUpdate];
      const reset = at.metByCandidate(along(r, before.h), trace);
      addOuter(sums.wx, [...gates, ...dn], x);
      addOuter(sums.b, [...gates, ...dn], [1]);
      addOuter(sums.wh, gates, before.h);
      addOuter(sums.wh, dq, resetAfter ? before.h : reset, 2 * H);
      addOuter(sums.bh, at.recurrentBias(dq, dn), [1]);
      const throughCandidate = resetAfter ? met : along(met, r);
      const throughGates = timesTransposed(wh.slice(0, 2 * H * H), gates, H);
      return {
        before: { h: plus(plus(along(dh, z), throughCandidate), throughGates), c: [] },
        x: timesTransposed(wx, [...gates, ...dn], I),
      };
    },
  });
  return throughTime('gru', (attributes) => cellOf(at.resetAfter(attributes.resetAfter)), timeSlips);
}

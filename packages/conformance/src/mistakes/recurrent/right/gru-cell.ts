/**
 * One step of a gated recurrent unit, every formula of a unit as an entry of a table.
 *
 *   r and z = σ(a + wh·h₋₁), a = wx·x + b, stacked r, z, n        h = (1 − z)·n + z·h₋₁
 *   n = tanh(a + r·q)   q = wh_n·h₋₁ + bh        with resetAfter
 *   n = tanh(a + q)     q = wh_n·(r·h₋₁) + bh    without
 *
 * On the way back dq is the gradient of q, and dr that of r: through r·q with resetAfter, through r·h₋₁ without.
 *
 * @module
 */
import type { Cell } from './cell.ts';
import { logistic } from './lstm-cell.ts';
import { block, outer, plus, times, transposed, type Vector } from './matrix.ts';

/** A unit of a step; `dread` on the way back is the gradient of what wh_n read of it. */
export interface GruUnit {
  readonly r: number;
  readonly z: number;
  readonly n: number;
  readonly q: number;
  readonly bh: number;
  readonly before: number;
}

/** The formulas of a unit; a mistake replaces one. */
export interface GruFormulas {
  /** What tanh is applied to. */
  candidate(unit: Omit<GruUnit, 'n'>, fromX: number, resetAfter: boolean): number;
  h(unit: GruUnit): number;
  /** The gradient of what tanh is applied to. */
  dan(unit: GruUnit, dh: number): number;
  dq(unit: GruUnit, dan: number, resetAfter: boolean): number;
  /** The recurrent bias's gradient. */
  dbh(unit: GruUnit, dan: number, dq: number): number;
  /** What wh_n multiplied, for its gradient. */
  readByWh(unit: GruUnit, resetAfter: boolean): number;
  /** dr: `dread` is the gradient of what wh_n read of the unit. */
  dr(unit: GruUnit, dan: number, dread: number, resetAfter: boolean): number;
  dar(unit: GruUnit, dr: number): number;
  daz(unit: GruUnit, dh: number): number;
  /** The part of dh₋₁ that takes no way through wh_r or wh_z. */
  dBefore(unit: GruUnit, dh: number, dread: number, resetAfter: boolean): number;
}

/** The right formulas. */
export const gruFormulas: GruFormulas = {
  candidate: ({ r, q }, fromX, resetAfter) => fromX + (resetAfter ? r * q : q),
  h: ({ z, n, before }) => (1 - z) * n + z * before,
  dan: ({ z, n }, dh) => dh * (1 - z) * (1 - n * n),
  dq: ({ r }, dan, resetAfter) => (resetAfter ? dan * r : dan),
  dbh: (_unit, _dan, dq) => dq,
  readByWh: ({ r, before }, resetAfter) => (resetAfter ? before : r * before),
  dr: ({ q, before }, dan, dread, resetAfter) => (resetAfter ? dan * q : dread * before),
  dar: ({ r }, dr) => dr * r * (1 - r),
  daz: ({ before, n, z }, dh) => dh * (before - n) * z * (1 - z),
  dBefore: ({ z, r }, dh, dread, resetAfter) => dh * z + (resetAfter ? dread : dread * r),
};

/** A step made of these formulas. */
export const gruCell = (formulas: GruFormulas, resetAfter: boolean): Cell<readonly GruUnit[]> => ({
  forward({ wx, wh, b, bh }, x, { h: before, c }) {
    const H = before.length;
    const fromX = plus(times(wx, x), b);
    const gate = (k: number) =>
      plus(block(fromX, k, H), times(block(wh, k, H), before)).map((value) => logistic(value));
    const [r, z] = [gate(0), gate(1)];
    const read = before.map((value, j) => (resetAfter ? value : r[j]! * value));
    const q = plus(times(block(wh, 2, H), read), bh);
    const units = before.map((value, j) => {
      const gates = { r: r[j]!, z: z[j]!, q: q[j]!, bh: bh[j]!, before: value };
      return { ...gates, n: Math.tanh(formulas.candidate(gates, fromX[2 * H + j]!, resetAfter)) };
    });
    return { after: { h: units.map((unit) => formulas.h(unit)), c }, units };
  },

  backward({ wx, wh }, { x, before, units }, { own, next }) {
    const H = units.length;
    const each = (formula: (unit: GruUnit, j: number) => number): Vector => units.map(formula);
    const dh = plus(own.h, next.h);
    const dan = each((unit, j) => formulas.dan(unit, dh[j]!));
    const dq = each((unit, j) => formulas.dq(unit, dan[j]!, resetAfter));
    const dread = times(transposed(block(wh, 2, H)), dq);
    const dr = each((unit, j) => formulas.dr(unit, dan[j]!, dread[j]!, resetAfter));
    const dar = each((unit, j) => formulas.dar(unit, dr[j]!));
    const daz = each((unit, j) => formulas.daz(unit, dh[j]!));
    const da = [...dar, ...daz, ...dan];
    const read = each((unit) => formulas.readByWh(unit, resetAfter));
    const direct = each((unit, j) => formulas.dBefore(unit, dh[j]!, dread[j]!, resetAfter));
    const rz = [...dar, ...daz];
    return {
      weights: {
        wx: outer(da, x),
        wh: [...outer(rz, before.h), ...outer(dq, read)],
        b: da,
        bh: each((unit, j) => formulas.dbh(unit, dan[j]!, dq[j]!)),
      },
      x: times(transposed(wx), da),
      before: { h: plus(direct, times(transposed(wh.slice(0, 2 * H)), rz)), c: [] },
    };
  },
});

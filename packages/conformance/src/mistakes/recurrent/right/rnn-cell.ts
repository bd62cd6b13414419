/**
 * One step of an Elman network, with every formula that people get wrong as an entry of a table.
 *
 *   z = wx·x + wh·h₋₁ + b        h = f(z)        dz = f′(z)·(dh + dh_next)
 *   dwx = dz·xᵀ     dwh = dz·h₋₁ᵀ     db = dz     dx = wxᵀ·dz     dh₋₁ = whᵀ·dz
 *
 * @module
 */
import type { RnnActivation } from '@gradspec/spec';
import type { Cell, Step } from './cell.ts';
import { outer, plus, times, transposed, zeroVector, type Matrix, type Vector } from './matrix.ts';

/** A unit of a step. */
export interface RnnUnit {
  readonly z: number;
  readonly h: number;
}

/** The formulas of a step; a mistake replaces one. */
export interface RnnFormulas {
  /** dz of a unit, of the gradient from its own output and that from the step after. */
  dz(unit: RnnUnit, dh: number, dhNext: number, activation: RnnActivation): number;
  /** What wh multiplied, for its gradient. */
  readByWh(step: Step<unknown>): Vector;
  /** dh₋₁. */
  dBefore(wh: Matrix, dz: Vector): Vector;
}

const functions: Readonly<Record<RnnActivation, (z: number) => number>> = {
  tanh: Math.tanh,
  relu: (z) => (z <= 0 ? 0 : z),
  identity: (z) => z,
};

/** f′·d; where relu stands still there is nothing, also not 0 · ∞. */
export function throughActivation(activation: RnnActivation, h: number, d: number): number {
  if (activation === 'identity') return d;
  if (activation === 'relu') return h <= 0 ? 0 : d;
  return (1 - h * h) * d;
}

/** The right formulas. */
export const rnnFormulas: RnnFormulas = {
  dz: ({ h }, dh, dhNext, activation) => throughActivation(activation, h, dh + dhNext),
  readByWh: ({ before }) => before.h,
  dBefore: (wh, dz) => times(transposed(wh), dz),
};

/** A step made of these formulas. */
export const rnnCell = (formulas: RnnFormulas, activation: RnnActivation): Cell<readonly RnnUnit[]> => ({
  forward({ wx, wh, b }, x, before) {
    const z = plus(plus(times(wx, x), times(wh, before.h)), b);
    const units = z.map((own) => ({ z: own, h: functions[activation](own) }));
    return { after: { h: units.map(({ h }) => h), c: [] }, units };
  },
  backward({ wx, wh }, step, { own, next }) {
    const dz = step.units.map((unit, j) => formulas.dz(unit, own.h[j]!, next.h[j]!, activation));
    return {
      weights: {
        wx: outer(dz, step.x),
        wh: outer(dz, formulas.readByWh(step)),
        b: dz,
        bh: zeroVector(wh.length),
      },
      x: times(transposed(wx), dz),
      before: { h: formulas.dBefore(wh, dz), c: [] },
    };
  },
});

/**
 * One step of a long short-term memory, every formula of a unit as an entry of a table.
 *
 *   i, f, o = σ and g = tanh of wx·x + wh·h₋₁ + b, stacked i, f, g, o      c = f·c₋₁ + i·g      h = o·tanh(c)
 *
 * Backward, dh being the gradient of h in all and dcGiven that of c but for the way through h: the formulas below.
 *
 * @module
 */
import type { Cell, State } from './cell.ts';
import { block, outer, plus, times, transposed, zeroVector } from './matrix.ts';

/** A unit of a step: z are what its gates' functions are applied to. */
export interface LstmUnit {
  readonly z: { readonly i: number; readonly f: number; readonly g: number; readonly o: number };
  readonly i: number;
  readonly f: number;
  readonly g: number;
  readonly o: number;
  readonly cBefore: number;
  readonly c: number;
}

/** A unit on the way back: with the gradients of its h and its c. */
export interface LstmUnitBack extends LstmUnit {
  readonly dh: number;
  readonly dc: number;
}

/** The formulas of a unit; a mistake replaces one. */
export interface LstmFormulas {
  i(z: number, cBefore: number): number;
  f(z: number, cBefore: number): number;
  g(z: number): number;
  o(z: number): number;
  c(unit: Omit<LstmUnit, 'c'>): number;
  h(unit: LstmUnit): number;
  /** The gradient of c in all. */
  dc(unit: LstmUnit, dh: number, dcGiven: number): number;
  dzi(unit: LstmUnitBack): number;
  dzf(unit: LstmUnitBack): number;
  dzg(unit: LstmUnitBack): number;
  dzo(unit: LstmUnitBack): number;
  dcBefore(unit: LstmUnitBack): number;
}

/** σ(z), without e^−z of a large −z. */
export const logistic = (z: number): number =>
  z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z));

/** The right formulas. */
export const lstmFormulas: LstmFormulas = {
  i: (z) => logistic(z),
  f: (z) => logistic(z),
  g: (z) => Math.tanh(z),
  o: (z) => logistic(z),
  c: ({ i, f, g, cBefore }) => f * cBefore + i * g,
  h: ({ o, c }) => o * Math.tanh(c),
  dc: ({ o, c }, dh, dcGiven) => dcGiven + dh * o * (1 - Math.tanh(c) ** 2),
  dzi: ({ dc, g, i }) => dc * g * i * (1 - i),
  dzf: ({ dc, cBefore, f }) => dc * cBefore * f * (1 - f),
  dzg: ({ dc, i, g }) => dc * i * (1 - g * g),
  dzo: ({ dh, c, o }) => dh * Math.tanh(c) * o * (1 - o),
  dcBefore: ({ dc, f }) => dc * f,
};

/** A step made of these formulas. */
export const lstmCell = (formulas: LstmFormulas): Cell<readonly LstmUnit[]> => ({
  forward({ wx, wh, b }, x, before) {
    const z = plus(plus(times(wx, x), times(wh, before.h)), b);
    const units = before.h.map((_, j) => {
      const [zi, zf, zg, zo] = [0, 1, 2, 3].map((k) => block(z, k, before.h.length)[j]!) as [
        number,
        number,
        number,
        number,
      ];
      const cBefore = before.c[j]!;
      const gates = {
        z: { i: zi, f: zf, g: zg, o: zo },
        i: formulas.i(zi, cBefore),
        f: formulas.f(zf, cBefore),
        g: formulas.g(zg),
        o: formulas.o(zo),
        cBefore,
      };
      return { ...gates, c: formulas.c(gates) };
    });
    const after: State = { h: units.map((unit) => formulas.h(unit)), c: units.map(({ c }) => c) };
    return { after, units };
  },

  backward({ wx, wh }, { x, before, units }, { own, next }) {
    const back = units.map((unit, j): LstmUnitBack => {
      const dh = own.h[j]! + next.h[j]!;
      return { ...unit, dh, dc: formulas.dc(unit, dh, own.c[j]! + next.c[j]!) };
    });
    const dz = (['dzi', 'dzf', 'dzg', 'dzo'] as const).flatMap((gate) =>
      back.map((unit) => formulas[gate](unit)),
    );
    return {
      weights: { wx: outer(dz, x), wh: outer(dz, before.h), b: dz, bh: zeroVector(units.length) },
      x: times(transposed(wx), dz),
      before: { h: times(transposed(wh), dz), c: back.map((unit) => formulas.dcBefore(unit)) },
    };
  },
});

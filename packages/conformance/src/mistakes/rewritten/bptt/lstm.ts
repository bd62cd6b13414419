/**
 * lstm through time, its gates stacked i, f, g, o.
 *
 *   c = f·c₋₁ + i·g        h = o·tanh(c)
 *   dc + dh·o·(1 − tanh²c) goes to i, f, g and, times f, to c₋₁        dh·tanh(c) goes to o
 *
 * @module
 */
import type { SyncKernel } from '@gradspec/spec';
import type { Cell, State, Trace } from './cell.ts';
import { throughTime, type TimeSlips } from './through-time.ts';
import { addOuter, gateOf, plus, sigmoid, times, timesTransposed } from './vectors.ts';

type Gate = 'i' | 'f' | 'g' | 'o';
type Gates = Readonly<Record<Gate, readonly number[]>>;

/** A step of an lstm, with its gates. */
interface LstmTrace extends Trace {
  readonly gates: Gates;
}

/** The places where a slip can be made. */
export interface LstmSlips {
  /** How the gates are stacked. */
  readonly order: readonly Gate[];
  /** The bias as it is added to the sums. */
  readonly bias: (b: readonly number[]) => readonly number[];
  /** The cell state whose tanh the output gate lets through. */
  readonly shown: (before: State, c: readonly number[]) => readonly number[];
  /** What dc is multiplied by for the forget gate. */
  readonly metByForget: (trace: Trace) => readonly number[];
  /** The gradient of c₋₁. */
  readonly carriedCell: (dc: number, f: number) => number;
}

const right: LstmSlips = {
  order: ['i', 'f', 'g', 'o'],
  bias: (b) => b,
  shown: (_, c) => c,
  metByForget: ({ before }) => before.c,
  carriedCell: (dc, f) => dc * f,
};

/** lstm through time, with slips where they are given. */
export function bpttLstm(
  slips: Partial<LstmSlips> = {},
  timeSlips: Partial<TimeSlips> = {},
): SyncKernel<'lstm'> {
  const at = { ...right, ...slips };
  const cell: Cell<LstmTrace> = {
    step({ wx, wh, b, H }, x, before) {
      const z = plus(plus(times(wx, x), times(wh, before.h)), at.bias(b));
      const gate = (name: Gate) =>
        gateOf(z, at.order.indexOf(name), H).map(name === 'g' ? Math.tanh : sigmoid);
      const gates = { i: gate('i'), f: gate('f'), g: gate('g'), o: gate('o') };
      const c = before.c.map((value, j) => gates.f[j]! * value + gates.i[j]! * gates.g[j]!);
      const shown = at.shown(before, c);
      const h = gates.o.map((value, j) => value * Math.tanh(shown[j]!));
      return { x, before, gates, after: { h, c } };
    },

    back({ wx, wh, I, H }, trace, d, sums) {
      const { i, f, g, o } = trace.gates;
      const shown = trace.after.c.map(Math.tanh);
      const dc = d.c.map((value, j) => value + d.h[j]! * o[j]! * (1 - shown[j]! ** 2));
      const met = at.metByForget(trace);
      const gradients: Gates = {
        i: dc.map((value, j) => value * g[j]! * i[j]! * (1 - i[j]!)),
        f: dc.map((value, j) => value * met[j]! * f[j]! * (1 - f[j]!)),
        g: dc.map((value, j) => value * i[j]! * (1 - g[j]! ** 2)),
        o: d.h.map((value, j) => value * shown[j]! * o[j]! * (1 - o[j]!)),
      };
      const dz = at.order.flatMap((name) => gradients[name]);
      addOuter(sums.wx, dz, trace.x);
      addOuter(sums.wh, dz, trace.before.h);
      addOuter(sums.b, dz, [1]);
      const before = {
        h: timesTransposed(wh, dz, H),
        c: dc.map((value, j) => at.carriedCell(value, f[j]!)),
      };
      return { before, x: timesTransposed(wx, dz, I) };
    },
  };
  return throughTime('lstm', () => cell, timeSlips);
}

/**
 * rnn through time.
 *
 *   z = wx·x + wh·h₋₁ + b        h = f(z)        dz = f′·dh        dh₋₁ = whᵀ·dz
 *
 * @module
 */
import type { RnnActivation, SyncKernel } from '@gradspec/spec';
import type { Cell, Trace } from './cell.ts';
import { throughTime, type TimeSlips } from './through-time.ts';
import { addOuter, plus, times, timesTransposed } from './vectors.ts';

/** A step of an rnn, with the sums before the activation. */
interface RnnTrace extends Trace {
  readonly z: readonly number[];
}

/** The places where a slip can be made. */
export interface RnnSlips {
  /** tanh′ from z and h = tanh(z). */
  readonly tanhDerivative: (z: number, h: number) => number;
  /** The state that dz meets in dwh. */
  readonly metByWh: (trace: Trace) => readonly number[];
}

const right: RnnSlips = {
  tanhDerivative: (_, h) => 1 - h * h,
  metByWh: ({ before }) => before.h,
};

const functions: Readonly<Record<RnnActivation, (z: number) => number>> = {
  tanh: Math.tanh,
  relu: (z) => Math.max(z, 0),
  identity: (z) => z,
};

/** rnn through time, with slips where they are given. */
export function bpttRnn(
  slips: Partial<RnnSlips> = {},
  timeSlips: Partial<TimeSlips> = {},
): SyncKernel<'rnn'> {
  const at = { ...right, ...slips };
  const cellOf = (activation: RnnActivation): Cell<RnnTrace> => {
    const derivative = (z: number, h: number): number => {
      if (activation === 'identity') return 1;
      return activation === 'tanh' ? at.tanhDerivative(z, h) : Number(z > 0);
    };
    return {
      step({ wx, wh, b }, x, before) {
        const z = plus(plus(times(wx, x), times(wh, before.h)), b);
        return { x, before, z, after: { h: z.map(functions[activation]), c: [] } };
      },
      back({ wx, wh, I, H }, trace, { h: dh }, sums) {
        const dz = dh.map((value, j) => value * derivative(trace.z[j]!, trace.after.h[j]!));
        addOuter(sums.wx, dz, trace.x);
        addOuter(sums.wh, dz, at.metByWh(trace));
        addOuter(sums.b, dz, [1]);
        return { before: { h: timesTransposed(wh, dz, H), c: [] }, x: timesTransposed(wx, dz, I) };
      },
    };
  };
  return throughTime('rnn', ({ activation }) => cellOf(activation), timeSlips);
}

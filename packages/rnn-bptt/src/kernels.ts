/**
 * `rnn`, `lstm` and `gru` as kernels of the spec, for either way to keep the trace.
 *
 * @module
 */
import { defineKernel, owned, type Call, type SyncKernel } from '@gradspec/spec';
import { cellOf } from './recurrence/cell-of.ts';
import type { Keeping, Kept } from './recurrence/keeping.ts';
import { runForward, type Outputs } from './recurrence/run-forward.ts';
import { sweepBackward } from './recurrence/sweep-backward.ts';

/** The recurrent kernels of this package. */
export interface RecurrentKernels {
  /** h = f(wx·x + wh·h₋₁ + b), with the gradients of x, wx, wh, b and h0. */
  readonly rnn: SyncKernel<'rnn'>;
  /** The long short-term memory, with the gradients of x, wx, wh, b, h0 and c0. */
  readonly lstm: SyncKernel<'lstm'>;
  /** The gated recurrent unit, with the gradients of x, wx, wh, b, bh and h0. */
  readonly gru: SyncKernel<'gru'>;
}

/** The recurrences, which keep for their backward pass what `keeping` says. */
export function recurrentKernels(keeping: Keeping): RecurrentKernels {
  return {
    rnn: defineKernel<'rnn', Kept>('rnn', {
      forward(call) {
        const { outputs, kept } = runForward(cellOf.rnn, call, keeping);
        return { outputs: hOf(call, outputs), saved: kept };
      },
      backward: (call, back, kept) => sweepBackward(cellOf.rnn, call, keeping, { kept, ...back }),
    }),
    lstm: defineKernel<'lstm', Kept>('lstm', {
      forward(call) {
        const { outputs, kept } = runForward(cellOf.lstm, call, keeping);
        const { dtype, outputShapes } = call;
        const c = owned(dtype, outputShapes.c, outputs.c);
        const cT = owned(dtype, outputShapes.cT, outputs.cT);
        return { outputs: { ...hOf(call, outputs), c, cT }, saved: kept };
      },
      backward: (call, back, kept) => sweepBackward(cellOf.lstm, call, keeping, { kept, ...back }),
    }),
    gru: defineKernel<'gru', Kept>('gru', {
      forward(call) {
        const { outputs, kept } = runForward(cellOf.gru, call, keeping);
        return { outputs: hOf(call, outputs), saved: kept };
      },
      backward: (call, back, kept) => sweepBackward(cellOf.gru, call, keeping, { kept, ...back }),
    }),
  };
}

/** The outputs that all three have. */
function hOf({ dtype, outputShapes }: Pick<Call<'rnn'>, 'dtype' | 'outputShapes'>, { h, hT }: Outputs) {
  return { h: owned(dtype, outputShapes.h, h), hT: owned(dtype, outputShapes.hT, hT) };
}

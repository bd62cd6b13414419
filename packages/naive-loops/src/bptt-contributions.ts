/**
 * The table behind a recurrence's gradient: what the loss at step t adds to it through step s.
 *
 *   dw = Σ_t Σ_{s ≤ t} table[t, s]
 *
 * The sum of row t is the gradient of that loss alone; entry [t, t] is the direct part, which is all that a backward pass
 * cut off after one step sees.
 *
 * Source: the notes on RNN: the loss at t = 2 reaches the steps 2, 1, 0; that at 1 the steps 1, 0; that at 0 the step 0.
 * @module
 */
import {
  checkBackwardCall,
  checkCall,
  tensor,
  type Attributes,
  type Call,
  type FloatTensor,
  type Inputs,
  type OutputGrads,
} from '@gradspec/spec';
import { gruCell } from './operators/gru.ts';
import { lstmCell } from './operators/lstm.ts';
import { parameterSizes, walkBack, walkForward, type Cell } from './operators/recurrent.ts';
import { rnnCell } from './operators/rnn.ts';

/** The operators that have such a table. */
export type RecurrentOperator = 'rnn' | 'lstm' | 'gru';

/** A table [T, T, …shape of the parameter] for each parameter that was given. */
export interface Contributions {
  wx: FloatTensor;
  wh: FloatTensor;
  b?: FloatTensor;
  bh?: FloatTensor;
}

function cellOf(call: Call<'rnn'> | Call<'lstm'> | Call<'gru'>): Cell<unknown> {
  if (call.operator === 'rnn') return rnnCell(call.inputs, call.attributes.activation);
  return call.operator === 'lstm' ? lstmCell(call.inputs) : gruCell(call.inputs, call.attributes.resetAfter);
}

/**
 * The contribution of every loss through every step to the gradients of wx, wh, b and bh.
 *
 * Entry [t, s] of a table is the contribution of the loss at step t through step s, summed over the batch; it is 0 for
 * s > t. Both count the steps as the sequence was read, from 0: step s reads x[s], and with `reverse` x[L − 1 − s], L being
 * the length of that sequence. The loss at step t is what `outputGrads` says of h (and c) at that step, and of hT (and cT)
 * at the last one.
 *
 * @returns a tensor [T, T, …shape] for each of wx, wh, b, bh that was given, in the dtype of the inputs. Its sum over both
 * leading axes is the gradient that `backward` returns (in float32 up to the rounding of the entries).
 * @throws SpecError for a call that is wrong, as forward and backward do.
 */
export function bpttContributions<Op extends RecurrentOperator>(
  operator: Op,
  inputs: Inputs<Op>,
  attributes: Attributes<Op>,
  outputGrads: OutputGrads<Op>,
): Contributions {
  const checked = checkCall(operator, inputs, attributes);
  const grads = checkBackwardCall(checked, outputGrads).outputGrads;
  const call = checked as Call<'rnn'> | Call<'lstm'> | Call<'gru'>;
  const T = call.outputShapes.h[0]!;
  const cell = cellOf(call);
  const { steps } = walkForward(call, cell);
  const sizes = parameterSizes(call);
  const table = {
    wx: new Float64Array(T * T * sizes.wx),
    wh: new Float64Array(T * T * sizes.wh),
    b: new Float64Array(T * T * sizes.b),
    bh: new Float64Array(T * T * sizes.bh),
  };
  const entry = (of: keyof typeof table, t: number, s: number) =>
    table[of].subarray((t * T + s) * sizes[of], (t * T + s + 1) * sizes[of]);
  walkBack(call, cell, { steps, grads }, (t, s) => ({
    wx: entry('wx', t, s),
    wh: entry('wh', t, s),
    b: entry('b', t, s),
    bh: entry('bh', t, s),
  }));
  const { wx, wh, b, bh } = call.inputs as Inputs<'gru'>;
  const rounded = (of: keyof typeof table, shape: readonly number[]) =>
    tensor(call.dtype, [T, T, ...shape], table[of]);
  return {
    wx: rounded('wx', wx.shape),
    wh: rounded('wh', wh.shape),
    ...(b && { b: rounded('b', b.shape) }),
    ...(bh && { bh: rounded('bh', bh.shape) }),
  };
}

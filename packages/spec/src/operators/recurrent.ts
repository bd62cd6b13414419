/**
 * Recurrences over time, x[t] for t = 0 … T − 1 (backwards with `reverse`).
 *
 *   rnn   h = activation(wx·x + wh·h₋₁ + b)
 *   lstm  i, f, o = σ and g = tanh of wx·x + wh·h₋₁ + b, stacked i, f, g, o
 *         c = f·c₋₁ + i·g,   h = o·tanh(c)
 *   gru   r = σ(wx_r·x + wh_r·h₋₁ + b_r),   z likewise; stacked r, z, n
 *         n = tanh(wx_n·x + b_n + r·(wh_n·h₋₁ + bh))     with resetAfter
 *         n = tanh(wx_n·x + b_n + wh_n·(r·h₋₁) + bh)     without
 *         h = (1 − z)·n + z·h₋₁
 *
 * Lengths: sequence n of length L reads x[0 … L − 1] only; h and c are zero from L on; hT and cT are the state after the
 * last step read (h0, c0 for a length of 0). What stands past the end, in x and in the output gradients, is never read,
 * and its gradient is zero.
 *
 * Source: Elman 1990; Hochreiter & Schmidhuber 1997 with Gers' forget gate; Cho et al. 2014, v1 and v3 for the two resets;
 * ONNX RNN, LSTM, GRU; torch.nn for names. The lecture notes write W_X, W_H for wx, wh.
 * @module
 */
import { choice, flag, type Given } from '../attributes.ts';
import type { OperatorSpec, Policy } from '../operator.ts';
import type { FloatTensor, Int32Tensor } from '../tensor.ts';

/** What all three recurrences read. */
export interface RecurrentInputs {
  x: FloatTensor;
  wx: FloatTensor;
  wh: FloatTensor;
  b?: FloatTensor;
  h0?: FloatTensor;
  lengths?: Int32Tensor;
}
/** What `rnn` and `gru` return: every state, and the last one. */
export interface States {
  h: FloatTensor;
  hT: FloatTensor;
}
/** The function of an `rnn`'s state. */
export type RnnActivation = 'tanh' | 'relu' | 'identity';

/** The types of `rnn`: x[T,N,I], wx[H,I], wh[H,H], b?[H], h0?[N,H], lengths?[N] → h[T,N,H], hT[N,H]. */
export interface Rnn {
  inputs: RecurrentInputs;
  attributes: { activation: RnnActivation; reverse: boolean };
  required: never;
  outputs: States;
}
/** The types of `lstm`: x[T,N,I], wx[4H,I], wh[4H,H], b?[4H], h0?, c0?[N,H], lengths?[N] → h, c[T,N,H], hT, cT[N,H]. */
export interface Lstm {
  inputs: RecurrentInputs & { c0?: FloatTensor };
  attributes: { reverse: boolean };
  required: never;
  outputs: States & { c: FloatTensor; cT: FloatTensor };
}
/** The types of `gru`: x[T,N,I], wx[3H,I], wh[3H,H], b?[3H], bh?[H], h0?[N,H], lengths?[N] → h[T,N,H], hT[N,H]. */
export interface Gru {
  inputs: RecurrentInputs & { bh?: FloatTensor };
  attributes: { reverse: boolean; resetAfter: boolean };
  required: never;
  outputs: States;
}

const reverseText = 'whether each sequence is read from its own end (false)';
const policies: readonly Policy[] = [
  {
    at: 'steps past a sequence’s length',
    rule: 'never read, also not their output gradients; h and c are 0 there and their gradient is 0',
    because: 'a padded batch must give what its sequences give one by one, whatever the padding holds',
  },
];
const state = { layout: 'N,H', optional: true } as const;
const lengths = { layout: 'N', optional: true, dtype: 'int32' } as const;

function stateShapes(sizes: Readonly<Record<string, number>>) {
  const { T, N, H } = sizes as Record<'T' | 'N' | 'H', number>;
  return { all: [T, N, H], last: [N, H] };
}

function checkLengths(
  question: Given & { sizes: Readonly<Record<string, number>> },
  inputs: RecurrentInputs,
): void {
  const T = question.sizes.T!;
  const data = inputs.lengths?.data ?? new Int32Array();
  const wrong = data.findIndex((length) => length < 0 || length > T);
  if (wrong >= 0) question.fail('bad-length', 'lengths', `0 to T = ${T}`, `${data[wrong]} at ${wrong}`);
}

/** The specification of `rnn`. */
export const rnn: OperatorSpec<Rnn> = {
  name: 'rnn',
  formula: 'h[t] = activation(wx·x[t] + wh·h[t−1] + b)',
  inputs: {
    x: { layout: 'T,N,I' },
    wx: { layout: 'H,I' },
    wh: { layout: 'H,H' },
    b: { layout: 'H', optional: true },
    h0: state,
    lengths,
  },
  outputs: { h: 'T,N,H', hT: 'N,H' },
  attributes: { activation: 'tanh, relu or identity (tanh)', reverse: reverseText },
  policies: [...policies, { at: 'relu at 0', rule: 'the derivative is 0', because: 'as the operator relu' }],
  infer(question) {
    const activation = choice(question, 'activation', ['tanh', 'relu', 'identity'] as const, 'tanh');
    const { all, last } = stateShapes(question.sizes);
    return {
      attributes: { activation, reverse: flag(question, 'reverse', false) },
      outputs: { h: all, hT: last },
    };
  },
  checkValues: checkLengths,
};

/** The specification of `lstm`. */
export const lstm: OperatorSpec<Lstm> = {
  name: 'lstm',
  formula:
    'c[t] = f·c[t−1] + i·g,  h[t] = o·tanh(c[t]),  i, f, o = σ and g = tanh of wx·x[t] + wh·h[t−1] + b, stacked i, f, g, o',
  inputs: {
    x: { layout: 'T,N,I' },
    wx: { layout: '4H,I' },
    wh: { layout: '4H,H' },
    b: { layout: '4H', optional: true },
    h0: state,
    c0: state,
    lengths,
  },
  outputs: { h: 'T,N,H', c: 'T,N,H', hT: 'N,H', cT: 'N,H' },
  attributes: { reverse: reverseText },
  policies,
  infer(question) {
    const { all, last } = stateShapes(question.sizes);
    const reverse = flag(question, 'reverse', false);
    return { attributes: { reverse }, outputs: { h: all, c: all, hT: last, cT: last } };
  },
  checkValues: checkLengths,
};

/** The specification of `gru`. */
export const gru: OperatorSpec<Gru> = {
  name: 'gru',
  formula:
    'h[t] = (1 − z)·n + z·h[t−1],  r and z = σ(wx·x[t] + wh·h[t−1] + b), stacked r, z, n,  n = tanh(wx·x[t] + b + r·(wh·h[t−1] + bh)),  without resetAfter n = tanh(wx·x[t] + b + wh·(r·h[t−1]) + bh)',
  inputs: {
    x: { layout: 'T,N,I' },
    wx: { layout: '3H,I' },
    wh: { layout: '3H,H' },
    b: { layout: '3H', optional: true },
    bh: { layout: 'H', optional: true },
    h0: state,
    lengths,
  },
  outputs: { h: 'T,N,H', hT: 'N,H' },
  attributes: {
    reverse: reverseText,
    resetAfter: 'whether r multiplies the recurrent product, not the state before it (true)',
  },
  policies,
  infer(question) {
    const { all, last } = stateShapes(question.sizes);
    const attributes = {
      reverse: flag(question, 'reverse', false),
      resetAfter: flag(question, 'resetAfter', true),
    };
    return { attributes, outputs: { h: all, hT: last } };
  },
  checkValues: checkLengths,
};

/**
 * One call of rnn, forward and backward, with plain numbers in and out.
 *
 * @module
 */
import { tensor, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import { recurrentKernels } from '../src/kernels.ts';
import { wholeTrace } from '../src/recurrence/keeping.ts';
import { byDefinition, type RnnCase, type RnnResults, type RnnValues } from './definition.ts';

const { rnn } = recurrentKernels(wholeTrace);

/** The numbers of a tensor; the sign of a zero does not matter. */
const numbers = (result: FloatTensor) => Float64Array.from(result.data, (value) => value + 0);

/** Forward and backward of one call; gradients of inputs that are not given are left out. */
export function run(
  dtype: FloatDtype,
  { T, N, I, H, activation, reverse, given }: RnnCase,
  values: RnnValues,
): Partial<RnnResults> {
  const float = (shape: number[], data: Float64Array) => tensor(dtype, shape, data);
  const inputs = {
    x: float([T, N, I], values.x),
    wx: float([H, I], values.wx),
    wh: float([H, H], values.wh),
    ...(given.b && { b: float([H], values.b) }),
    ...(given.h0 && { h0: float([N, H], values.h0) }),
    ...(given.lengths && { lengths: { dtype: 'int32', shape: [N], data: values.lengths } as const }),
  };
  const { outputs, saved } = rnn.forward(inputs, { activation, reverse });
  const grads = rnn.backward({ h: float([T, N, H], values.dh), hT: float([N, H], values.dhT) }, saved);
  const results = {
    ...outputs,
    ...Object.fromEntries(Object.entries(grads).map(([name, grad]) => [`d${name}`, grad])),
  };
  return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, numbers(result)]));
}

/** The definition's results, without the gradients of inputs that are not given. */
export function expectedOf(drawn: RnnCase, values: RnnValues): Partial<RnnResults> {
  const { db, dh0, ...always } = byDefinition(drawn, values);
  const expected = { ...always, ...(drawn.given.b && { db }), ...(drawn.given.h0 && { dh0 }) };
  return Object.fromEntries(
    Object.entries(expected).map(([name, result]) => [name, result.map((value) => value + 0)]),
  );
}

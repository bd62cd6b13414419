/**
 * Running a recurrence of this package on values by name, in every build of the kernels.
 *
 * @module
 */
import { kernelBuilds } from '@gradspec/kernels';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import { tensor, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import { gru } from '../../src/recurrent/gru.ts';
import { lstm } from '../../src/recurrent/lstm.ts';
import { rnn } from '../../src/recurrent/rnn.ts';
import { shapesOf, type RecurrentCase, type Recurrence, type Values } from './definition.ts';

switchOnRelaxedSimd();

/** The recurrences. */
export const recurrences: readonly Recurrence[] = ['rnn', 'lstm', 'gru'];

/** All that this Node can run. */
export const testedBuilds = kernelBuilds();

/** Arrays by name: outputs under their own, gradients as dx, dwx, … */
export type Results = Record<string, FloatTensor['data']>;

interface AnyKernel {
  readonly forward: (
    inputs: never,
    attributes: never,
  ) => { outputs: Readonly<Record<string, FloatTensor>>; saved: unknown };
  readonly backward: (dys: never, saved: unknown, wanted?: never) => Readonly<Record<string, FloatTensor>>;
}
const kernels = { rnn, lstm, gru } as unknown as Readonly<Record<Recurrence, AnyKernel>>;

/** Runs forward and hands back the outputs and what runs backward. */
export function forward(dtype: FloatDtype, drawn: RecurrentCase, values: Values) {
  const { inputs, outputs: shapes } = shapesOf(drawn);
  const given = Object.keys(inputs).filter((name) => values[name]);
  const tensors = {
    ...Object.fromEntries(given.map((name) => [name, tensor(dtype, inputs[name]!, values[name]!)])),
    ...(values.lengths && { lengths: tensor('int32', [drawn.N], values.lengths) }),
  };
  const kernel = kernels[drawn.operator];
  const { outputs, saved } = kernel.forward(tensors as never, drawn.attributes as never);
  const backward = (wanted?: readonly string[]): Results => {
    const dys = Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [name, tensor(dtype, shape, values[`d${name}`]!)]),
    );
    const grads = kernel.backward(dys as never, saved, wanted as never);
    return Object.fromEntries(Object.entries(grads).map(([name, { data }]) => [`d${name}`, data]));
  };
  const made: Results = Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data]));
  return { outputs: made, backward };
}

/** Runs forward and backward. */
export function run(dtype: FloatDtype, drawn: RecurrentCase, values: Values): Results {
  const { outputs, backward } = forward(dtype, drawn, values);
  return { ...outputs, ...backward() };
}

/** `got`, but what is within the tolerance of the number expected there becomes that number. */
export function settled(got: Results, expected: Readonly<Record<string, Float64Array>>, tolerance: number) {
  return Object.fromEntries(
    Object.entries(expected).map(([name, wishes]) => [
      name,
      wishes.map((wish, at) => {
        const value = got[name]?.[at] ?? NaN;
        return Math.abs(value - wish) <= tolerance * (1 + Math.abs(wish)) ? wish : value;
      }),
    ]),
  );
}

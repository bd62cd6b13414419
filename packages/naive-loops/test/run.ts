/**
 * Calls written as plain numbers.
 *
 * @module
 */
import { tensor, type OperatorName, type Shape } from '@gradspec/spec';
import { kernelOf } from './cases.ts';

/** A tensor as a test writes it: a list of numbers is 1-D. */
export type Plain = readonly number[] | { readonly shape: Shape; readonly data: readonly number[] };

/** A tensor of another rank. */
export const shaped = (shape: Shape, data: readonly number[]) => ({ shape, data });

const integers = new Set(['labels', 'lengths']);
const asTensors = (plain: Readonly<Record<string, Plain>>) =>
  Object.fromEntries(
    Object.entries(plain).map(([name, given]) => {
      const { shape, data } = 'shape' in given ? given : shaped([given.length], given);
      return [name, tensor(integers.has(name) ? 'int32' : 'float64', shape, data)];
    }),
  );

/** Runs a call in float64; with output gradients its backward as well. What comes back are the elements. */
export function run(
  operator: OperatorName,
  inputs: Readonly<Record<string, Plain>>,
  attributes: object = {},
  outputGrads: Readonly<Record<string, Plain>> = {},
): { outputs: Record<string, number[]>; grads: Record<string, number[]> } {
  const kernel = kernelOf(operator);
  const { outputs, saved } = kernel.forward(asTensors(inputs), attributes);
  const grads = kernel.backward(asTensors(outputGrads), saved);
  const plain = (tensors: typeof outputs) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, { data }]) => [name, Array.from(data, (v) => v + 0)]),
    );
  return { outputs: plain(outputs), grads: plain(grads) };
}

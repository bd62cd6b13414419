/** Optimizers taken through a few steps. */
import { tensor, type FloatDtype, type Shape } from '@gradspec/spec';
import type { Optimizer, OptimizerMemory, Parameters } from '../../src/index.ts';

/** Tensors of one dtype, of these numbers. */
export const tensorsOf = (
  dtype: FloatDtype,
  numbers: Readonly<Record<string, readonly number[]>>,
  shape: (values: readonly number[]) => Shape = ({ length }) => [length],
): Parameters =>
  Object.fromEntries(Object.entries(numbers).map(([name, v]) => [name, tensor(dtype, shape(v), v)]));

/** The numbers of each parameter after each step. */
export function stepsOf(
  optimizer: Optimizer,
  start: Parameters,
  gradients: readonly Parameters[],
): Record<string, number[]>[] {
  let [parameters, memory]: [Parameters, OptimizerMemory | undefined] = [start, undefined];
  return gradients.map((gradient) => {
    ({ parameters, memory } = optimizer.update(parameters, gradient, memory));
    return Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, [...data]]));
  });
}

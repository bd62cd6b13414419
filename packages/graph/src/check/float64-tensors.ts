/**
 * Tensors as float64, in which gradients are checked: central differences of float32 numbers have two or three digits.
 * Every float32 is a float64, so nothing is rounded.
 *
 * @module
 */
import type { Float64Tensor, Tensor } from '@gradspec/spec';
import { badResult, type Run } from '../forward.ts';
import { outputsOf } from '../graph.ts';

function promotedOne(tensor: Tensor | undefined): Tensor | undefined {
  if (tensor?.dtype !== 'float32') return tensor;
  return { dtype: 'float64', shape: tensor.shape, data: Float64Array.from(tensor.data) };
}

/** Tensors by name, float32 ones as float64; what is no tensor stays for others to complain about. */
export function promoted<T extends Tensor>(
  tensors: Readonly<Record<string, T>>,
): Record<string, T | Float64Tensor> {
  const entries = Object.entries(tensors).map(([name, tensor]) => [name, promotedOne(tensor)]);
  return Object.fromEntries(entries) as Record<string, T | Float64Tensor>;
}

/** The floating tensors among some that are float64 or int32. */
export function floatingOf(
  tensors: Readonly<Record<string, Tensor>>,
): Readonly<Record<string, Float64Tensor>> {
  const entries = Object.entries(tensors).filter(
    (entry): entry is [string, Float64Tensor] => entry[1].dtype === 'float64',
  );
  return Object.fromEntries(entries);
}

/** The elements of a tensor that was checked to be float64. */
export const float64Data = (tensor: Tensor): Float64Array => (tensor as Float64Tensor).data;

/** Checks that what the nodes made is float64: `bad-result` for a kernel that makes something else of float64. */
export function checkFloat64({ values, steps }: Run): void {
  for (const { node, implementation } of steps)
    for (const [output, ref] of outputsOf(node)) {
      const { dtype } = values.get(ref)!;
      if (dtype !== 'float64')
        throw badResult(
          node,
          implementation,
          `${dtype} as ${output} for inputs of float64, in which gradients are checked`,
        );
    }
}

/**
 * Running conv, or convTranspose as its adjoint, on a case of conv.
 *
 * @module
 */
import { tensor, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import { conv } from '../src/conv.ts';
import { convTranspose } from '../src/conv-transpose.ts';
import type { ConvCase, ConvResults, ConvValues } from './conv-case.ts';

/** Both floating dtypes. */
export const dtypes: readonly FloatDtype[] = ['float32', 'float64'];

/** The numbers of a tensor; the sign of a zero does not matter. */
export const numbers = ({ data }: FloatTensor): Float64Array => Float64Array.from(data, (value) => value + 0);

/** Numbers rounded to integers: spectra leave errors far below ½, so on integers this gives the exact result. */
export const rounded = (values: Iterable<number>): number[] =>
  Array.from(values, (value) => Math.round(value) + 0);

/** Forward and backward of one call of conv. */
export function runConv(
  dtype: FloatDtype,
  { x, w, y, attributes }: ConvCase,
  values: ConvValues,
): ConvResults {
  const inputs = {
    x: tensor(dtype, x, values.x),
    w: tensor(dtype, w, values.w),
    b: tensor(dtype, [w[0]!], values.b),
  };
  const { outputs, saved } = conv.forward(inputs, attributes);
  const grads = conv.backward({ y: tensor(dtype, y, values.dy) }, saved);
  return { y: numbers(outputs.y), dx: numbers(grads.x!), dw: numbers(grads.w!), db: numbers(grads.b!) };
}

/** Forward and backward of convTranspose, by the names of the conv whose adjoint it is: its x is dy, its y is dx. */
export function runTransposed(
  dtype: FloatDtype,
  { x, w, y, attributes }: ConvCase,
  values: ConvValues,
): Omit<ConvResults, 'db'> {
  const { stride, padding, dilation } = attributes;
  const outputPadding = stride.map((s, a) => {
    const [before, after] = padding[a]!;
    const covered = (y[a + 2]! - 1) * s + dilation[a]! * (w[a + 2]! - 1) + 1;
    return x[a + 2]! + before + after - covered;
  });
  const inputs = { x: tensor(dtype, y, values.dy), w: tensor(dtype, w, values.w) };
  const { outputs, saved } = convTranspose.forward(inputs, { ...attributes, outputPadding });
  const grads = convTranspose.backward({ y: tensor(dtype, x, values.x) }, saved);
  return { dx: numbers(outputs.y), y: numbers(grads.x!), dw: numbers(grads.w!) };
}

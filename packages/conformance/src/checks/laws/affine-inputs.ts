/**
 * The inputs in which an operator is affine while its others stay as they are: conv is bilinear in x and w, and b is added.
 *
 * @module
 */
import { tensor, type OperatorName, type Tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { numbersOf } from '../../generated/fill.ts';

const affine: Readonly<Partial<Record<OperatorName, readonly string[]>>> = {
  conv: ['x', 'w', 'b'],
  convTranspose: ['x', 'w', 'b'],
  avgPool: ['x'],
  linear: ['x', 'w', 'b'],
  add: ['a', 'b'],
  multiply: ['a', 'b'],
  scale: ['x'],
  addConstant: ['x'],
  reshape: ['x'],
  concat: ['a', 'b'],
  slice: ['x'],
  sum: ['x'],
};

/** The operators that have such inputs. */
export const affineOperators = Object.keys(affine) as readonly OperatorName[];

/** Those of them that a call was given. */
export function affineInputsOf({ operator, inputs }: GeneratedCase): readonly string[] {
  return (affine[operator] ?? []).filter((name) => inputs[name]);
}

/** Other numbers for an input of a case: small integers, none of them 0; the same ones every time. */
export function direction(one: GeneratedCase, name: string): Tensor {
  const { shape, dtype } = one.inputs[name]!;
  const seed = (one.fill.seed ^ 0x2545f491) >>> 0;
  const values = numbersOf({ ...one.fill, seed }, one).floating(shape);
  return tensor(
    dtype,
    shape,
    values.map((value) => value || -2),
  );
}

/** A case with another tensor for one of its inputs; its shape and dtype are the same. */
export function withInput(one: GeneratedCase, name: string, given: Tensor): GeneratedCase {
  return { ...one, inputs: { ...one.inputs, [name]: given } };
}

/** p·a + q·b, rounded to the dtype once per element. */
export function combinedTensor(p: number, a: Tensor, q: number, b: Tensor): Tensor {
  return tensor(
    a.dtype,
    a.shape,
    Array.from(a.data, (value, i) => p * value + q * b.data[i]!),
  );
}

/** Why a case says little about sums of products: what is zero or has one element looks the same in every order. */
export function saysLittle({ inputs, outputGrads }: GeneratedCase): string | undefined {
  const grads = Object.values(outputGrads).flatMap(({ data }) => Array.from(data));
  if (grads.every((value) => value === 0)) return 'every output gradient is 0';
  if (Object.values(inputs).every(({ data }) => data.length <= 1)) return 'every input has one element';
  if (Object.values(inputs).some(({ data }) => data.length > 1 && data.every((value) => value === 0)))
    return 'an input is 0 everywhere';
  return undefined;
}

/**
 * What an operator's definition is: outputs as expressions over the elements of its inputs.
 *
 * @module
 */
import type { Call, OperatorName, OutputName, Shape } from '@gradspec/spec';
import { indices, type Elements, type Expression, type Tape } from '../tape.ts';

/** The inputs of a call as expressions; one that was not given is undefined. */
export type InputElements = Readonly<Record<string, Elements | undefined>>;

/** The definition of one operator. Each output is its elements in row-major order. */
export type Definition<Op extends OperatorName> = (
  tape: Tape,
  inputs: InputElements,
  call: Call<Op>,
) => { readonly [O in OutputName<Op>]: readonly Expression[] };

/** An expression for every index of a shape, in row-major order. */
export function each(shape: Shape, element: (...index: readonly number[]) => Expression): Expression[] {
  return Array.from(indices(shape), (index) => element(...index));
}

/** One expression for every number from 0 to count − 1. */
export function range<T>(count: number, element: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => element(i));
}

/**
 * What a case is made from: a call without numbers, and how its numbers come about.
 *
 * A recipe is small, so it is what fast-check makes and what it shrinks: first the shapes, then the attributes, then what
 * is asked of backward, and last the numbers.
 *
 * @module
 */
import fc, { type Arbitrary } from 'fast-check';
import type { FloatDtype, OperatorName } from '@gradspec/spec';
import { callsOf } from './calls/index.ts';
import { fills, type Fill } from './fill.ts';
import type { ShapedCall } from './shaped-call.ts';
import { maybe } from './sizes.ts';

/** A case without its numbers. */
export interface Recipe {
  readonly call: ShapedCall;
  /** The bits say which outputs have a gradient; all of them when undefined, or when no bit names one. */
  readonly given: number | undefined;
  /** The bits say which inputs' gradients are wanted; no list is given when undefined. */
  readonly wanted: number | undefined;
  readonly dtype: FloatDtype;
  readonly fill: Fill;
}

const bits = (count: number) => fc.integer({ min: 1, max: 2 ** count - 1 });

/** The recipes of an operator's cases. */
export function recipesOf(operator: OperatorName): Arbitrary<Recipe> {
  return fc.record({
    call: callsOf(operator),
    given: maybe(bits(4)),
    wanted: maybe(bits(7)),
    dtype: fc.constantFrom<FloatDtype>('float64', 'float32'),
    fill: fills,
  });
}

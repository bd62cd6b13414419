/**
 * Calls of the operators that work element by element: gates, functions of one tensor, and functions with a number.
 *
 * @module
 */
import fc, { type Arbitrary } from 'fast-check';
import type { OperatorName } from '@gradspec/spec';
import { shapedCall, type ShapedCall } from '../shaped-call.ts';
import { maybe, shape } from '../sizes.ts';
import type { Family } from './family.ts';

const shapes = {
  small: shape(0, 4, 13),
  large: shape(1, 3, 40),
};

/** Numbers for attributes, whole ones first; not all of them are numbers of float32. */
export const attributeNumber = fc.oneof(
  { withCrossShrink: true },
  fc.integer({ min: -4, max: 4 }),
  fc.constantFrom(0.5, -0.25, 0.1, -0.7, 1.3),
);

const inBoth = (of: (size: 'small' | 'large') => Arbitrary<ShapedCall>): Family => ({
  small: [of('small')],
  large: [of('large')],
});

/** Calls of a gate: two tensors of one shape. */
export const gate = (operator: OperatorName) =>
  inBoth((size) => shapes[size].map((L) => shapedCall(operator, { a: L, b: L })));

/** Calls of a function of one tensor, with the attribute `name` or without any. */
export const unary = (operator: OperatorName, name?: string, required = false) =>
  inBoth((size) => {
    const number: Arbitrary<number | undefined> = required ? attributeNumber : maybe(attributeNumber);
    return fc
      .tuple(shapes[size], number)
      .map(([x, value]) => shapedCall(operator, { x }, name === undefined ? {} : { [name]: value }));
  });

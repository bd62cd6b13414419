/**
 * The gates of computational graphs, elementwise over two tensors of one shape.
 *
 *   add       y = a + b          the gradient distributor
 *   multiply  y = a · b          the gradient switcher: each input receives the other times dy
 *   maximum   y = max(a, b)      the gradient router
 *
 * Source: cs231n, "Backpropagation, Intuitions": patterns in backward flow.
 * @module
 */
import type { NoAttributes, OneOutput, OperatorSpec, Policy, TwoInputs } from '../operator.ts';

/** The types of a gate: a[…], b[…] → y[…]. */
export interface Gate {
  inputs: TwoInputs;
  attributes: NoAttributes;
  required: never;
  outputs: OneOutput;
}

const gate = (name: string, formula: string, policies: readonly Policy[] = []): OperatorSpec<Gate> => ({
  name,
  formula,
  inputs: { a: { layout: '...L' }, b: { layout: '...L' } },
  outputs: { y: '...L' },
  attributes: {},
  policies,
  infer: ({ axes }) => ({ attributes: {}, outputs: { y: axes.L! } }),
});

/** The specification of `add`. */
export const add = gate('add', 'y = a + b');
/** The specification of `multiply`. */
export const multiply = gate('multiply', 'y = a · b');
/** The specification of `maximum`. */
export const maximum = gate('maximum', 'y = max(a, b)', [
  {
    at: 'a = b',
    rule: 'a takes the whole gradient',
    because: 'the first maximum wins, as in maxPool, and the two gradients still add up to dy',
  },
  { at: 'NaN', rule: 'the first NaN is the maximum and takes the gradient', because: 'as in maxPool' },
]);

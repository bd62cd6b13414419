/**
 * A loss with L2 regularisation: weights cost what their squares are.
 *
 *   total = loss + Σ_p strength · Σ p²,   so that strength·2p is added to each parameter's gradient
 *
 * Source: cs231n, "Linear Classification", the regularisation penalty R(W).
 * @module
 */
import { checkNumber } from '../check-number.ts';
import type { Ref } from '../graph.ts';
import type { NetBuilder } from './net-builder.ts';

/** A loss and what is added to it. */
export interface L2Loss {
  /** The loss of the data, a scalar. */
  readonly loss: Ref;
  /** The parameters that are kept small: weights as a rule, not biases. */
  readonly parameters: readonly Ref[];
  /** λ, the cost of one squared unit; 0 or more. */
  readonly strength: number;
}

/**
 * Adds the node `name`, and on the way to it `name.p` (the cost of p) and `name.upTo.p` (the sum so far) for parameters p.
 *
 * @returns The total, a scalar.
 * @throws RangeError when the strength is negative or not finite, or there is no parameter.
 */
export function l2Loss(net: NetBuilder, name: string, { loss, parameters, strength }: L2Loss): Ref {
  const argument = (what: string) => `l2Loss ${name}: ${what}`;
  const isCost = Number.isFinite(strength) && strength >= 0;
  checkNumber(argument('strength'), strength, isCost, 'a finite number of at least 0');
  const count = parameters.length;
  checkNumber(argument('the number of parameters'), count, count > 0, '1 or more');
  return parameters.reduce((sum, parameter, i) => {
    const cost = net.node(`${name}.${parameter}`, 'sumOfSquares', { x: parameter }, { scale: strength });
    return net.node(i === count - 1 ? name : `${name}.upTo.${parameter}`, 'add', { a: sum, b: cost });
  }, loss);
}

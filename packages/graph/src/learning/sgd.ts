/**
 * Stochastic gradient descent, with momentum.
 *
 *   v ← momentum·v + g
 *   p ← p − learningRate·v
 *
 * Source: cs231n, "Neural Networks Part 3"; torch.optim.SGD, whose v is the plain sum (in cs231n's it holds the rate too).
 * @module
 */
import { checkNumber } from '../check-number.ts';
import { updateWith, type Optimizer } from './optimizer.ts';

/** How far and how smoothly SGD goes. */
export interface SgdOptions {
  /** The step along the gradient; positive. */
  readonly learningRate: number;
  /** How much of the last step's v is kept, in [0, 1) (0). */
  readonly momentum?: number;
}

/**
 * Stochastic gradient descent. Its memory is v of each parameter.
 *
 * @throws RangeError when the rate is not positive and finite, or the momentum not in [0, 1).
 */
export function sgd({ learningRate, momentum = 0 }: SgdOptions): Optimizer & Required<SgdOptions> {
  const isRate = Number.isFinite(learningRate) && learningRate > 0;
  checkNumber('sgd: learningRate', learningRate, isRate, 'a positive finite number');
  checkNumber('sgd: momentum', momentum, momentum >= 0 && momentum < 1, 'a number in [0, 1)');
  const update = updateWith('sgd', 1, ({ p, g, next, sums: [v] }) => {
    for (let i = 0; i < p.length; i++) {
      v![i] = momentum * v![i]! + g[i]!;
      next[i] = p[i]! - learningRate * v![i]!;
    }
  });
  return { name: 'sgd', learningRate, momentum, update };
}

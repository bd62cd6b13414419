/**
 * Adam: each element's step is scaled by its own running mean of squared gradients.
 *
 *   m ← β₁·m + (1 − β₁)·g           v ← β₂·v + (1 − β₂)·g²
 *   m̂ = m / (1 − β₁ᵗ)               v̂ = v / (1 − β₂ᵗ)            t = 1, 2, …: m and v start at 0 and are too small at first
 *   p ← p − learningRate·m̂ / (√v̂ + ε)
 *
 * Source: Kingma & Ba 2015, algorithm 1.
 * @module
 */
import { checkNumber } from '../check-number.ts';
import { updateWith, type Optimizer } from './optimizer.ts';

const { sqrt } = Math;

/** Adam's constants, named and preset as in the paper. */
export interface AdamOptions {
  /** α, about how far an element goes in one step; positive (0.001). */
  readonly learningRate?: number;
  /** How much of m is kept, in [0, 1) (0.9). */
  readonly beta1?: number;
  /** How much of v is kept, in [0, 1) (0.999). */
  readonly beta2?: number;
  /** ε, what keeps the divisor from 0; positive (1e-8). */
  readonly epsilon?: number;
}

/**
 * Adam. Its memory is m and v of each parameter, and the number of steps.
 *
 * @throws RangeError when the rate or ε is not positive and finite, or a β not in [0, 1).
 */
export function adam(options: AdamOptions = {}): Optimizer & Required<AdamOptions> {
  const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  for (const [argument, value] of Object.entries({ learningRate, epsilon })) {
    const isPositive = Number.isFinite(value) && value > 0;
    checkNumber(`adam: ${argument}`, value, isPositive, 'a positive finite number');
  }
  for (const [argument, value] of Object.entries({ beta1, beta2 }))
    checkNumber(`adam: ${argument}`, value, value >= 0 && value < 1, 'a number in [0, 1)');
  const update = updateWith('adam', 2, ({ p, g, next, sums: [m, v], step }) => {
    const [mScale, vScale] = [1 - power(beta1, step), 1 - power(beta2, step)];
    for (let i = 0; i < p.length; i++) {
      m![i] = beta1 * m![i]! + (1 - beta1) * g[i]!;
      v![i] = beta2 * v![i]! + (1 - beta2) * g[i]! * g[i]!;
      next[i] = p[i]! - (learningRate * (m![i]! / mScale)) / (sqrt(v![i]! / vScale) + epsilon);
    }
  });
  return { name: 'adam', learningRate, beta1, beta2, epsilon, update };
}

/** base^exponent by squaring: products only, as `**` may differ in its last bit between engines. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let [square, left] = [base, exponent]; left > 0; square *= square, left = Math.floor(left / 2))
    if (left % 2 === 1) result *= square;
  return result;
}

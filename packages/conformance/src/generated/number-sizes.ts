/**
 * How large, and how small, the numbers of an operator may be, such that nothing overflows on the way in float32.
 *
 * @module
 */
import type { FloatDtype, OperatorName } from '@gradspec/spec';

const recurrent: readonly OperatorName[] = ['rnn', 'lstm', 'gru'];
const exponential: readonly OperatorName[] = [
  'exp',
  'sigmoid',
  'tanh',
  'elu',
  'softmax',
  'softmaxCrossEntropy',
];

/** Whether the answers of an operator grow as powers of its numbers, or stop growing at all. */
export function isSteep(operator: OperatorName): boolean {
  return recurrent.includes(operator) || exponential.includes(operator);
}

/** The smallest exponent of a wide range. */
export const leastExponent = -20;

/**
 * The largest exponent of a wide range: e⁶⁴ · 64 is below 2¹⁰⁰; a state that is multiplied by wh nine times grows by at
 * most 2⁶ each time; the others multiply two numbers, or three. A probability of softmaxCrossEntropy stays below 1 when it
 * is rounded: whether ∞ · (p − 1) is NaN would else depend on how 1 − p is written.
 */
export function largestExponent(operator: OperatorName): number {
  if (recurrent.includes(operator)) return 0;
  if (operator === 'softmaxCrossEntropy') return 2;
  return exponential.includes(operator) ? 5 : 19;
}

/** The largest exponent of numbers whose products underflow; 2^−149 and 2^−1074 are the smallest numbers that there are. */
export const halfwayDown: Readonly<Record<FloatDtype, number>> = { float32: -62, float64: -527 };

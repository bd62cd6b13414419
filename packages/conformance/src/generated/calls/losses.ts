/**
 * Calls of the losses.
 *
 * @module
 */
import fc from 'fast-check';
import { shapedCall } from '../shaped-call.ts';
import { maybe, shape, size, withLast } from '../sizes.ts';
import { attributeNumber } from './elementwise.ts';
import type { Family } from './family.ts';

const reduction = maybe(fc.constantFrom('sum', 'none', 'mean'));

const classifying =
  (operator: 'softmaxCrossEntropy' | 'hingeLoss') => (reach: { leading: number; K: number }) =>
    fc
      .record({ L: shape(0, 3, reach.leading), K: size(reach.K), reduction, margin: maybe(attributeNumber) })
      .map(({ L, K, reduction, margin }) =>
        shapedCall(
          operator,
          { scores: withLast(L, K), labels: withLast(L, K).slice(0, -1) },
          { reduction, margin: operator === 'hingeLoss' ? margin : undefined },
        ),
      );

const both = (operator: 'softmaxCrossEntropy' | 'hingeLoss'): Family => ({
  small: [classifying(operator)({ leading: 9, K: 13 })],
  large: [classifying(operator)({ leading: 13, K: 70 })],
});

/** Calls of `softmaxCrossEntropy`, small and large. */
export const softmaxCrossEntropy = both('softmaxCrossEntropy');
/** Calls of `hingeLoss`, small and large. */
export const hingeLoss = both('hingeLoss');

const squares = (largest: number) =>
  fc
    .tuple(shape(0, 4, largest), reduction)
    .map(([L, reduction]) => shapedCall('meanSquaredError', { prediction: L, target: L }, { reduction }));

/** Calls of `meanSquaredError`, small and large. */
export const meanSquaredError: Family = { small: [squares(9)], large: [squares(19)] };

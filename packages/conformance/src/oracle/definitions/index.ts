/**
 * The definition of every operator.
 *
 * @module
 */
import type { OperatorName } from '@gradspec/spec';
import { conv, convTranspose } from './conv.ts';
import type { Definition } from './definition.ts';
import { gates, unaries } from './elementwise.ts';
import { hingeLoss, meanSquaredError, softmaxCrossEntropy, sumOfSquares } from './losses.ts';
import { avgPool, maxout, maxPool } from './pool.ts';
import { gru, lstm, rnn } from './recurrent.ts';
import { concat, linear, reshape, slice, softmax, sum } from './structure.ts';

/** Every operator's definition, by name. */
export const definitions: { readonly [Op in OperatorName]: Definition<Op> } = {
  conv,
  convTranspose,
  maxPool,
  avgPool,
  linear,
  ...gates,
  ...unaries,
  softmax,
  maxout,
  reshape,
  concat,
  slice,
  sum,
  softmaxCrossEntropy,
  hingeLoss,
  meanSquaredError,
  sumOfSquares,
  rnn,
  lstm,
  gru,
};

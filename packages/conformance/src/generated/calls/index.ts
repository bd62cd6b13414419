/**
 * The calls of every operator: its own family, kept to what the spec accepts and to what can be judged quickly.
 *
 * @module
 */
import fc, { type Arbitrary } from 'fast-check';
import type { OperatorName } from '@gradspec/spec';
import { isRight, type ShapedCall } from '../shaped-call.ts';
import { isWithin, workLimits } from '../work.ts';
import { conv, convTranspose } from './conv.ts';
import { gate, unary } from './elementwise.ts';
import type { Family } from './family.ts';
import { linear } from './linear.ts';
import { hingeLoss, meanSquaredError, softmaxCrossEntropy } from './losses.ts';
import { avgPool, maxPool } from './pool.ts';
import { gru, lstm, rnn } from './recurrent.ts';
import { maxout, softmax } from './rows.ts';
import { concat, reshape, slice, sum } from './structure.ts';

const families: Readonly<Record<OperatorName, Family>> = {
  conv,
  convTranspose,
  maxPool,
  avgPool,
  linear,
  add: gate('add'),
  multiply: gate('multiply'),
  maximum: gate('maximum'),
  scale: unary('scale', 'value', true),
  addConstant: unary('addConstant', 'value', true),
  reciprocal: unary('reciprocal'),
  exp: unary('exp'),
  sigmoid: unary('sigmoid'),
  tanh: unary('tanh'),
  relu: unary('relu'),
  leakyRelu: unary('leakyRelu', 'slope'),
  elu: unary('elu', 'alpha'),
  softmax,
  maxout,
  reshape,
  concat,
  slice,
  sum,
  softmaxCrossEntropy,
  hingeLoss,
  meanSquaredError,
  sumOfSquares: unary('sumOfSquares', 'scale'),
  rnn,
  lstm,
  gru,
};

/** Right calls of an operator; about one in six is large. */
export function callsOf(operator: OperatorName): Arbitrary<ShapedCall> {
  const { small, large } = families[operator];
  const kept = (kinds: Family['small'], limit: number) =>
    fc.oneof(
      { withCrossShrink: true },
      ...kinds.map((calls) => calls.filter((call) => isRight(call) && isWithin(call, limit))),
    );
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 5, arbitrary: kept(small, workLimits.small) },
    { weight: 1, arbitrary: kept(large, workLimits.large) },
  );
}

/**
 * Every operator by its definition, as plain loops whose index names are the formula's: to be read beside it.
 *
 * Sums are plain left-to-right sums of float64 numbers, rounded to the tensor's dtype once, when the result is stored.
 *
 * @module
 */
import type { Implementation, OperatorName, SyncKernel } from '@gradspec/spec';
import { convTranspose } from './operators/conv-transpose.ts';
import { conv } from './operators/conv.ts';
import { add, maximum, multiply } from './operators/gates.ts';
import { gru } from './operators/gru.ts';
import { linear } from './operators/linear.ts';
import { hingeLoss, meanSquaredError, softmaxCrossEntropy, sumOfSquares } from './operators/losses.ts';
import { lstm } from './operators/lstm.ts';
import { maxout } from './operators/maxout.ts';
import { avgPool, maxPool } from './operators/pool.ts';
import { rnn } from './operators/rnn.ts';
import { softmax } from './operators/softmax.ts';
import { concat, reshape, slice, sum } from './operators/structure.ts';
import {
  addConstant,
  elu,
  exp,
  leakyRelu,
  reciprocal,
  relu,
  scale,
  sigmoid,
  tanh,
} from './operators/unary.ts';

export { bpttContributions, type Contributions, type RecurrentOperator } from './bptt-contributions.ts';

const kernels = {
  conv,
  convTranspose,
  maxPool,
  avgPool,
  linear,
  add,
  multiply,
  maximum,
  scale,
  addConstant,
  reciprocal,
  exp,
  sigmoid,
  tanh,
  relu,
  leakyRelu,
  elu,
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
} satisfies { readonly [Op in OperatorName]: SyncKernel<Op> };

/** The implementation: all operators, forward and backward. */
export const naiveLoops = { name: 'naive-loops', version: '0.1.0', kernels } satisfies Implementation;

export default naiveLoops;

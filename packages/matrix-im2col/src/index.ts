/**
 * The implementation `matrix-im2col`: every operator as matrix products, or as passes over whole arrays.
 *
 * It promises the bound of direct sums everywhere. `@gradspec/matrix-im2col/winograd` is the same with a faster conv whose
 * bound is larger.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { addConstant, reciprocal, scale } from './arithmetic.ts';
import { avgPool } from './avg-pool.ts';
import { convTranspose } from './conv-transpose.ts';
import { conv } from './conv.ts';
import { exp, sigmoid, tanh } from './exponentials.ts';
import { add, maximum, multiply } from './gates.ts';
import { hingeLoss } from './hinge-loss.ts';
import { linear } from './linear.ts';
import { maxPool } from './max-pool.ts';
import { maxout } from './maxout.ts';
import { meanSquaredError } from './mean-squared-error.ts';
import { elu, leakyRelu, relu } from './rectifiers.ts';
import { gru } from './recurrent/gru.ts';
import { lstm } from './recurrent/lstm.ts';
import { rnn } from './recurrent/rnn.ts';
import { concat, reshape, slice } from './shaping.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';
import { softmax } from './softmax.ts';
import { sum, sumOfSquares } from './sums.ts';

export { col2im } from './col2im.ts';
export { geometryOf, type Geometry, type Triple } from './geometry.ts';
export { im2col } from './im2col.ts';

/** Every operator of the spec in 1, 2 and 3 dimensions, with every gradient, float32 and float64. */
export const matrixIm2col = {
  name: 'matrix-im2col',
  version: '0.1.0',
  kernels: {
    ...{ conv, convTranspose, maxPool, avgPool, linear, rnn, lstm, gru },
    ...{
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
    },
    ...{ maxout, reshape, concat, slice, sum },
    ...{ softmaxCrossEntropy, hingeLoss, meanSquaredError, sumOfSquares },
  },
} satisfies Implementation;
export default matrixIm2col;

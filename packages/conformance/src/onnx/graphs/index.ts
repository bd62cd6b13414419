/**
 * The graph of every operator that ONNX has.
 *
 * @module
 */
import type { FilledAttributes, OperatorName } from '@gradspec/spec';
import type { LeftOut, OnnxCase, SpecCall } from '../graph.ts';
import * as elementwise from './elementwise.ts';
import { linear } from './linear.ts';
import { softmaxCrossEntropy, sumOfSquares } from './losses.ts';
import { gru, lstm, rnn } from './recurrent.ts';
import { avgPool, conv, convTranspose, maxPool } from './windows.ts';

/** The graph of a call of an operator, or why there is none. */
export type GraphOf<Op extends OperatorName> = (call: SpecCall<FilledAttributes<Op>>) => OnnxCase | LeftOut;

/** By operator; hingeLoss and meanSquaredError have no counterpart. */
export const graphs: { readonly [Op in OperatorName]?: GraphOf<Op> } = {
  conv,
  convTranspose,
  maxPool,
  avgPool,
  linear,
  ...elementwise,
  softmaxCrossEntropy,
  sumOfSquares,
  rnn,
  lstm,
  gru,
};

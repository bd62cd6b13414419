/**
 * The operator table: every operator's specification under its name, and the types that follow from it.
 *
 * @module
 */
import type { OperatorSpec } from './operator.ts';
import { convTranspose, type ConvTranspose } from './operators/conv-transpose.ts';
import { conv, type Conv } from './operators/conv.ts';
import { add, maximum, multiply, type Gate } from './operators/gates.ts';
import { linear, type Linear } from './operators/linear.ts';
import {
  hingeLoss,
  meanSquaredError,
  softmaxCrossEntropy,
  sumOfSquares,
  type HingeLoss,
  type MeanSquaredError,
  type SoftmaxCrossEntropy,
  type SumOfSquares,
} from './operators/losses.ts';
import { maxout, type Maxout } from './operators/maxout.ts';
import { avgPool, maxPool, type AvgPool, type MaxPool } from './operators/pool.ts';
import { gru, lstm, rnn, type Gru, type Lstm, type Rnn } from './operators/recurrent.ts';
import { softmax, type Softmax } from './operators/softmax.ts';
import {
  concat,
  reshape,
  slice,
  sum,
  type Concat,
  type Reshape,
  type Slice,
  type Sum,
} from './operators/structure.ts';
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
  type Elu,
  type LeakyRelu,
  type Unary,
  type WithValue,
} from './operators/unary.ts';
import type { FloatTensor } from './tensor.ts';

/** The types of every operator, by name. */
export interface Operators {
  conv: Conv;
  convTranspose: ConvTranspose;
  maxPool: MaxPool;
  avgPool: AvgPool;
  linear: Linear;
  add: Gate;
  multiply: Gate;
  maximum: Gate;
  scale: WithValue;
  addConstant: WithValue;
  reciprocal: Unary;
  exp: Unary;
  sigmoid: Unary;
  tanh: Unary;
  relu: Unary;
  leakyRelu: LeakyRelu;
  elu: Elu;
  softmax: Softmax;
  maxout: Maxout;
  reshape: Reshape;
  concat: Concat;
  slice: Slice;
  sum: Sum;
  softmaxCrossEntropy: SoftmaxCrossEntropy;
  hingeLoss: HingeLoss;
  meanSquaredError: MeanSquaredError;
  sumOfSquares: SumOfSquares;
  rnn: Rnn;
  lstm: Lstm;
  gru: Gru;
}

/** The name of an operator of the spec. */
export type OperatorName = keyof Operators;
/** An operator's input tensors, by name. */
export type Inputs<Op extends OperatorName> = Operators[Op]['inputs'];
/** An operator's output tensors, by name. */
export type Outputs<Op extends OperatorName> = Operators[Op]['outputs'];
/** An operator's attributes with every default filled in. */
export type FilledAttributes<Op extends OperatorName> = Operators[Op]['attributes'];
/** An operator's attributes as a caller gives them: those with a default may be left out. */
export type Attributes<Op extends OperatorName> = Partial<FilledAttributes<Op>> &
  Pick<FilledAttributes<Op>, Operators[Op]['required'] & keyof FilledAttributes<Op>>;
/** The name of one of an operator's inputs. */
export type InputName<Op extends OperatorName> = keyof Inputs<Op> & string;
/** The name of one of an operator's outputs. */
export type OutputName<Op extends OperatorName> = keyof Outputs<Op> & string;
/** Output gradients (cotangents): one that is left out counts as zero. */
export type OutputGrads<Op extends OperatorName> = { readonly [O in keyof Outputs<Op>]?: Outputs<Op>[O] };
/** Input gradients, each of its input's shape; only those that were wanted are there. */
export type InputGrads<Op extends OperatorName> = { [I in keyof Inputs<Op>]?: FloatTensor };

/** The specification of every operator, in the table's order. */
export const operators: { readonly [Op in OperatorName]: OperatorSpec<Operators[Op]> } = {
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
};

/** Every operator's name, in the table's order. */
export const operatorNames = Object.keys(operators) as OperatorName[];

/** Whether there is an operator of this name. */
export function isOperatorName(name: string): name is OperatorName {
  return Object.hasOwn(operators, name);
}

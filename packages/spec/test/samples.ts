/**
 * One right call of every operator, with every input it can have. What is tested for all operators (`every-operator`,
 * `call`, the README) starts from here, so a new operator does not compile until it has a sample.
 */
import { operatorNames, type OperatorName, type Tensor } from '../src/index.ts';
import { inputSpecs, integers, tensorsOf, type Given } from './calls.ts';

/** Inputs and the attributes that are required. */
export interface Sample {
  readonly inputs: Readonly<Record<string, Given>>;
  readonly attributes?: object;
}

const unary: Sample = { inputs: { x: [2, 3] } };
const gate: Sample = { inputs: { a: [2, 3], b: [2, 3] } };
const classes: Sample = { inputs: { scores: [2, 5], labels: integers(4, 0) } };
const recurrent = (G: number, more: Sample['inputs'] = {}): Sample => ({
  inputs: {
    x: [4, 3, 2],
    wx: [G * 5, 2],
    wh: [G * 5, 5],
    b: [G * 5],
    ...more,
    h0: [3, 5],
    lengths: integers(4, 0, 1),
  },
});

/** The samples. */
export const samples: { readonly [Op in OperatorName]: Sample } = {
  conv: { inputs: { x: [2, 3, 7, 6], w: [5, 3, 3, 2], b: [5] } },
  convTranspose: { inputs: { x: [2, 3, 7, 6], w: [3, 5, 3, 2], b: [5] } },
  maxPool: { inputs: { x: [2, 3, 7, 6] }, attributes: { kernel: [3, 2] } },
  avgPool: { inputs: { x: [2, 3, 7, 6] }, attributes: { kernel: [3, 2] } },
  linear: { inputs: { x: [2, 3], w: [5, 3], b: [5] } },
  add: gate,
  multiply: gate,
  maximum: gate,
  scale: { ...unary, attributes: { value: -2 } },
  addConstant: { ...unary, attributes: { value: -2 } },
  reciprocal: unary,
  exp: unary,
  sigmoid: unary,
  tanh: unary,
  relu: unary,
  leakyRelu: unary,
  elu: unary,
  softmax: unary,
  maxout: { inputs: { x: [2, 3, 5] } },
  reshape: { ...unary, attributes: { shape: [3, 2] } },
  concat: { ...gate, attributes: { axis: 1 } },
  slice: { ...unary, attributes: { axis: 1, start: 1, end: 3 } },
  sum: unary,
  softmaxCrossEntropy: classes,
  hingeLoss: classes,
  meanSquaredError: { inputs: { prediction: [2, 3], target: [2, 3] } },
  sumOfSquares: unary,
  rnn: recurrent(1),
  lstm: recurrent(4, { c0: [3, 5] }),
  gru: recurrent(3, { bh: [5] }),
};

/** The tensors of an operator's sample, in the order of its specification. */
export function sampleTensors(operator: OperatorName): Record<string, Tensor> {
  const given = samples[operator].inputs;
  const names = Object.keys(inputSpecs(operator)).filter((name) => name in given);
  return tensorsOf(operator, Object.fromEntries(names.map((name) => [name, given[name]!])));
}

/** Every operator, for `test.each`. */
export const each = operatorNames.map((operator) => ({ operator }));

/**
 * Calls of every operator in awkward shapes: no size equals another or 1 where the operator allows it, strides do not fit,
 * padding is not symmetric.
 *
 * @module
 */
import {
  tensor,
  type FloatDtype,
  type FloatTensor,
  type OperatorName,
  type Shape,
  type Tensor,
} from '@gradspec/spec';
import { naiveLoops } from '../src/index.ts';
import { randomTensor, seeded } from './seeded.ts';

/** One call: shapes of its floating inputs, values of its integer ones, its attributes. */
interface Case {
  readonly operator: OperatorName;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly integers?: Readonly<Record<string, readonly number[]>>;
  readonly attributes?: object;
}

const conv1 = { x: [2, 3, 8], w: [4, 3, 3], b: [4] };
const conv2 = { x: [2, 6, 5, 7], w: [4, 3, 2, 3], b: [4] };
const conv3 = { x: [2, 3, 3, 4, 5], w: [2, 3, 2, 1, 3], b: [2] };
// prettier-ignore
const all2 = { stride: [2, 3], padding: [[1, 2], [0, 3]], dilation: [3, 2], groups: 2 };
const transpose2 = { x: [2, 6, 3, 2], w: [6, 2, 2, 3], b: [4] };
const pool2 = { x: [2, 3, 5, 7] };
const labels = [2, -1, 0, 3, 1, 1];
const rnn = { x: [4, 3, 2], wx: [5, 2], wh: [5, 5], b: [5], h0: [3, 5] };
const lstm = { x: [4, 3, 5], wx: [8, 5], wh: [8, 2], b: [8], h0: [3, 2], c0: [3, 2] };
const gru = { x: [4, 3, 5], wx: [6, 5], wh: [6, 2], b: [6], bh: [2], h0: [3, 2] };
const lengths = { lengths: [4, 0, 2] };
const required = (shapes: Readonly<Record<string, Shape>>) => ({
  x: shapes.x!,
  wx: shapes.wx!,
  wh: shapes.wh!,
});
const unary = { x: [3, 2, 4] };
const gate = { a: [3, 4], b: [3, 4] };

/** The calls. */
// prettier-ignore
export const cases: readonly Case[] = [
  { operator: 'conv', shapes: conv1 },
  { operator: 'conv', shapes: { x: conv1.x, w: conv1.w } },
  { operator: 'conv', shapes: conv1, attributes: { stride: [3], padding: [[2, 1]], dilation: [2], flip: true } },
  { operator: 'conv', shapes: conv2, attributes: all2 },
  { operator: 'conv', shapes: conv2, attributes: { ...all2, flip: true } },
  { operator: 'conv', shapes: conv3 },
  { operator: 'conv', shapes: conv3, attributes: { stride: [1, 3, 2], padding: [[0, 1], [1, 0], [2, 1]], dilation: [2, 1, 2], flip: true } },
  { operator: 'conv', shapes: { x: [0, 3, 8], w: [4, 3, 3], b: [4] } },
  { operator: 'convTranspose', shapes: { x: [2, 3, 4], w: [3, 4, 2], b: [4] } },
  { operator: 'convTranspose', shapes: { x: [2, 3, 4], w: [3, 4, 3] }, attributes: { stride: [3], padding: [[2, 1]], dilation: [2], outputPadding: [2], flip: true } },
  { operator: 'convTranspose', shapes: transpose2, attributes: { ...all2, outputPadding: [0, 2] } },
  { operator: 'convTranspose', shapes: transpose2, attributes: { ...all2, flip: true } },
  { operator: 'convTranspose', shapes: { x: [2, 3, 2, 4, 3], w: [3, 2, 2, 1, 3], b: [2] }, attributes: { stride: [1, 3, 2], padding: [[0, 1], [1, 0], [2, 1]], dilation: [2, 1, 2] } },
  { operator: 'convTranspose', shapes: { x: [0, 3, 4], w: [3, 4, 2], b: [4] } },
  { operator: 'maxPool', shapes: { x: [2, 3, 7] }, attributes: { kernel: [3] } },
  { operator: 'maxPool', shapes: pool2, attributes: { kernel: [3, 2], stride: [1, 2], padding: [[1, 2], [0, 1]] } },
  { operator: 'maxPool', shapes: pool2, attributes: { kernel: [2, 3], stride: [3, 2], dilation: [3, 2], padding: [[2, 0], [1, 3]], ceilMode: true } },
  { operator: 'maxPool', shapes: { x: [2, 3, 3, 4, 5] }, attributes: { kernel: [2, 1, 3], stride: [1, 2, 1] } },
  { operator: 'maxPool', shapes: { x: [0, 3, 7] }, attributes: { kernel: [3] } },
  { operator: 'avgPool', shapes: { x: [2, 3, 7] }, attributes: { kernel: [3] } },
  { operator: 'avgPool', shapes: pool2, attributes: { kernel: [3, 2], stride: [2, 1], padding: [[1, 2], [0, 1]] } },
  { operator: 'avgPool', shapes: pool2, attributes: { kernel: [3, 3], stride: [3, 2], padding: [[2, 1], [0, 2]], ceilMode: true } },
  { operator: 'avgPool', shapes: pool2, attributes: { kernel: [3, 3], stride: [3, 2], padding: [[2, 1], [0, 2]], ceilMode: true, countIncludePad: false } },
  { operator: 'avgPool', shapes: { x: [2, 3, 3, 4, 5] }, attributes: { kernel: [2, 1, 3], stride: [1, 2, 1] } },
  { operator: 'avgPool', shapes: { x: [0, 3, 7] }, attributes: { kernel: [3] } },
  { operator: 'linear', shapes: { x: [3, 5], w: [2, 5], b: [2] } },
  { operator: 'linear', shapes: { x: [2, 3, 5], w: [4, 5] } },
  { operator: 'linear', shapes: { x: [5], w: [2, 5], b: [2] } },
  { operator: 'linear', shapes: { x: [0, 5], w: [2, 5], b: [2] } },
  { operator: 'add', shapes: gate },
  { operator: 'multiply', shapes: gate },
  { operator: 'maximum', shapes: gate },
  { operator: 'scale', shapes: unary, attributes: { value: -1.3 } },
  { operator: 'addConstant', shapes: unary, attributes: { value: -1.3 } },
  { operator: 'reciprocal', shapes: unary },
  { operator: 'exp', shapes: unary },
  { operator: 'sigmoid', shapes: unary },
  { operator: 'tanh', shapes: unary },
  { operator: 'relu', shapes: unary },
  { operator: 'leakyRelu', shapes: unary },
  { operator: 'leakyRelu', shapes: unary, attributes: { slope: -0.3 } },
  { operator: 'elu', shapes: unary },
  { operator: 'elu', shapes: unary, attributes: { alpha: 0.7 } },
  { operator: 'relu', shapes: { x: [] } },
  { operator: 'softmax', shapes: { x: [2, 3, 4] } },
  { operator: 'softmax', shapes: { x: [5] } },
  { operator: 'softmax', shapes: { x: [0, 4] } },
  { operator: 'maxout', shapes: { x: [2, 3, 4] } },
  { operator: 'reshape', shapes: { x: [2, 3, 4] }, attributes: { shape: [4, 6] } },
  { operator: 'concat', shapes: { a: [2, 3, 4], b: [2, 5, 4] }, attributes: { axis: 1 } },
  { operator: 'concat', shapes: { a: [2, 3], b: [4, 3] }, attributes: { axis: 0 } },
  { operator: 'slice', shapes: { x: [2, 5, 3] }, attributes: { axis: 1, start: 1, end: 4 } },
  { operator: 'slice', shapes: { x: [2, 5] }, attributes: { axis: 1, start: 2, end: 2 } },
  { operator: 'sum', shapes: { x: [2, 3] } },
  ...(['none', 'sum', 'mean'] as const).flatMap((reduction): Case[] => [
    { operator: 'softmaxCrossEntropy', shapes: { scores: [2, 3, 4] }, integers: { labels }, attributes: { reduction } },
    { operator: 'hingeLoss', shapes: { scores: [2, 3, 4] }, integers: { labels }, attributes: { reduction, margin: 0.6 } },
    { operator: 'meanSquaredError', shapes: { prediction: [2, 3], target: [2, 3] }, attributes: { reduction } },
  ]),
  { operator: 'sumOfSquares', shapes: { x: [2, 3] }, attributes: { scale: 0.3 } },
  ...(['tanh', 'relu', 'identity'] as const).map((activation): Case => ({ operator: 'rnn', shapes: rnn, attributes: { activation } })),
  { operator: 'rnn', shapes: rnn, integers: lengths, attributes: { reverse: true } },
  { operator: 'rnn', shapes: required(rnn), integers: lengths },
  { operator: 'lstm', shapes: lstm },
  { operator: 'lstm', shapes: lstm, integers: lengths, attributes: { reverse: true } },
  { operator: 'lstm', shapes: required(lstm), integers: lengths },
  ...[true, false].flatMap((resetAfter): Case[] => [
    { operator: 'gru', shapes: gru, attributes: { resetAfter } },
    { operator: 'gru', shapes: gru, integers: lengths, attributes: { resetAfter, reverse: true } },
    { operator: 'gru', shapes: required(gru), integers: lengths, attributes: { resetAfter } },
  ]),
  { operator: 'rnn', shapes: { ...rnn, x: [4, 0, 2], h0: [0, 5] } },
  { operator: 'lstm', shapes: { ...lstm, x: [4, 0, 5], h0: [0, 2], c0: [0, 2] } },
  { operator: 'gru', shapes: { ...gru, x: [0, 3, 5] } },
];

/** What a case is called in a test's title. */
export function titleOf({ operator, shapes, integers, attributes }: Case): string {
  const inputs = Object.entries(shapes).map(([name, shape]) => `${name}[${shape}]`);
  const rest = [...Object.entries(integers ?? {}), ...Object.entries(attributes ?? {})];
  return [operator, ...inputs, ...rest.map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' ');
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, FloatTensor>>;
/** A kernel without its operator's types, for tests over all operators. */
interface AnyKernel {
  forward(inputs: Record<string, Tensor>, attributes?: object): { outputs: Tensors; saved: unknown };
  backward(outputGrads: Record<string, Tensor>, saved: unknown, wanted?: readonly string[]): Tensors;
}

/** The kernel of an operator. */
export function kernelOf(operator: OperatorName): AnyKernel {
  return naiveLoops.kernels[operator] as unknown as AnyKernel;
}

/** The inputs of a case: random, the same in both dtypes. */
export function inputsOf(
  { shapes, integers = {} }: Case,
  dtype: FloatDtype = 'float64',
): Record<string, Tensor> {
  const random = seeded(7);
  const floats = Object.entries(shapes).map(
    ([name, shape]) => [name, randomTensor(random, shape, dtype)] as const,
  );
  const ints = Object.entries(integers).map(([name, values]) => {
    const shape = name === 'labels' ? shapes.scores!.slice(0, -1) : [values.length];
    return [name, tensor('int32', shape, values)] as const;
  });
  return Object.fromEntries<Tensor>([...floats, ...ints]);
}

/** Random output gradients for these outputs. */
export function gradsFor(outputs: Tensors): Record<string, FloatTensor> {
  const random = seeded(11);
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { shape, dtype }]) => [name, randomTensor(random, shape, dtype)]),
  );
}

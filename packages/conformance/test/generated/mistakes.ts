/**
 * Implementations with one mistake each, made of naive-loops: what generated cases must find.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import {
  inferShapes,
  tensor,
  zeros,
  type FloatTensor,
  type Implementation,
  type Kernel,
  type OperatorName,
  type Shape,
  type Tensor,
} from '@gradspec/spec';

type Tensors = Record<string, Tensor>;
type Attributes = Record<string, unknown>;

/** The call that the mistake makes of a call, and what it makes of the results. */
interface Mistake {
  readonly operator: OperatorName;
  readonly inputs?: (inputs: Tensors, attributes: Attributes) => Tensors;
  readonly attributes?: (attributes: Attributes, inputs: Tensors) => Attributes;
  readonly outputs?: (outputs: Tensors, inputs: Tensors, attributes: Attributes) => Tensors;
  readonly gradients?: (gradients: Tensors, inputs: Tensors, attributes: Attributes) => Tensors;
}

const shapesOf = (tensors: Tensors) =>
  Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));

const mapped = (one: Tensor, f: (value: number, i: number) => number): Tensor =>
  tensor(one.dtype, one.shape, Array.from(one.data, f));

/** The numbers that a tensor and a shape have in common, the rest 0. */
function fitted(one: Tensor, shape: Shape): FloatTensor {
  const result = zeros(one.dtype as 'float64', shape);
  Array.from(one.data).forEach((value, i) => {
    let [rest, flat, stride, inside] = [i, 0, 1, true];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = rest % one.shape[axis]!;
      rest = Math.floor(rest / one.shape[axis]!);
      inside &&= at < shape[axis]!;
      flat += at * stride;
      stride *= shape[axis]!;
    }
    if (inside) result.data[flat] = value;
  });
  return result;
}

/** naive-loops with a mistake in one operator; shapes stay right, so that only the numbers give it away. */
function mistaken({ operator, inputs, attributes, outputs, gradients }: Mistake): Implementation {
  const right = naiveLoops.kernels[operator] as unknown as Kernel<OperatorName>;
  const kernel = {
    forward(given: Tensors, chosen: Attributes = {}) {
      const [changed, other] = [inputs?.(given, chosen) ?? given, attributes?.(chosen, given) ?? chosen];
      const shapes = inferShapes(operator, shapesOf(given), chosen).outputShapes as Record<string, Shape>;
      const ran = right.forward(changed as never, other) as unknown as { outputs: Tensors; saved: unknown };
      const made = outputs?.(ran.outputs, given, chosen) ?? ran.outputs;
      const fit = Object.entries(shapes).map(([name, shape]) => [name, fitted(made[name]!, shape)] as const);
      return { outputs: Object.fromEntries(fit), saved: { ran, given, chosen, changed } };
    },
    backward(outputGrads: Tensors, saved: unknown, wanted?: readonly string[]) {
      const { ran, given, chosen } = saved as {
        ran: { outputs: Tensors; saved: unknown };
        given: Tensors;
        chosen: Attributes;
      };
      const grads = Object.entries(outputGrads).map(([name, grad]) => [
        name,
        fitted(grad, ran.outputs[name]!.shape),
      ]);
      const made = right.backward!(Object.fromEntries(grads) as never, ran.saved) as Tensors;
      const all = gradients?.(made, given, chosen) ?? made;
      const names = wanted ?? Object.keys(given).filter((name) => given[name]!.dtype !== 'int32');
      return Object.fromEntries(
        names.map((name) => [name, all[name] ?? zeros(given[name]!.dtype as 'float64', given[name]!.shape)]),
      );
    },
  };
  return { name: 'mistaken', version: '0', kernels: { [operator]: kernel } };
}

const without =
  (...names: readonly string[]) =>
  <T>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));

/** Exchanges two of the blocks of H rows that stand above each other. */
const exchanged =
  (a: number, b: number, blocks: number) =>
  (inputs: Tensors): Tensors => {
    const swap = (one: Tensor): Tensor => {
      const size = one.data.length / blocks;
      const of = (i: number) => Math.floor(i / size);
      return mapped(one, (_, i) => {
        const block = of(i) === a ? b : of(i) === b ? a : of(i);
        return one.data[block * size + (i % size)]!;
      });
    };
    const { wx, wh, b: bias } = inputs;
    return { ...inputs, wx: swap(wx!), wh: swap(wh!), ...(bias && { b: swap(bias) }) };
  };

const scaled = (names: readonly string[], factor: number) => (all: Tensors) =>
  Object.fromEntries(
    Object.entries(all).map(([name, one]) => [
      name,
      names.includes(name) ? mapped(one, (value) => value * factor) : one,
    ]),
  );

type Pairs = readonly (readonly [number, number])[];

/** The mistakes by what is wrong. */
export const mistakes: Readonly<Record<string, Mistake>> = {
  'conv flips the kernel': { operator: 'conv', attributes: (a) => ({ ...a, flip: !a.flip }) },
  'conv forgets the bias': { operator: 'conv', inputs: without('b') },
  'conv ignores the dilation': { operator: 'conv', attributes: without('dilation') },
  'conv swaps the padding before and after': {
    operator: 'conv',
    attributes: ({ padding, ...a }) =>
      padding ? { ...a, padding: (padding as Pairs).map(([p, q]) => [q, p]) } : a,
  },
  'conv halves the gradient of the kernel': { operator: 'conv', gradients: scaled(['w'], 0.5) },
  'convTranspose ignores flip': { operator: 'convTranspose', attributes: without('flip') },
  'convTranspose ignores the stride': {
    operator: 'convTranspose',
    attributes: (a) => ({ ...a, stride: undefined, outputPadding: undefined, padding: undefined }),
  },
  'maxPool lets NaN vanish': {
    operator: 'maxPool',
    inputs: ({ x }) => ({ x: mapped(x!, (value) => (Number.isNaN(value) ? -Infinity : value)) }),
  },
  'maxPool ignores ceilMode': { operator: 'maxPool', attributes: without('ceilMode') },
  'avgPool always counts the padding': { operator: 'avgPool', attributes: without('countIncludePad') },
  'linear loses what is past a multiple of four': {
    operator: 'linear',
    outputs: ({ y }) => {
      const O = y!.shape.at(-1)!;
      return { y: mapped(y!, (value, i) => (O > 4 && i % O >= O - (O % 4) ? 0 : value)) };
    },
  },
  'linear rounds to seven digits': {
    operator: 'linear',
    outputs: ({ y }) => ({ y: mapped(y!, (value) => Number(value.toPrecision(7))) }),
  },
  'relu has the derivative 1 at 0': {
    operator: 'relu',
    gradients: ({ x: dx }, { x }) => ({ x: mapped(dx!, (value, i) => (x!.data[i] === 0 ? 1 : value)) }),
  },
  'elu ignores alpha': { operator: 'elu', attributes: without('alpha') },
  'softmax adds a constant to its gradient': {
    operator: 'softmax',
    gradients: ({ x: dx }) => ({ x: mapped(dx!, (value) => value + 0.5) }),
  },
  'concat lets a follow b': {
    operator: 'concat',
    inputs: ({ a, b }, { axis }) =>
      a!.shape[axis as number] === b!.shape[axis as number] ? { a: b!, b: a! } : { a: a!, b: b! },
  },
  'slice starts one too late': {
    operator: 'slice',
    attributes: ({ start, end, ...a }) => ({ ...a, start: Math.min(Number(start) + 1, Number(end)), end }),
  },
  'hingeLoss has a margin of 1 always': { operator: 'hingeLoss', attributes: without('margin') },
  'softmaxCrossEntropy takes a mean for a sum': {
    operator: 'softmaxCrossEntropy',
    attributes: (a) => (a.reduction === 'sum' ? without('reduction')(a) : a),
  },
  'meanSquaredError forgets the 2 of its derivative': {
    operator: 'meanSquaredError',
    gradients: scaled(['prediction', 'target'], 0.5),
  },
  'rnn reads past the lengths': { operator: 'rnn', inputs: without('lengths') },
  'rnn starts from zero': { operator: 'rnn', inputs: without('h0') },
  'rnn never reads in reverse': { operator: 'rnn', attributes: without('reverse') },
  'lstm stacks its gates i, g, f, o': { operator: 'lstm', inputs: exchanged(1, 2, 4) },
  'lstm ignores c0': { operator: 'lstm', inputs: without('c0') },
  'gru always resets after the product': { operator: 'gru', attributes: without('resetAfter') },
};

/** The implementation with a mistake. */
export const withMistake = (name: string): Implementation => mistaken(mistakes[name]!);

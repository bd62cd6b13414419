/**
 * A tiny implementation: the gates and functions of the documents' graphs, and an operator with two outputs.
 */
import {
  arrayOf,
  defineKernel,
  zeros,
  type FloatTensor,
  type Implementation,
  type SyncKernel,
} from '@gradspec/spec';

type Unary = 'scale' | 'addConstant' | 'reciprocal' | 'exp' | 'sigmoid';
type Gate = 'add' | 'multiply' | 'maximum';

/** A tensor like another, its elements from `element`. */
const like = ({ dtype, shape }: FloatTensor, data: FloatTensor['data'], element: (i: number) => number) =>
  ({ dtype, shape, data: arrayOf(dtype).from(Array.from(data, (_, i) => element(i))) }) as FloatTensor;

const unary = (
  operator: Unary,
  f: (x: number, value: number) => number,
  df: (x: number, y: number, value: number) => number,
) =>
  defineKernel<Unary, FloatTensor>(operator, {
    forward({ inputs: { x }, attributes }) {
      const { value = 0 } = attributes as { value?: number };
      const y = like(x, x.data, (i) => f(x.data[i]!, value));
      return { outputs: { y }, saved: y };
    },
    backward({ inputs: { x }, attributes }, { outputGrads: { y: dy } }, y) {
      const { value = 0 } = attributes as { value?: number };
      return { x: like(x, x.data, (i) => dy.data[i]! * df(x.data[i]!, y.data[i]!, value)) };
    },
  }) as SyncKernel<'scale'> & SyncKernel<'exp'>; // with a value and without

const gate = (
  operator: Gate,
  f: (a: number, b: number) => number,
  df: (a: number, b: number) => readonly [da: number, db: number],
) =>
  defineKernel<Gate, undefined>(operator, {
    forward: ({ inputs: { a, b } }) => ({
      outputs: { y: like(a, a.data, (i) => f(a.data[i]!, b.data[i]!)) },
      saved: undefined,
    }),
    backward({ inputs: { a, b } }, { outputGrads: { y: dy } }) {
      const part = (side: 0 | 1) => (i: number) => dy.data[i]! * df(a.data[i]!, b.data[i]!)[side];
      return { a: like(a, a.data, part(0)), b: like(b, b.data, part(1)) };
    },
  });

/** Not an RNN, but with its inputs and outputs: h = 2x, hT = 3 · x[T − 1]; I = H. */
const doubling = defineKernel<'rnn', undefined>('rnn', {
  forward: ({ inputs: { x, wh } }) => ({
    outputs: {
      h: like(x, x.data, (i) => 2 * x.data[i]!),
      hT: like(
        { ...x, shape: [x.shape[1]!, wh.shape[0]!] },
        x.data.slice(lastStep(x)),
        (i) => 3 * x.data[lastStep(x) + i]!,
      ),
    },
    saved: undefined,
  }),
  backward({ inputs: { x, wx, wh } }, { outputGrads: { h: dh, hT: dhT } }) {
    const fromLast = (i: number) => (i < lastStep(x) ? 0 : 3 * dhT.data[i - lastStep(x)]!);
    const dx = like(x, x.data, (i) => 2 * dh.data[i]! + fromLast(i));
    return { x: dx, wx: zeros(wx.dtype, wx.shape), wh: zeros(wh.dtype, wh.shape) };
  },
});

const lastStep = ({ shape, data }: FloatTensor): number => data.length - data.length / shape[0]!;

/** The tiny implementation. */
export const tiny: Implementation = {
  name: 'tiny',
  version: '0.0.0',
  kernels: {
    add: gate(
      'add',
      (a, b) => a + b,
      () => [1, 1],
    ),
    multiply: gate(
      'multiply',
      (a, b) => a * b,
      (a, b) => [b, a],
    ),
    maximum: gate(
      'maximum',
      (a, b) => Math.max(a, b),
      (a, b) => (a >= b ? [1, 0] : [0, 1]),
    ),
    scale: unary(
      'scale',
      (x, value) => value * x,
      (_x, _y, value) => value,
    ),
    addConstant: unary(
      'addConstant',
      (x, value) => value + x,
      () => 1,
    ),
    reciprocal: unary(
      'reciprocal',
      (x) => 1 / x,
      (_x, y) => -y * y,
    ),
    exp: unary('exp', Math.exp, (_x, y) => y),
    sigmoid: unary(
      'sigmoid',
      (x) => 1 / (1 + Math.exp(-x)),
      (_x, y) => y * (1 - y),
    ),
    rnn: doubling,
  },
};

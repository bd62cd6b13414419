/**
 * Fresh mistakes in conv.
 *
 * @module
 */
import { elementCount, tensor, type Call } from '@gradspec/spec';
import { freshMistake } from './fresh-mistake.ts';
import { tapsOf } from './taps.ts';

/** What a slip reads otherwise. */
interface Otherwise {
  /** The padding before, per axis. */
  readonly before?: readonly number[];
  readonly dilation?: readonly number[];
  /** The group of an output channel. */
  groupOf?: (m: number) => number;
}

/** Every product of conv: the places of its x, of its w and of the y that it is added to. */
function forEachProduct(
  { inputs: { x, w }, attributes, outputShapes: { y } }: Call<'conv'>,
  otherwise: Otherwise,
  visit: (x: number, w: number, y: number) => void,
): void {
  const [N, C, ...field] = x.shape as [number, number, ...number[]];
  const [M, CG, ...kernel] = w.shape as [number, number, ...number[]];
  const { stride, groups, flip } = attributes;
  const { before = attributes.padding.map(([first]) => first), dilation = attributes.dilation } = otherwise;
  const groupOf = otherwise.groupOf ?? ((m: number) => Math.floor(m / (M / groups)));
  const windows = y.slice(2);
  const at = (axis: number, o: number, k: number) => o * stride[axis]! - before[axis]! + k * dilation[axis]!;
  const taps = tapsOf({ windows, kernel, field, at });
  const [S, K, O] = [elementCount(field), elementCount(kernel), elementCount(windows)];
  for (let n = 0; n < N; n++)
    for (let m = 0; m < M; m++)
      for (let c = 0; c < CG; c++)
        for (const tap of taps) {
          if (tap.field === undefined) continue;
          const element = flip ? K - 1 - tap.kernel : tap.kernel;
          visit(
            (n * C + groupOf(m) * CG + c) * S + tap.field,
            (m * CG + c) * K + element,
            (n * M + m) * O + tap.window,
          );
        }
}

/** The fresh mistakes in conv. */
export const conv = [
  freshMistake(
    {
      id: 'conv/dilation-axes-reversed',
      wrong: 'The dilation is read in the order width, height: each axis takes that of the opposite one.',
      operator: 'conv',
      directions: ['forward'],
      results: ['y'],
      words: ['dilation'],
    },
    {
      forward(call, right) {
        const { x, w, b } = call.inputs;
        const shape = call.outputShapes.y;
        const O = elementCount(shape.slice(2));
        const start = (_: unknown, i: number) => b?.data[Math.floor(i / O) % shape[1]!] ?? 0;
        const y = Float64Array.from({ length: elementCount(shape) }, start);
        const dilation = [...call.attributes.dilation].reverse();
        forEachProduct(call, { dilation }, (xi, wi, yi) => (y[yi]! += x.data[xi]! * w.data[wi]!));
        const { saved } = right.forward(call.inputs, call.attributes);
        return { outputs: { y: tensor(call.dtype, shape, y) }, saved };
      },
    },
  ),
  freshMistake(
    {
      id: 'conv/dw-padding-after-for-before',
      wrong: 'The gradient of the kernel shifts x by the padding after, where it is the padding before.',
      operator: 'conv',
      directions: ['weight gradient'],
      results: ['dw'],
      words: ['padding'],
    },
    {
      backward(call, { y: dy }, right) {
        const { x, w } = call.inputs;
        const dw = new Float64Array(w.data.length);
        const before = call.attributes.padding.map(([, after]) => after);
        forEachProduct(call, { before }, (xi, wi, yi) => (dw[wi]! += dy.data[yi]! * x.data[xi]!));
        return { ...right({ y: dy }), w: tensor(call.dtype, w.shape, dw) };
      },
    },
  ),
  freshMistake(
    {
      id: 'conv/dx-group-by-their-number',
      wrong:
        'The input gradient divides an output channel by the number of groups to find its group, not by their size.',
      operator: 'conv',
      directions: ['input gradient'],
      results: ['dx'],
      words: ['group'],
    },
    {
      backward(call, { y: dy }, right) {
        const { x, w } = call.inputs;
        const dx = new Float64Array(x.data.length);
        const groupOf = (m: number) => Math.floor(m / call.attributes.groups);
        const add = (xi: number, wi: number, yi: number) => {
          if (xi < dx.length) dx[xi]! += dy.data[yi]! * w.data[wi]!;
        };
        forEachProduct(call, call.attributes.groups === 1 ? {} : { groupOf }, add);
        return { ...right({ y: dy }), x: tensor(call.dtype, x.shape, dx) };
      },
    },
  ),
  freshMistake(
    {
      id: 'conv/dw-ninth-channel-into-the-first',
      wrong:
        'The gradient of the kernel is summed up in a block of eight input channels, and the ninth begins at the first again.',
      operator: 'conv',
      directions: ['weight gradient'],
      results: ['dw'],
      words: [],
    },
    {
      backward(call, { y: dy }, right) {
        const { x, w } = call.inputs;
        const [, CG, ...kernel] = w.shape as [number, number, ...number[]];
        const K = elementCount(kernel);
        const dw = new Float64Array(w.data.length);
        forEachProduct(call, {}, (xi, wi, yi) => {
          const c = Math.floor(wi / K) % CG;
          dw[wi - (c - (c % 8)) * K]! += dy.data[yi]! * x.data[xi]!;
        });
        return { ...right({ y: dy }), w: tensor(call.dtype, w.shape, dw) };
      },
    },
  ),
  freshMistake(
    {
      id: 'conv/db-square-plane',
      wrong: 'The bias gradient takes a plane of two axes or more to be as wide as it is high.',
      operator: 'conv',
      directions: ['bias gradient'],
      results: ['db'],
      words: [],
    },
    {
      backward(call, { y: dy }, right) {
        const [N, M, ...O] = dy.shape as [number, number, ...number[]];
        const area = elementCount(O);
        const taken = O.length < 2 ? area : elementCount(O.slice(0, -1)) * O.at(-2)!;
        const db = new Float64Array(M);
        for (let n = 0; n < N; n++)
          for (let m = 0; m < M; m++)
            for (let o = 0; o < taken; o++) db[m]! += dy.data[(n * M + m) * area + o] ?? 0;
        return { ...right({ y: dy }), b: tensor(call.dtype, [M], db) };
      },
    },
  ),
];

import { describe, expect, test } from '@jest/globals';
import { backward, forward, type GraphNode } from '../src/index.ts';
import { add, addConstant, apply, maximum, multiply, scalarNumbers, scalars, scale } from './nodes.ts';
import { tiny } from './tiny.ts';

interface Worked {
  readonly title: string;
  readonly inputs: Readonly<Record<string, number>>;
  readonly nodes: readonly GraphNode[];
  readonly seeds: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, number>>;
  readonly gradients: Readonly<Record<string, number>>;
}

const onePointThree = 1 + Math.exp(-1);
const sigma = 1 / onePointThree;

/** The documents' graphs, every value and gradient. */
const worked: readonly Worked[] = [
  {
    title: 'f = (x + y)·z, the first example',
    inputs: { x: -2, y: 5, z: -4 },
    nodes: [add('q', 'x', 'y'), multiply('f', 'q', 'z')],
    seeds: { f: 1 },
    values: { q: 3, f: -12 },
    gradients: { x: -4, y: -4, z: 3, q: -4, f: 1 },
  },
  {
    title: 'a seed of 5 makes every gradient five times as large',
    inputs: { x: -2, y: 5, z: -4 },
    nodes: [add('q', 'x', 'y'), multiply('f', 'q', 'z')],
    seeds: { f: 5 },
    values: { q: 3, f: -12 },
    gradients: { x: -20, y: -20, z: 15, q: -20, f: 5 },
  },
  {
    title: 'the sigmoid neuron, gate by gate',
    inputs: { w0: 2, x0: -1, w1: -3, x1: -2, w2: -3 },
    nodes: [
      multiply('p0', 'w0', 'x0'),
      multiply('p1', 'w1', 'x1'),
      add('s0', 'p0', 'p1'),
      add('s', 's0', 'w2'),
      scale('minus', 's', -1),
      apply('e', 'exp', 'minus'),
      addConstant('plus1', 'e', 1),
      apply('f', 'reciprocal', 'plus1'),
    ],
    seeds: { f: 1 },
    values: { p0: -2, p1: 6, s0: 4, s: 1, minus: -1, e: Math.exp(-1), plus1: onePointThree, f: sigma },
    gradients: {
      f: 1,
      plus1: -(sigma ** 2),
      e: -(sigma ** 2),
      minus: -0.19661193324148185,
      s: 0.19661193324148185,
      s0: 0.19661193324148185,
      p0: 0.19661193324148185,
      p1: 0.19661193324148185,
      w0: -0.19661193324148185,
      x0: 0.3932238664829637,
      w1: -0.3932238664829637,
      x1: -0.5898357997244456,
      w2: 0.19661193324148185,
    },
  },
  {
    title: 'patterns in backward flow: 2(xy + max(z, w))',
    inputs: { x: 3, y: -4, z: 2, w: -1 },
    nodes: [multiply('xy', 'x', 'y'), maximum('m', 'z', 'w'), add('s', 'xy', 'm'), scale('f', 's', 2)],
    seeds: { f: 1 },
    values: { xy: -12, m: 2, s: -10, f: -20 },
    gradients: { x: -8, y: 6, z: 2, w: 0, xy: 2, m: 2, s: 2, f: 1 },
  },
  {
    title: 'gradients add at branches: q1 = 3x, q2 = x², f = q1·q2',
    inputs: { x: 2 },
    nodes: [scale('q1', 'x', 3), multiply('q2', 'x', 'x'), multiply('f', 'q1', 'q2')],
    seeds: { f: 1 },
    values: { q1: 6, q2: 4, f: 24 },
    gradients: { x: 12 + 24, q1: 4, q2: 6, f: 1 },
  },
  {
    title: 'one node reads the same value twice, with two seeds: f = x + x, g = x·x',
    inputs: { x: 3 },
    nodes: [add('f', 'x', 'x'), multiply('g', 'x', 'x')],
    seeds: { f: 1, g: 1 },
    values: { f: 6, g: 9 },
    gradients: { x: 2 + 6, f: 1, g: 1 },
  },
  {
    title: 'the diamond needs topological order: a = 2x, b = ax, f = a + ba',
    inputs: { x: 3 },
    nodes: [scale('a', 'x', 2), multiply('b', 'a', 'x'), multiply('ba', 'b', 'a'), add('f', 'a', 'ba')],
    seeds: { f: 1 },
    values: { a: 6, b: 18, ba: 108, f: 114 },
    gradients: { x: 110, a: 37, b: 6, ba: 1, f: 1 },
  },
  {
    title: 'a seed in the middle is added to what flows in',
    inputs: { x: -2, y: 5, z: -4 },
    nodes: [add('q', 'x', 'y'), multiply('f', 'q', 'z')],
    seeds: { f: 1, q: 10, y: 100 },
    values: { q: 3, f: -12 },
    gradients: { x: 6, y: 106, z: 3, q: 6, f: 1 },
  },
  {
    title: 'a graph of inputs only hands the seed back',
    inputs: { x: 7, y: 8 },
    nodes: [],
    seeds: { x: 3 },
    values: {},
    gradients: { x: 3, y: 0 },
  },
];

/** Some other order of the same nodes. */
const orders = ['as listed', 'last first', 'first last'] as const;
function reorder(nodes: readonly GraphNode[], order: (typeof orders)[number]): readonly GraphNode[] {
  if (order === 'as listed') return nodes;
  if (order === 'last first') return [...nodes].reverse();
  return [...nodes.slice(1), ...nodes.slice(0, 1)];
}

const close = (numbers: Readonly<Record<string, number>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, exactOrClose(value)]));
const exactOrClose = (value: number): unknown =>
  Number.isInteger(value) ? value : expect.closeTo(value, 14);

describe.each(orders)('worked graphs, nodes %s', (order) => {
  test.each(worked)('$title', async ({ inputs, nodes, seeds, values, gradients }) => {
    const graph = { inputs: Object.keys(inputs), nodes: reorder(nodes, order) };
    const run = await forward(graph, scalars(inputs), [tiny]);
    expect(scalarNumbers(run.values)).toEqual(close({ ...inputs, ...values }));
    expect(scalarNumbers(await backward(run, scalars(seeds)))).toEqual(close(gradients));
  });
});

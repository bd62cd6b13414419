import { expect, test } from '@jest/globals';
import { tensor, type Implementation } from '@gradspec/spec';
import { backward, backwardByEdge, forward, type EdgeGradient, type Graph } from '../src/index.ts';
import { add, multiply, scalar, scalarNumbers, scalars, scale } from './nodes.ts';
import { tiny } from './tiny.ts';

/** f = 3x·x², x = 2, also seeded in the middle. */
const branching: Graph = {
  inputs: ['x', 'unused'],
  nodes: [scale('q1', 'x', 3), multiply('q2', 'x', 'x'), multiply('f', 'q1', 'q2')],
};

const shown = ({ reader, gradient }: EdgeGradient): string =>
  `${reader ? `${reader.node}.${reader.input}` : 'seed'} ${gradient.data.join(' ')}`;

test('each edge has what came back along it, seeds first, and the gradients are those of backward', async () => {
  const run = await forward(branching, scalars({ x: 2, unused: 9 }), [tiny]);
  const seeds = scalars({ f: -1, q2: 10 });
  const { gradients, edges } = await backwardByEdge(run, seeds);
  expect(scalarNumbers(gradients)).toEqual(scalarNumbers(await backward(run, seeds)));
  expect(Object.fromEntries([...edges].map(([ref, terms]) => [ref, terms.map(shown)]))).toEqual({
    f: ['seed -1'],
    q1: ['f.a -4'],
    q2: ['seed 10', 'f.b -6'],
    x: ['q2.a 8', 'q2.b 8', 'q1.x -12'],
  });
});

test('the terms of every value add up to its gradient, bit for bit and in the same order', async () => {
  const nodes = Array.from({ length: 9 }, (_, i) => scale(`s${i}`, 'x', 0.1 * (i - 2.5)));
  const sum = nodes.slice(1).map((node, i) => add(`a${i}`, i === 0 ? 's0' : `a${i - 1}`, node.name));
  const run = await forward({ inputs: ['x'], nodes: [...nodes, ...sum] }, { x: scalar(0.7) }, [tiny]);
  const { gradients, edges } = await backwardByEdge(run, { a7: scalar(1.3), x: scalar(-0.1) });
  expect(edges.get('x')).toHaveLength(10);
  for (const [ref, terms] of edges) {
    const total = terms
      .slice(1)
      .reduce((so, { gradient }) => so + gradient.data[0]!, terms[0]!.gradient.data[0]!);
    expect([ref, total]).toEqual([ref, gradients.get(ref)!.data[0]]);
  }
});

test('an edge’s gradient is memory of its own, whatever the kernel does with its memory', async () => {
  const dy = tensor('float32', [2], [3, -4]);
  const sharing: Implementation = {
    name: 'sharing',
    version: '0.0.0',
    kernels: { add: { ...tiny.kernels.add!, backward: ({ y }) => ({ a: y!, b: y! }) } },
  };
  const x = tensor('float32', [2], [1, 2]);
  const run = await forward({ inputs: ['x'], nodes: [add('f', 'x', 'x')] }, { x }, [sharing]);
  const { gradients, edges } = await backwardByEdge(run, { f: dy });
  const buffers = [
    dy,
    ...gradients.values(),
    ...[...edges.values()].flat().map(({ gradient }) => gradient),
  ].map(({ data }) => data.buffer);
  expect(new Set(buffers).size).toBe(1 + 2 + 3);
  expect(edges.get('x')!.map(({ gradient }) => gradient)).toEqual([dy, dy]);
});

import { describe, expect, test } from '@jest/globals';
import { topologicalOrder, type GraphNode } from '../src/index.ts';
import { add, scale } from './nodes.ts';

const names = (inputs: readonly string[], nodes: readonly GraphNode[]): string =>
  topologicalOrder({ inputs, nodes })
    .map(({ name }) => name)
    .join(' ');

/** A repeatable sequence of numbers in [0, 1): Lehmer's generator. */
function random(seed: number): () => number {
  let state = seed + 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

describe('topologicalOrder', () => {
  test.each([
    ['no nodes', [], ''],
    ['a possible order stays', [scale('a', 'x', 1), scale('c', 'x', 1), add('b', 'a', 'x')], 'a c b'],
    ['a node waits for what it reads', [add('b', 'a', 'c'), scale('a', 'x', 1), scale('c', 'x', 1)], 'a c b'],
    ['a value read twice is made once', [add('b', 'a', 'a'), scale('a', 'x', 1)], 'a b'],
    ['the diamond', [add('f', 'a', 'b'), add('b', 'a', 'x'), scale('a', 'x', 2)], 'a b f'],
    [
      'the outputs of a node with several',
      [add('s', 'r.hT', 'r.hT'), { name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'x', wh: 'x' } }],
      'r s',
    ],
  ] satisfies [string, GraphNode[], string][])('%s', (_, nodes, expected) => {
    expect(names(['x'], nodes)).toBe(expected);
  });

  test.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'every node comes after those it reads, seed %i',
    (seed) => {
      const next = random(seed);
      const pick = (below: number) => Math.floor(next() * below);
      const refs = ['x'];
      const nodes: GraphNode[] = [];
      for (let i = 0; i < 40; i++) {
        nodes.push(add(`n${i}`, refs[pick(refs.length)]!, refs[pick(refs.length)]!));
        refs.push(`n${i}`);
      }
      const shuffled = nodes.map((node) => ({ node, key: next() })).sort((p, q) => p.key - q.key);
      const order = topologicalOrder({ inputs: ['x'], nodes: shuffled.map(({ node }) => node) });
      expect(order).toHaveLength(nodes.length);
      const seen = new Set(['x']);
      for (const { name, inputs } of order) {
        for (const ref of Object.values(inputs)) expect(seen).toContain(ref);
        seen.add(name);
      }
    },
  );

  /** A chain, last node first: as deep as a search can be made to go. */
  const chain = (depth: number) =>
    Array.from({ length: depth }, (_, i) => scale(`n${i}`, i === 0 ? 'x' : `n${i - 1}`, 1)).reverse();

  test('a graph may be as deep as it likes', () => {
    const order = topologicalOrder({ inputs: ['x'], nodes: chain(100_000) });
    expect([order.length, order[0]!.name, order.at(-1)!.name]).toEqual([100_000, 'n0', 'n99999']);
  });

  test('a long cycle is named in full, and shown in part', () => {
    const ring = Array.from({ length: 12 }, (_, i) => scale(`n${i}`, `n${(i + 1) % 12}`, 1));
    expect(() => names([], ring)).toThrow(
      expect.objectContaining({
        names: ring.map(({ name }) => name),
        message:
          'the graph has a cycle: n0 reads n1 reads n2 reads n3 reads n4 reads n5 reads n6 reads n7 reads n8 reads n9 ' +
          'reads (2 more) reads n0',
      }),
    );
  });
});

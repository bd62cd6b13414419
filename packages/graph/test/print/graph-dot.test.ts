import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import {
  backward,
  backwardByEdge,
  forward,
  graphToDot,
  type Graph,
  type GraphNode,
} from '../../src/index.ts';
import { dotString } from '../../src/print/dot-string.ts';
import { add, multiply, scalar, scalars, scale } from '../nodes.ts';
import { tiny } from '../tiny.ts';
import { readDot } from './dot-reader.ts';

const cube: Graph = {
  inputs: ['x'],
  nodes: [multiply('f', 'q1', 'q2'), scale('q1', 'x', 3), multiply('q2', 'x', 'x')],
};

describe('graphToDot', () => {
  test('a graph: ellipses, boxes with operator and attributes, edges by input', () => {
    expect(graphToDot(cube)).toBe(
      [
        'digraph {',
        '  rankdir=LR;',
        '  node [shape=box];',
        '  "x" [shape=ellipse, label="x"];',
        String.raw`  "q1" [label="q1\nscale\nvalue 3"];`,
        String.raw`  "q2" [label="q2\nmultiply"];`,
        String.raw`  "f" [label="f\nmultiply"];`,
        '  "x" -> "q1" [headlabel="x"];',
        '  "x" -> "q2" [headlabel="a"];',
        '  "x" -> "q2" [headlabel="b"];',
        '  "q1" -> "f" [headlabel="a"];',
        '  "q2" -> "f" [headlabel="b"];',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('a run: edges have the value above the gradient, and a value that nobody reads leads out', async () => {
    const run = await forward(cube, scalars({ x: 2 }), [tiny]);
    const labels = (dot: string) =>
      readDot(dot).edges.map(({ from, to, attributes }) => [from, to, attributes.label]);
    expect(labels(graphToDot(cube, run))).toEqual([
      ['x', 'q1', '2'],
      ['x', 'q2', '2'],
      ['x', 'q2', '2'],
      ['q1', 'f', '6'],
      ['q2', 'f', '4'],
      ['f', 'out1', '24'],
    ]);
    expect(labels(graphToDot(cube, run, await backwardByEdge(run, { f: scalar(-1) })))).toEqual([
      ['x', 'q1', '2\n-12'],
      ['x', 'q2', '2\n-12'],
      ['x', 'q2', '2\n-12'],
      ['q1', 'f', '6\n-4'],
      ['q2', 'f', '4\n-6'],
      ['f', 'out1', '24\n-1'],
    ]);
    expect(labels(graphToDot(cube, run, await backward(run, { f: scalar(1) })))[0]).toEqual([
      'x',
      'q1',
      '2\nΣ 36',
    ]);
  });

  test('an output among several stands at the tail', async () => {
    const graph: Graph = {
      inputs: ['x', 'w'],
      nodes: [{ name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'w', wh: 'w' } }, scale('s', 'r.hT', 2)],
    };
    const inputs = { x: tensor('float64', [1, 1, 2], [1, 2]), w: tensor('float64', [2, 2], [1, 2, 3, 4]) };
    const { edges, nodes } = readDot(graphToDot(graph, await forward(graph, inputs, [tiny])));
    expect(edges.slice(3)).toEqual([
      { from: 'r', to: 's', attributes: { label: '[1, 2] 3 6', taillabel: 'hT', headlabel: 'x' } },
      { from: 'r', to: 'out2', attributes: { label: '[1, 1, 2] 2 4', taillabel: 'h' } },
      { from: 's', to: 'out4', attributes: { label: '[1, 2] 6 12' } },
    ]);
    expect(nodes.get('out2')).toEqual({ shape: 'point' });
  });

  const odd = [
    'two\nlines',
    'say "hi"',
    'back\\slash',
    'end\\',
    '\\N',
    '\\n',
    'a\\"b',
    '&lt;',
    '&amp;',
    '<b>html</b>',
    '가중치 σ',
    '👍',
    'a\tb',
    'a\rb',
    'nul\0',
    'a]; evil -> b [',
    '',
    '-> b',
    'node',
    'digraph',
    '\u2028',
    'out0',
    '7',
    '#include',
    '// x',
  ];

  test('any name reads back as itself, and no two of them are one node', async () => {
    const inputs = odd.map((name) => `${name}`);
    const nodes: GraphNode[] = odd.map((name, i) => scale(`${name}${name}+`, inputs[i]!, i));
    const graph: Graph = { inputs, nodes };
    const run = await forward(graph, Object.fromEntries(inputs.map((name, i) => [name, scalar(i)])), [tiny]);
    const dot = graphToDot(graph, run);
    expect(dot.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const read = readDot(dot);
    expect(read.nodes.size).toBe(3 * odd.length);
    const drawn = read.edges
      .filter(({ attributes }) => attributes.headlabel)
      .map(({ from, to }) => {
        const label = (id: string) => read.nodes.get(id)!.label;
        return [label(from), label(to)];
      });
    expect(drawn).toEqual(odd.map((name, i) => [name, `${name}${name}+\nscale\nvalue ${i}`]));
  });

  test('a character that no file can hold is written as an entity', () => {
    expect(dotString('a\ud800b')).toBe('"a&#55296;b"');
  });

  test('100,000 nodes', async () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => add(`n${i}`, i === 0 ? 'x' : `n${i - 1}`, 'x'));
    const graph: Graph = { inputs: ['x'], nodes: nodes.toReversed() };
    const run = await forward(graph, { x: scalar(1) }, [tiny]);
    const dot = graphToDot(graph, run, await backward(run, { n99999: scalar(-2) }));
    const last = String.raw`  "n99998" -> "n99999" [label="100000\n-2", headlabel="a"];`;
    expect(dot.includes(`\n${last}\n`)).toBe(true);
    expect(dot.split('\n')).toHaveLength(3 + 1 + 100_000 + 200_000 + 2 + 2);
  }, 60_000);

  test.each([
    ['another operator', { ...cube, nodes: [...cube.nodes.slice(1), add('f', 'q1', 'q2')] }, 'f'],
    ['other edges', { ...cube, nodes: [...cube.nodes.slice(1), multiply('f', 'q2', 'q1')] }, 'f'],
    [
      'another attribute',
      { ...cube, nodes: [...cube.nodes.filter(({ name }) => name !== 'q1'), scale('q1', 'x', 4)] },
      'q1',
    ],
    ['a node less', { ...cube, nodes: cube.nodes.slice(1) }, 'f'],
    ['a node more', { ...cube, nodes: [...cube.nodes, scale('g', 'f', 1)] }, 'g'],
    ['another input', { ...cube, inputs: ['x', 'y'] }, 'y'],
  ])('a run of a graph with %s is refused', async (_, other, name) => {
    const run = await forward(cube, scalars({ x: 2 }), [tiny]);
    expect(() => graphToDot(other, run)).toThrow(
      expect.objectContaining({
        code: 'other-graph',
        message: `the run is of another graph: ${name} is not the same in both`,
      }),
    );
  });

  test('gradients without their run, and a graph that is wrong, are refused', () => {
    expect(() => graphToDot(cube, undefined, new Map())).toThrow(
      'gradients expected the run they belong to, got none',
    );
    expect(() => graphToDot({ inputs: [], nodes: [scale('f', 'x', 1)] })).toThrow('node f reads x as its x');
  });
});

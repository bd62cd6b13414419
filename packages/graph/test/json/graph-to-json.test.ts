import { describe, expect, test } from '@jest/globals';
import { tensor, type Tensor } from '@gradspec/spec';
import {
  backward,
  forward,
  graphFromJson,
  graphToJson,
  type Graph,
  type GraphNode,
} from '../../src/index.ts';
import { add, scalar, scale } from '../nodes.ts';
import { tapedImplementation } from '../taped/index.ts';
import { tiny } from '../tiny.ts';

/** A net with every kind of attribute: lists, lists of pairs, words, flags, numbers, −0. */
const net: Graph = {
  inputs: ['x', 'w', 'labels', 'my "input"\n', '__proto__'],
  nodes: [
    {
      name: 'loss',
      operator: 'softmaxCrossEntropy',
      inputs: { scores: 'flat', labels: 'labels' },
      attributes: { reduction: 'none' },
    },
    { name: 'flat', operator: 'reshape', inputs: { x: 'c' }, attributes: { shape: [2, 24] } },
    {
      name: 'c',
      operator: 'conv',
      inputs: { x: 'x', w: 'w' },
      attributes: {
        stride: [2, 1],
        padding: [
          [1, 0],
          [0, 2],
        ],
        dilation: [1, 2],
        groups: 1,
        flip: true,
      },
    },
    { name: 'minusZero', operator: 'scale', inputs: { x: 'my "input"\n' }, attributes: { value: -0 } },
    { name: 'tiny', operator: 'scale', inputs: { x: '__proto__' }, attributes: { value: 5e-324 } },
  ],
};
const wave = (length: number) => Array.from({ length }, (_, i) => Math.sin(i * i + 1) / 3);
const inputs: ReadonlyMap<string, Tensor> = new Map<string, Tensor>([
  ['x', tensor('float32', [2, 3, 4, 3], wave(72))],
  ['w', tensor('float32', [4, 3, 2, 2], wave(48))],
  ['labels', tensor('int32', [2], [-1, 11])],
  ['my "input"\n', tensor('float64', [7], [NaN, Infinity, -Infinity, -0, 0, 0.1, 2 ** 0.5])],
  ['__proto__', tensor('float64', [3], [Number.MAX_VALUE, 5e-324, -1e300 / 3])],
]);

/** Every bit of some tensors; of a NaN, whose other bits mean nothing, that it is one. */
const bits = (tensors: ReadonlyMap<string, Tensor>) =>
  new Map(
    [...tensors].map(([name, { dtype, shape, data }]) => {
      const canonical = data.map((value) => (Number.isNaN(value) ? NaN : value));
      return [name, { dtype, shape, bytes: Buffer.from(canonical.buffer).toString('hex') }];
    }),
  );

describe('graphToJson and graphFromJson', () => {
  test('a net, its values and its gradients come back bit for bit, and the net runs to the same values', async () => {
    const run = await forward(net, Object.fromEntries(inputs), [tapedImplementation]);
    const gradients = await backward(run, { loss: tensor('float32', [2], [-1.5, 0.7]) });
    const read = graphFromJson(graphToJson(net, { values: run.values, gradients }));
    expect(read.graph).toEqual(net);
    expect(Object.is((read.graph.nodes[3]!.attributes as { value: number }).value, -0)).toBe(true);
    expect(bits(read.values)).toEqual(bits(run.values));
    expect(bits(read.gradients)).toEqual(bits(gradients));
    const given = Object.fromEntries(read.graph.inputs.map((name) => [name, read.values.get(name)!]));
    const again = await forward(read.graph, given, [tapedImplementation]);
    expect(bits(again.values)).toEqual(bits(run.values));
  });

  test('what was read writes the same text', () => {
    const text = graphToJson(net, { values: inputs });
    const read = graphFromJson(text);
    expect(graphToJson(read.graph, read)).toBe(text);
    expect(read.gradients.size).toBe(0);
  });

  test('a node and a tensor to a line; NaN, infinities and −0 as strings; float64 is not written', () => {
    const graph: Graph = { inputs: ['x'], nodes: [scale('f', 'x', -2)] };
    const values = new Map<string, Tensor>([
      ['x', tensor('float32', [2], [NaN, -0])],
      ['f', tensor('float64', [1, 2], [-Infinity, 0.1])],
    ]);
    expect(graphToJson(graph, { values })).toBe(
      [
        '{',
        '  "format": "gradspec-graph",',
        '  "version": 1,',
        '  "inputs": [',
        '    "x"',
        '  ],',
        '  "nodes": [',
        '    {"name":"f","operator":"scale","inputs":{"x":"x"},"attributes":{"value":-2}}',
        '  ],',
        '  "values": {',
        '    "x": {"dtype":"float32","shape":[2],"data":["NaN","-0"]},',
        '    "f": {"shape":[1,2],"data":["-Infinity",0.1]}',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('inputs and attributes that are undefined are as good as absent', () => {
    const rnn = {
      name: 'r',
      operator: 'rnn',
      inputs: { x: 'x', wx: 'x', wh: 'x', b: undefined },
      attributes: { reverse: undefined },
    };
    const { graph } = graphFromJson(graphToJson({ inputs: ['x'], nodes: [rnn as unknown as GraphNode] }));
    expect(graph.nodes).toStrictEqual([
      { name: 'r', operator: 'rnn', inputs: { x: 'x', wx: 'x', wh: 'x' }, attributes: {} },
    ]);
  });

  test('the empty graph', () => {
    const empty: Graph = { inputs: [], nodes: [] };
    expect(graphFromJson(graphToJson(empty)).graph).toEqual(empty);
  });

  test('100,000 nodes, their values and gradients', async () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => add(`n${i}`, i === 0 ? 'x' : `n${i - 1}`, 'x'));
    const graph: Graph = { inputs: ['x'], nodes: nodes.toReversed() };
    const run = await forward(graph, { x: scalar(0.1) }, [tiny]);
    const gradients = await backward(run, { n99999: scalar(-2) });
    const read = graphFromJson(graphToJson(graph, { values: run.values, gradients }));
    expect(read.graph.nodes).toHaveLength(100_000);
    for (const name of ['x', 'n0', 'n99999'])
      expect([read.values.get(name), read.gradients.get(name)]).toEqual([
        run.values.get(name),
        gradients.get(name),
      ]);
  }, 60_000);
});

describe('graphToJson refuses what could not be read back', () => {
  const node = (change: object): Graph => ({
    inputs: ['x'],
    nodes: [{ ...scale('f', 'x', 2), ...change }],
  });
  test.each([
    [
      'an attribute that is not finite',
      node({ attributes: { value: Infinity } }),
      {},
      'nodes[0].attributes.value expected a number, true or false, a word or a list of numbers, got Infinity',
    ],
    [
      'an attribute that is a function',
      node({ attributes: { value: () => 2 } }),
      {},
      'nodes[0].attributes.value expected a number, true or false, a word or a list of numbers, got function',
    ],
    [
      'an attribute that is a typed array',
      node({ attributes: { value: new Float64Array(3) } }),
      {},
      'nodes[0].attributes.value expected a number, true or false, a word or a list of numbers, got an object with 0, 1, 2',
    ],
    [
      'an attribute that the operator does not have',
      node({ attributes: { value: 2, slope: 1 } }),
      {},
      'nodes[0].attributes.slope is a key that is not known here; expected one of value',
    ],
    [
      'a node that reads what is not there',
      node({ inputs: { x: 'y' } }),
      {},
      "node f reads y as its x, which is neither an input nor a node's output; nearest: x, f",
    ],
    [
      'a value that the graph does not have',
      node({}),
      { values: new Map([['g', scalar(1)]]) },
      'values.g: the graph has no value "g"; nearest: x, f',
    ],
    [
      'data that does not fill its shape',
      node({}),
      { values: new Map([['x', { ...scalar(1), shape: [3] }]]) },
      'values.x.data expected 3 numbers for shape [3], got 1',
    ],
    [
      'a gradient that does not fit its value',
      node({}),
      { values: new Map([['x', scalar(1)]]), gradients: new Map([['x', tensor('float32', [1], [1])]]) },
      'gradients.x expected float64 [], as the value is, got float32 [1]',
    ],
  ])('%s', (_, graph, tensors, message) => {
    expect(() => graphToJson(graph, tensors)).toThrow(
      expect.objectContaining({ name: 'GraphError', message }),
    );
  });
});

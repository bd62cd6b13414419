import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import {
  forward,
  netBuilder,
  recurrentLayers,
  type GraphNode,
  type Recurrence,
  type RecurrentLayers,
} from '../../src/index.ts';
import { numbers } from '../nodes.ts';
import { shapesOf } from '../shapes-of.ts';
import { tinyNet } from '../tiny-net.ts';

/** The nodes and parameters of recurrent layers on x [4, 2, 3] with a state of 5, and the shape of every value. */
function built(
  options: Recurrence & Pick<RecurrentLayers, 'layers' | 'bidirectional'>,
  withLengths: boolean,
) {
  const net = netBuilder();
  const x = net.input('x');
  const lengths = withLengths ? { lengths: net.input('lengths') } : {};
  const states = recurrentLayers(net, 'r', { x, ...lengths, inputs: 3, hidden: 5, ...options });
  const used = net.node('used', 'concat', { a: states.last, b: states.last }, { axis: 1 });
  net.node('h2', 'sumOfSquares', { x: states.h });
  net.node('last2', 'sumOfSquares', { x: used });
  const model = net.model(net.node('loss', 'add', { a: 'h2', b: 'last2' }));
  return { states, model, shapes: shapesOf(model, { x: [4, 2, 3], ...(withLengths && { lengths: [2] }) }) };
}

const kinds = [
  { kind: 'rnn', gates: 1, more: [] },
  { kind: 'lstm', gates: 4, more: [] },
  { kind: 'gru', gates: 3, more: ['bh'] },
] as const;

describe.each(kinds)('recurrent layers of $kind', ({ kind, gates, more }) => {
  test('one layer has the name itself', () => {
    const { states, model, shapes } = built({ kind }, false);
    expect(states).toEqual({ h: 'r.h', last: 'r.hT', width: 5 });
    expect(Object.keys(model.parameters)).toEqual(['r.wx', 'r.wh', 'r.b', ...more.map((p) => `r.${p}`)]);
    expect(model.parameters['r.wx']!.shape).toEqual([5 * gates, 3]);
    expect([shapes.get('r.h'), shapes.get('r.hT')]).toEqual([
      [4, 2, 5],
      [2, 5],
    ]);
  });

  test('each layer of a stack reads all states of the one below', () => {
    const { states, model, shapes } = built({ kind, layers: 3 }, true);
    expect(states).toEqual({ h: 'r.3.h', last: 'r.3.hT', width: 5 });
    const stack = model.graph.nodes.filter(({ operator }) => operator === kind);
    expect(stack.map(({ name, inputs }) => [name, 'x' in inputs && inputs.x])).toEqual([
      ['r.1', 'x'],
      ['r.2', 'r.1.h'],
      ['r.3', 'r.2.h'],
    ]);
    for (const { inputs } of stack) expect(inputs).toMatchObject({ lengths: 'lengths' });
    expect(model.parameters['r.2.wx']!.shape).toEqual([5 * gates, 5]);
    expect(shapes.get('r.3.h')).toEqual([4, 2, 5]);
  });

  test('both directions stand beside each other, and the layer above reads both', () => {
    const { states, model, shapes } = built({ kind, layers: 2, bidirectional: true }, true);
    expect(states).toEqual({ h: 'r.2.h', last: 'r.2.hT', width: 10 });
    const reversed = ({ attributes = {} }: GraphNode) => 'reverse' in attributes && attributes.reverse;
    const stack = model.graph.nodes.filter(({ operator }) => operator === kind);
    expect(stack.map((node) => [node.name, 'x' in node.inputs && node.inputs.x, reversed(node)])).toEqual([
      ['r.1.forward', 'x', false],
      ['r.1.reverse', 'x', true],
      ['r.2.forward', 'r.1.h', false],
      ['r.2.reverse', 'r.1.h', true],
    ]);
    expect(model.parameters['r.2.reverse.wx']!.shape).toEqual([5 * gates, 10]);
    expect(Object.keys(model.parameters)).toHaveLength(4 * (3 + more.length));
    expect([shapes.get('r.2.h'), shapes.get('r.2.hT')]).toEqual([
      [4, 2, 10],
      [2, 10],
    ]);
  });
});

/**
 * Two sequences of numbers, padded to T = 3: a = 1, 2, 4 and b = −3 with two NaN behind; and an empty one. All weights are
 * given, all recurrences linear: h[t] = wx·x[t] + ½·h[t−1].
 */
describe('sequences of several lengths, by hand', () => {
  const x = tensor('float64', [3, 3, 1], [1, -3, NaN, 2, NaN, NaN, 4, NaN, NaN]);
  const lengths = tensor('int32', [3], [3, 1, 0]);

  async function run(options: Pick<RecurrentLayers, 'layers' | 'bidirectional'>) {
    const net = netBuilder();
    const reads = { x: net.input('x'), lengths: net.input('lengths'), inputs: 1, hidden: 1 };
    const states = recurrentLayers(net, 'r', { kind: 'rnn', activation: 'identity', ...reads, ...options });
    const both = net.node('both', 'multiply', { a: states.last, b: states.last });
    const { graph, parameters } = net.model(net.node('loss', 'sumOfSquares', { x: both }));
    const chosen = Object.entries(parameters).map(([name, { shape }]) => {
      const value = { wx: 1, wh: 0.5, b: 0 }[name.split('.').at(-1)!]!;
      const [O, I = 1] = shape as [number, number?];
      return [
        name,
        tensor(
          'float64',
          shape,
          Array.from({ length: O * I }, (_, i) => value * 10 ** i),
        ),
      ];
    });
    const given = { x, lengths, ...(Object.fromEntries(chosen) as Record<string, typeof x>) };
    const { values } = await forward(graph, given, [tinyNet]);
    return { h: numbers(values)[states.h], last: numbers(values)[states.last] };
  }

  test('one layer', async () => {
    expect(await run({})).toEqual({ h: [1, -3, 0, 2.5, 0, 0, 5.25, 0, 0], last: [5.25, -3, 0] });
  });

  test('two layers: the second sums up what the first has summed up', async () => {
    expect(await run({ layers: 2 })).toEqual({ h: [1, -3, 0, 3, 0, 0, 6.75, 0, 0], last: [6.75, -3, 0] });
  });

  test('both directions: the last state of the second is at the beginning', async () => {
    expect(await run({ bidirectional: true })).toEqual({
      h: [...[1, 3, -3, -3, 0, 0], ...[2.5, 4, 0, 0, 0, 0], ...[5.25, 4, 0, 0, 0, 0]],
      last: [5.25, 3, -3, -3, 0, 0],
    });
  });

  test('two layers in both directions: the second reads both of the first, here 1 of the one and 10 of the other', async () => {
    // read by the second layer: 1 + 10·3 = 31, 2.5 + 10·4 = 42.5, 5.25 + 10·4 = 45.25; −3 − 30 = −33
    expect(await run({ layers: 2, bidirectional: true })).toEqual({
      h: [
        ...[31, 31 + (42.5 + 45.25 / 2) / 2, -33, -33, 0, 0],
        ...[42.5 + 31 / 2, 42.5 + 45.25 / 2, 0, 0, 0, 0],
        ...[45.25 + (42.5 + 31 / 2) / 2, 45.25, 0, 0, 0, 0],
      ],
      last: [45.25 + (42.5 + 31 / 2) / 2, 31 + (42.5 + 45.25 / 2) / 2, -33, -33, 0, 0],
    });
  });
});

describe('mistakes', () => {
  const layers = (options: Partial<RecurrentLayers>) => () =>
    recurrentLayers(netBuilder(), 'r', { kind: 'rnn', x: 'x', inputs: 3, hidden: 5, ...options });

  test.each([
    [{ layers: 0 }, 'recurrentLayers r: layers expected an integer of at least 1, got 0'],
    [{ layers: 1.5 }, 'recurrentLayers r: layers expected an integer of at least 1, got 1.5'],
    [{ hidden: -5 }, 'parameter r.wx: shape expected integers of at least 0, got [-5, 3]'],
    [{ inputs: NaN }, 'parameter r.wx: shape expected integers of at least 0, got [5, NaN]'],
  ])('%j', (options, message) => {
    expect(layers(options)).toThrow(new RangeError(message));
  });
});
